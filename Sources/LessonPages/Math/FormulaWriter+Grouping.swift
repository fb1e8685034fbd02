extension FormulaWriter {
  /// What takes an operand that shows no place of its own here.
  enum Operator {
    case fraction, root
  }

  /// An operand, in parentheses unless it cannot be taken for more or less than it is.
  static func operand(_ nodes: [FormulaNode], of sign: Operator) -> String {
    let nodes = nodes.unwrapped
    let text = text(nodes)
    let shown = nodes.flattened.filter { $0 != .sourceSpace }
    return isTight(shown, below: sign) ? text : "(\(text))"
  }

  private static func isTight(_ nodes: [FormulaNode], below sign: Operator) -> Bool {
    if isNumber(nodes) || isBracketed(nodes) { return true }
    if nodes.count == 2, sign == .fraction, case .symbol(_, .prefix) = nodes[0] {
      // ∂L is read as one.
      return isTight([nodes[1]], below: .fraction)
    }
    guard nodes.count <= 1, let node = nodes.first else { return nodes.isEmpty }
    switch node {
    case .symbol(let text, _): return !text.contains(" ")
    case .script(_, _, let above, let primes):
      return sign == .fraction || above.isEmpty && primes == 0
    case .fraction, .stack, .group, .sourceSpace, .space, .row: return false
    case .root, .choose: return true
    case .accent(let mark, let inner):
      return inner.unwrapped.count <= 1 || !UnicodeMathSymbols.lines.contains(mark)
    case .letters(_, let inner): return inner.unwrapped.count <= 1
    case .table(let opening, let closing, _, _): return !opening.isEmpty && !closing.isEmpty
    }
  }

  private static func isNumber(_ nodes: [FormulaNode]) -> Bool {
    !nodes.isEmpty
      && nodes.allSatisfy {
        if case .symbol(let text, .ordinary) = $0 {
          text.allSatisfy { $0.isASCII && $0.isNumber || $0 == "." }
        } else {
          false
        }
      }
  }

  /// Whether one pair of brackets or bars stands around all.
  private static func isBracketed(_ nodes: [FormulaNode]) -> Bool {
    guard nodes.count > 2, case .symbol(let first, let kind)? = nodes.first,
      case .symbol(let last, let lastKind)? = nodes.last
    else { return false }
    if kind == .ordinary, first == last, ["|", "‖"].contains(first) {
      return !nodes.dropFirst().dropLast().contains(.symbol(first, .ordinary))
    }
    guard kind == .opening, lastKind == .closing else { return false }
    var depth = 0
    for (place, node) in nodes.enumerated() {
      switch node {
      case .symbol(_, .opening): depth += 1
      case .symbol(_, .closing): depth -= 1
      // A bracket with a script is one of a pair, too.
      case .script(.symbol(_, .closing)?, _, _, _): depth -= 1
      default: break
      }
      if depth == 0, place < nodes.count - 1 { return false }
    }
    return depth == 0
  }

  /// Something with what stands at its corners: primes, then below, then above.
  static func script(
    _ base: FormulaNode?,
    below: [FormulaNode],
    above: [FormulaNode],
    primes: Int
  ) -> FormulaPiece {
    let base = [base].compactMap(\.self).unwrapped
    if base.count == 1, case .script(let inner, let low, [], let marks) = base[0],
      below.isEmpty || low.isEmpty
    {
      // x with an index, to a power, is read as it is written.
      return script(inner, below: low + below, above: above, primes: marks + primes)
    }
    var piece = self.base(base)
    piece.text += String(repeating: "′", count: primes)
    for (nodes, small) in [
      (below, UnicodeMathSymbols.lowered), (above, UnicodeMathSymbols.raised),
    ] where !nodes.isEmpty {
      let text = narrowed(nodes)
      let shown = small(text)
      piece.text += shown
      piece.openEnd = shown.hasSuffix(text) && !text.isEmpty ? .word : .none
    }
    if piece.kind == .prefix { piece.kind = .function }
    return piece
  }

  /// A sign with what stands over and under it, behind arrows that lead there: `=↑(def)`.
  static func stack(
    _ base: FormulaNode,
    above: [FormulaNode],
    below: [FormulaNode]
  ) -> FormulaPiece {
    var piece = self.base([base].unwrapped)
    for (arrow, nodes) in [("↑", above), ("↓", below)] where !nodes.isEmpty {
      piece.text += "\(arrow)(\(text(nodes)))"
    }
    return piece
  }

  private static func base(_ nodes: [FormulaNode]) -> FormulaPiece {
    let text = text(nodes)
    let grouped = FormulaPiece(text: "(\(text))", kind: .ordinary)
    guard nodes.count <= 1, let node = nodes.first else {
      return nodes.isEmpty || isNumber(nodes) || isBracketed(nodes)
        ? FormulaPiece(text: text, kind: .ordinary) : grouped
    }
    switch node {
    // A script belongs to all of several words.
    case .symbol(_, let kind):
      return text.contains(" ") ? grouped : FormulaPiece(text: text, kind: kind)
    case .accent, .letters, .table:
      return isTight(nodes, below: .root) ? FormulaPiece(text: text, kind: .ordinary) : grouped
    case .choose: return FormulaPiece(text: text, kind: .ordinary)
    case .fraction, .root, .script, .stack, .group, .sourceSpace, .space, .row: return grouped
    }
  }

  /// A script as TeX sets it: without spaces around its signs, and without those of the source.
  private static func narrowed(_ nodes: [FormulaNode]) -> String {
    let text = text(nodes.flattened.filter { $0 != .sourceSpace })
    return ["+", "−", "×", "·", "=", "/"].reduce(text) { text, sign in
      text.replacing(" \(sign) ", with: sign)
    }
  }
}
