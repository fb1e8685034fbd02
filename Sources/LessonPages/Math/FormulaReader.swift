/// Reads TeX into what it groups.
struct FormulaReader {
  /// Things within things that are read; a lesson's formulas are nested less.
  private static let mostNested = 128
  /// Bytes that are read; a lesson's formulas are shorter.
  private static let longest = 20_000

  var rest: Substring
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

  /// Reads something that stands a level deeper; nothing, and nothing after it, if that is too deep.
  mutating func deeper(_ read: (inout Self) -> [FormulaNode]) -> [FormulaNode] {
    guard depth < Self.mostNested else {
      (isTooDeep, rest) = (true, "")
      return []
    }
    depth += 1
    defer { depth -= 1 }
    return read(&self)
  }

  /// Everything up to the end, a closing brace, or the end of an environment.
  mutating func nodes() -> [FormulaNode] {
    deeper { reader in
      var nodes: [FormulaNode] = []
      while let character = reader.rest.first, character != "}", !reader.isAtEndOfEnvironment {
        if let infix = reader.infixCommand() { return [infix(nodes, reader.nodes())] }
        reader.step(character, into: &nodes)
      }
      return nodes
    }
  }

  /// Another source than what is left, read by itself.
  mutating func nodes(of tex: Substring) -> [FormulaNode] {
    let outer = rest
    rest = tex
    let nodes = nodes()
    rest = isTooDeep ? "" : outer
    return nodes
  }

  var isAtEndOfEnvironment: Bool { rest.first == "\\" && rest.hasPrefix("\\end{") }

  mutating func step(_ character: Character, into nodes: inout [FormulaNode]) {
    switch character {
    case "\\": command(into: &nodes)
    case "^", "_":
      rest.removeFirst()
      let script = argument()
      nodes.attach(below: character == "_" ? script : [], above: character == "^" ? script : [])
    case "'":
      rest.removeFirst()
      nodes.attach(primes: 1)
    case "{": nodes.append(.braces(group()))
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

  /// One argument: a group, a command with its own, or a character.
  mutating func argument() -> [FormulaNode] {
    rest = rest.drop(while: \.isWhitespace)
    if rest.first == "{" { return group() }
    return deeper { reader in
      var nodes: [FormulaNode] = []
      if reader.rest.first == "\\" {
        reader.command(into: &nodes)
      } else if let character = reader.rest.first, character != "}" {
        reader.rest.removeFirst()
        nodes.append(UnicodeMathSymbols.node(of: character))
      }
      return nodes
    }
  }

  private mutating func group() -> [FormulaNode] {
    rest.removeFirst()
    let inner = nodes()
    if rest.first == "}" { rest.removeFirst() }
    return inner
  }

  /// An argument in square brackets, which need not be there.
  mutating func optional() -> [FormulaNode] {
    guard rest.first == "[" else { return [] }
    var (braces, end) = (0, rest.index(after: rest.startIndex))
    while end < rest.endIndex, rest[end] != "]" || braces > 0 {
      if rest[end] == "{" { braces += 1 }
      if rest[end] == "}" { braces -= 1 }
      end = rest.index(after: end)
    }
    let inside = rest[..<end].dropFirst()
    rest = rest[end...].dropFirst()
    return nodes(of: inside)
  }

  /// What stands in the braces of `\text{…}` and the like, as it is written, or the next character.
  mutating func source() -> Substring {
    rest = rest.drop(while: \.isWhitespace)
    guard rest.first == "{" else { return rest.popFirst().map { Substring(String($0)) } ?? "" }
    rest.removeFirst()
    var (depth, end) = (0, rest.startIndex)
    while end < rest.endIndex, rest[end] != "}" || depth > 0 {
      if rest[end] == "{" { depth += 1 }
      if rest[end] == "}" { depth -= 1 }
      let isEscape = rest[end] == "\\"
      end = rest.index(after: end)
      if isEscape, end < rest.endIndex { end = rest.index(after: end) }
    }
    let source = rest[..<end]
    rest = rest[end...].dropFirst()
    return source
  }
}

extension [FormulaNode] {
  /// Attaches scripts to what stands last; those of one base stand together.
  mutating func attach(below: Self = [], above: Self = [], primes: Int = 0) {
    while last == .sourceSpace { removeLast() }
    let script = FormulaNode.script(nil, below: below, above: above, primes: primes)
    switch popLast() {
    case .script(let base, let oldBelow, let oldAbove, let oldPrimes)?
    where (oldBelow.isEmpty || below.isEmpty) && (oldAbove.isEmpty || above.isEmpty):
      append(
        .script(
          base,
          below: oldBelow + below,
          above: oldAbove + above,
          primes: oldPrimes + primes
        )
      )
    // Nothing is attached to a space, the end of a row, or a place that is taken.
    case let base? where base.isSpace || base == .row: self += [base, script]
    case .script(let base, let oldBelow, let oldAbove, let oldPrimes)?:
      self += [.script(base, below: oldBelow, above: oldAbove, primes: oldPrimes), script]
    case let base?: append(.script(base, below: below, above: above, primes: primes))
    case nil: append(script)
    }
  }
}
