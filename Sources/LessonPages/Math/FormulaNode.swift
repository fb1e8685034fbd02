/// A part of a formula, as it is grouped.
indirect enum FormulaNode: Equatable, Sendable {
  /// The class by which TeX spaces a symbol.
  enum Kind: Equatable, Sendable {
    case ordinary, function, large, binary, relation, opening, closing, punctuation
    /// What applies to all that follows at once: ∂, ∇.
    case prefix
    /// What applies to all before it at once: the factorial.
    case postfix
  }

  /// A letter, a sign, a name.
  case symbol(String, Kind)
  /// White space of the source, which divides ordinary symbols only.
  case sourceSpace
  /// A space that the formula asks for.
  case space(String)
  /// The end of a row.
  case row
  /// What stands in braces.
  case group([FormulaNode])
  case fraction([FormulaNode], [FormulaNode])
  /// A root; the degree is empty for a square root.
  case root(degree: [FormulaNode], [FormulaNode])
  /// What stands below, above and as primes at a base; the base is nil where there is none.
  case script(FormulaNode?, below: [FormulaNode], above: [FormulaNode], primes: Int)
  /// What stands over and under a sign or a group.
  case stack(FormulaNode, above: [FormulaNode], below: [FormulaNode])
  /// A combining mark over or under something.
  case accent(String, [FormulaNode])
  /// Letters of another alphabet.
  case letters(MathAlphabet, [FormulaNode])
  /// A binomial coefficient.
  case choose([FormulaNode], [FormulaNode])
  /// Rows of entries between delimiters, which may be none.
  case table(opening: String, closing: String, rows: [[[FormulaNode]]], isCases: Bool)

  /// What stands in braces; a sign alone in them is no sign between its neighbours: `1{,}5` is one number.
  static func braces(_ content: [FormulaNode]) -> FormulaNode {
    if content.count == 1, case .symbol(let text, let kind)? = content.first {
      switch kind {
      case .punctuation, .binary, .relation, .opening, .closing: return .symbol(text, .ordinary)
      case .ordinary, .function, .large, .prefix, .postfix: break
      }
    }
    return .group(content)
  }

  /// Whether it only spaces what stands beside it.
  var isSpace: Bool {
    switch self {
    case .sourceSpace, .space: true
    default: false
    }
  }
}

extension [FormulaNode] {
  /// The nodes without braces that hold no more than one thing or stand for nothing, and without
  /// white space at the ends.
  var unwrapped: [FormulaNode] {
    var nodes = self[...]
    while nodes.first == .sourceSpace { nodes.removeFirst() }
    while nodes.last == .sourceSpace { nodes.removeLast() }
    if nodes.count == 1, case .group(let inner)? = nodes.first { return inner.unwrapped }
    return Array(nodes)
  }

  /// The nodes with those of braces among them: braces that nothing is attached to are not seen.
  var flattened: [FormulaNode] {
    flatMap { node -> [FormulaNode] in
      if case .group(let inner) = node { inner.flattened } else { [node] }
    }
  }
}
