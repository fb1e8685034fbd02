/// Reads TeX into what it groups.
struct FormulaReader {
  /// Things within things that are read: a group of a command is two.
  private static let mostNested = 250
  /// Bytes that are read; a lesson's formulas are shorter.
  private static let longest = 20_000

  private var rest: Substring
  private var depth = 0
  private var isTooDeep = false

  /// The formula of a source, or nil if it is too long or nested too deep to be shown.
  static func formula(of tex: String) -> [FormulaNode]? {
    guard tex.utf8.count <= longest else { return nil }
    var reader = FormulaReader(rest: tex[...])
    var nodes: [FormulaNode] = []
    // A brace or an end too many is dropped.
    while !reader.rest.isEmpty {
      nodes += reader.nodes()
      if !reader.rest.isEmpty { reader.rest.removeFirst() }
    }
    return reader.isTooDeep ? nil : nodes
  }

  private init(rest: Substring) { self.rest = rest }

  /// Everything up to the end, a closing brace, or the end of an environment.
  private mutating func nodes() -> [FormulaNode] {
    depth += 1
    defer { depth -= 1 }
    guard depth <= Self.mostNested else {
      (isTooDeep, rest) = (true, "")
      return []
    }
    var nodes: [FormulaNode] = []
    while let character = rest.first, character != "}", !isAtEndOfEnvironment {
      if let infix = infixCommand() {
        let below = self.nodes()
        return [infix(nodes, below)]
      }
      step(character, into: &nodes)
    }
    return nodes
  }

  private var isAtEndOfEnvironment: Bool { rest.first == "\\" && rest.hasPrefix("\\end{") }

  private mutating func step(_ character: Character, into nodes: inout [FormulaNode]) {
    switch character {
    case "\\": command(into: &nodes)
    case "^", "_":
      rest.removeFirst()
      attach(
        &nodes,
        below: character == "_" ? argument() : [],
        above: character == "^" ? argument() : []
      )
    case "'":
      rest.removeFirst()
      attach(&nodes, primes: 1)
    case "{": nodes.append(.group(group()))
    case "&":
      rest.removeFirst()
      nodes.append(.sourceSpace)
    case "$": rest.removeFirst()
    case "~":
      rest.removeFirst()
      nodes.append(.space(" "))
    case "%": rest = rest.drop { !$0.isNewline }
    default:
      rest.removeFirst()
      nodes.append(UnicodeMathSymbols.node(of: character))
    }
  }

  /// `a \over b` and its kind, which take all of the group before and after them.
  private mutating func infixCommand() -> (([FormulaNode], [FormulaNode]) -> FormulaNode)? {
    guard rest.first == "\\" else { return nil }
    for name in ["over", "atop", "choose"] where rest.dropFirst().hasPrefix(name) {
      let after = rest.dropFirst(name.count + 1)
      guard after.first?.isLetter != true else { continue }
      rest = after
      return name == "over" ? FormulaNode.fraction : FormulaNode.choose
    }
    return nil
  }

  /// One argument: a group, a command with its own, or a character.
  private mutating func argument() -> [FormulaNode] {
    depth += 1
    defer { depth -= 1 }
    rest = rest.drop(while: \.isWhitespace)
    guard depth <= Self.mostNested else {
      (isTooDeep, rest) = (true, "")
      return []
    }
    if rest.first == "{" { return group() }
    var nodes: [FormulaNode] = []
    if rest.first == "\\" {
      command(into: &nodes)
    } else if let character = rest.first, character != "}" {
      rest.removeFirst()
      nodes.append(UnicodeMathSymbols.node(of: character))
    }
    return nodes
  }

  private mutating func group() -> [FormulaNode] {
    rest.removeFirst()
    let inner = nodes()
    if rest.first == "}" { rest.removeFirst() }
    return inner
  }

  /// The words of `\text{…}` and the names of environments, as they are.
  private mutating func words() -> String {
    rest = rest.drop(while: \.isWhitespace)
    guard rest.first == "{" else { return String(rest.popFirst().map(String.init) ?? "") }
    rest.removeFirst()
    var depth = 1
    var text = ""
    while let character = rest.popFirst() {
      if character == "{" { depth += 1 }
      if character == "}" { depth -= 1 }
      if depth == 0 { break }
      if character != "{", character != "}", character != "$" { text.append(character) }
    }
    return text
  }

  private mutating func commandName() -> String {
    rest.removeFirst()
    guard let first = rest.first else { return "" }
    guard first.isLetter else {
      rest.removeFirst()
      return String(first)
    }
    let name = rest.prefix { $0.isLetter && $0.isASCII }
    rest = rest.dropFirst(max(1, name.count))
    if rest.first == "*" { rest.removeFirst() }
    return String(name)
  }

  private mutating func command(into nodes: inout [FormulaNode]) {
    let name = commandName()
    if let node = UnicodeMathSymbols.commands[name] {
      nodes.append(node)
    } else if UnicodeMathSymbols.functions.contains(name) {
      nodes.append(.symbol(name, .function))
    } else if let mark = UnicodeMathSymbols.accents[name] {
      nodes.append(.accent(mark, argument()))
    } else if let alphabet = UnicodeMathSymbols.alphabets[name] {
      nodes.append(.letters(alphabet, argument()))
    } else if UnicodeMathSymbols.transparent.contains(name) {
      nodes.append(upright(name, argument()))
    } else {
      structure(name, into: &nodes)
    }
  }

