import Foundation

extension FormulaReader {
  /// `a \over b` and its kind, which take all of the group before and after them.
  mutating func infixCommand() -> (([FormulaNode], [FormulaNode]) -> FormulaNode)? {
    guard rest.first == "\\" else { return nil }
    for name in ["over", "atop", "choose"] where rest.dropFirst().hasPrefix(name) {
      let after = rest.dropFirst(name.count + 1)
      guard after.first?.isLetter != true else { continue }
      rest = after
      return name == "over" ? FormulaNode.fraction : FormulaNode.choose
    }
    return nil
  }

  mutating func command(into nodes: inout [FormulaNode]) {
    let name = commandName()
    if let node = UnicodeMathSymbols.commands[name] {
      nodes.append(node)
    } else if UnicodeMathSymbols.functions.contains(name) {
      nodes.append(.symbol(name, .function))
    } else if let mark = UnicodeMathSymbols.accents[name] {
      nodes.append(.accent(mark, argument()))
    } else if let alphabet = UnicodeMathSymbols.alphabets[name] {
      nodes.append(.letters(alphabet, argument()))
    } else if let arrow = UnicodeMathSymbols.arrows[name] {
      let below = optional()
      nodes.append(Self.stack([.symbol(arrow, .relation)], above: argument(), below: below))
    } else if UnicodeMathSymbols.transparent.contains(name) {
      nodes.append(upright(name, argument()))
    } else if let alphabet = UnicodeMathSymbols.words[name] {
      nodes.append(words(in: alphabet))
    } else {
      structure(name, into: &nodes)
    }
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

  /// A word set upright is a name, as of a function: it stands apart from its neighbours.
  private func upright(_ name: String, _ inner: [FormulaNode]) -> FormulaNode {
    let text = FormulaWriter.text(inner)
    let isName = name == "mathrm" && text.count > 1 && text.allSatisfy(\.isLetter)
    return isName ? .symbol(text, .function) : .group(inner)
  }

  private mutating func structure(_ name: String, into nodes: inout [FormulaNode]) {
    switch name {
    case "frac", "dfrac", "tfrac", "cfrac": nodes.append(.fraction(argument(), argument()))
    case "sqrt": nodes.append(.root(degree: optional(), argument()))
    case "operatorname": nodes.append(.symbol(Self.plain(source()), .function))
    case "binom", "dbinom", "tbinom": nodes.append(.choose(argument(), argument()))
    case "left", "right", "bigl", "bigr", "Bigl", "Bigr", "big", "Big", "bigg", "Bigg", "middle":
      if rest.first == "." { rest.removeFirst() }
    case "\\", "cr", "newline":
      skipLength(in: /\[[^\]\n]{1,12}\]/)
      nodes.append(.row)
    case "begin": environment(into: &nodes)
    case "overset", "stackrel":
      let above = argument()
      nodes.append(Self.stack(argument(), above: above, below: []))
    case "underset":
      let below = argument()
      nodes.append(Self.stack(argument(), above: [], below: below))
    case "not": nodes.append(Self.negated(argument()))
    case "pmod", "pod", "mod": nodes += modulus(name)
    case "boxed", "fbox":
      nodes += [.symbol("boxed", .function), .symbol("(", .opening), .group(argument())]
      nodes.append(.symbol(")", .closing))
    case "color", "textcolor", "label": _ = source()
    case "phantom", "hphantom", "hspace":
      _ = source()
      nodes.append(.space(" "))
    case "vphantom", "vspace": _ = source()
    case "kern", "mkern", "hskip", "mskip":
      skipLength(in: /\s*-?[0-9.]+\s*[a-z]{2}/)
      nodes.append(.space(" "))
    case "tag": nodes += [.space("   "), .symbol("(\(Self.plain(source())))", .ordinary)]
    default: nodes.append(.symbol("\\" + name, .function))
    }
  }

  private mutating func skipLength(in form: Regex<Substring>) {
    guard let length = rest.prefixMatch(of: form), length.output.contains(where: \.isNumber) else {
      return
    }
    rest = rest[length.range.upperBound...]
  }

  /// Words of prose, in which formulas may stand between dollar signs.
  private mutating func words(in alphabet: MathAlphabet?) -> FormulaNode {
    let parts = source().split(separator: "$", omittingEmptySubsequences: false)
    var read: [FormulaNode] = []
    for (place, part) in parts.enumerated() {
      let isWords = place.isMultiple(of: 2)
      if isWords, part.isEmpty, parts.count > 1 { continue }
      read.append(isWords ? Self.name(Self.plain(part), alphabet) : .group(nodes(of: part)))
    }
    return read.count == 1 ? read[0] : .group(read)
  }

  /// Words of prose; a single one stands apart from the letters beside it.
  private static func name(_ words: String, _ alphabet: MathAlphabet?) -> FormulaNode {
    let isName = words.count > 1 && words.allSatisfy(\.isLetter)
    return .symbol(alphabet?.applied(to: words) ?? words, isName ? .function : .ordinary)
  }

  /// Words without braces and the backslashes before signs.
  static func plain(_ source: Substring) -> String {
    var text = ""
    var isEscaped = false
    for character in source {
      if isEscaped, character.isLetter { text.append("\\") }
      if isEscaped || !"{}\\~$".contains(character) {
        text.append(character)
      } else if character == "~" {
        text.append(" ")
      }
      isEscaped = !isEscaped && character == "\\"
    }
    return text
  }

  /// Something with what stands over and under it.
  private static func stack(
    _ base: [FormulaNode],
    above: [FormulaNode],
    below: [FormulaNode]
  ) -> FormulaNode {
    let (above, below) = (above.unwrapped, below.unwrapped)
    guard base.unwrapped.count == 1, case .symbol(let sign, let kind)? = base.unwrapped.first else {
      return .stack(.group(base), above: above, below: below)
    }
    // Limits stand there, as those of a sum do.
    if kind == .large || kind == .function || above.isEmpty && below.isEmpty {
      return .script(.symbol(sign, kind), below: below, above: above, primes: 0)
    }
    let known = ["def": "≝", "?": "≟", "△": "≜"][FormulaWriter.text(above)]
    if sign == "=", below.isEmpty, let known { return .symbol(known, .relation) }
    return .stack(.symbol(sign, kind), above: above, below: below)
  }

  /// A sign struck through: ≠ for =.
  private static func negated(_ nodes: [FormulaNode]) -> FormulaNode {
    guard nodes.unwrapped.count == 1, case .symbol(let sign, let kind)? = nodes.unwrapped.first,
      sign.count == 1
    else { return .accent("\u{338}", nodes) }
    return .symbol((sign + "\u{338}").precomposedStringWithCanonicalMapping, kind)
  }

  /// `(mod n)` and the like.
  private mutating func modulus(_ name: String) -> [FormulaNode] {
    let word: [FormulaNode] = name == "pod" ? [] : [.symbol("mod", .function)]
    let inner = word + [.group(argument())]
    guard name != "mod" else { return [.space(" ")] + inner }
    return [.space(" "), .symbol("(", .opening)] + inner + [.symbol(")", .closing)]
  }
}