  /// A word set upright is a name, as of a function: it stands apart from its neighbours.
  private func upright(_ name: String, _ inner: [FormulaNode]) -> FormulaNode {
    let text = FormulaWriter.text(inner, rowSeparator: " ")
    let isName = name == "mathrm" && text.count > 1 && text.allSatisfy(\.isLetter)
    return isName ? .symbol(text, .function) : .group(inner)
  }

  private mutating func structure(_ name: String, into nodes: inout [FormulaNode]) {
    switch name {
    case "frac", "dfrac", "tfrac", "cfrac": nodes.append(.fraction(argument(), argument()))
    case "sqrt": nodes.append(.root(degree: degree(), argument()))
    case "text", "textrm", "textit", "textbf", "mbox", "texttt", "textsf":
      nodes.append(Self.name(words()))
    case "operatorname": nodes.append(.symbol(words(), .function))
    case "binom", "dbinom", "tbinom": nodes.append(.choose(argument(), argument()))
    case "left", "right", "bigl", "bigr", "Bigl", "Bigr", "big", "Big", "bigg", "Bigg", "middle":
      if rest.first == "." { rest.removeFirst() }
    case "\\", "cr", "newline": nodes.append(.row)
    case "begin": environment(into: &nodes)
    case "underbrace", "overbrace": nodes.append(.group(argument()))
    case "overset", "stackrel":
      let above = argument()
      nodes.append(.script(.group(argument()), below: [], above: above, primes: 0))
    case "underset":
      let below = argument()
      nodes.append(.script(.group(argument()), below: below, above: [], primes: 0))
    case "color", "textcolor", "phantom", "label": _ = words()
    case "tag": nodes += [.space("   "), .symbol("(\(words()))", .ordinary)]
    default: nodes.append(.symbol("\\" + name, .function))
    }
  }

  /// Words of prose; a single one stands apart from the letters beside it.
  private static func name(_ words: String) -> FormulaNode {
    .symbol(words, words.count > 1 && words.allSatisfy(\.isLetter) ? .function : .ordinary)
  }

  private mutating func degree() -> [FormulaNode] {
    guard rest.first == "[" else { return [] }
    let text = rest.dropFirst().prefix { $0 != "]" }
    rest = rest[text.endIndex...].dropFirst()
    return text.map { UnicodeMathSymbols.node(of: $0) }
  }

  private mutating func environment(into nodes: inout [FormulaNode]) {
    let name = words()
    if name == "array" { _ = words() }
    guard let delimiters = UnicodeMathSymbols.matrices[name] else {
      nodes += self.nodes()
      endEnvironment()
      return
    }
    var rows: [[[FormulaNode]]] = [[[]]]
    while !rest.isEmpty, rest.first != "}", !isAtEndOfEnvironment {
      if rest.first == "&" {
        rest.removeFirst()
        rows[rows.count - 1].append([])
        continue
      }
      let (row, entry) = (rows.count - 1, rows[rows.count - 1].count - 1)
      let before = rest
      rows[row][entry] += entryNodes()
      if rows[row][entry].last == .row {
        rows[row][entry].removeLast()
        rows.append([[]])
      } else if rest.startIndex == before.startIndex {
        break
      }
    }
    endEnvironment()
    rows = rows.map { $0.map(\.unwrapped) }
    while rows.last == [[]] { rows.removeLast() }
    nodes.append(
      .table(
        opening: delimiters.0,
        closing: delimiters.1,
        rows: rows,
        isCases: name.hasSuffix("cases")
      )
    )
  }

  /// Up to what ends an entry; the end of a row is taken, too.
  private mutating func entryNodes() -> [FormulaNode] {
    depth += 1
    defer { depth -= 1 }
    guard depth <= Self.mostNested else {
      (isTooDeep, rest) = (true, "")
      return []
    }
    var nodes: [FormulaNode] = []
    while let character = rest.first, character != "}", character != "&", !isAtEndOfEnvironment,
      nodes.last != .row
    {
      step(character, into: &nodes)
    }
    return nodes
  }

  private mutating func endEnvironment() {
    guard isAtEndOfEnvironment else { return }
    rest = rest.dropFirst(4)
    _ = words()
  }

  /// Attaches scripts to what stands before; those of one base stand together.
  private func attach(
    _ nodes: inout [FormulaNode],
    below: [FormulaNode] = [],
    above: [FormulaNode] = [],
    primes: Int = 0
  ) {
    while nodes.last == .sourceSpace { nodes.removeLast() }
    let script = FormulaNode.script(nil, below: below, above: above, primes: primes)
    switch nodes.popLast() {
    case .script(let base, let oldBelow, let oldAbove, let oldPrimes)?
    where (oldBelow.isEmpty || below.isEmpty) && (oldAbove.isEmpty || above.isEmpty):
      nodes.append(
        .script(
          base,
          below: oldBelow + below,
          above: oldAbove + above,
          primes: oldPrimes + primes
        )
      )
    // Nothing is attached to a space, the end of a row, or a place that is taken.
    case let base? where base.isSpace || base == .row: nodes += [base, script]
    case .script(let base, let oldBelow, let oldAbove, let oldPrimes)?:
      nodes += [
        .script(base, below: oldBelow, above: oldAbove, primes: oldPrimes), script,
      ]
    case let base?:
      nodes.append(.script(base, below: below, above: above, primes: primes))
    case nil: nodes.append(script)
    }
  }
}
