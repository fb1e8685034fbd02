/// Writes a formula's tree so that it can be read only one way: what TeX shows by place and size,
/// parentheses and spaces show here.
enum FormulaWriter {
  /// The nodes with the spaces that TeX would put between them.
  static func text(_ nodes: [FormulaNode], rowSeparator: String = "; ") -> String {
    let nodes = nodes.flattened
    var result = ""
    var previous: FormulaPiece?
    var (divided, isSpaced) = (false, false)
    for (place, node) in nodes.enumerated() {
      switch node {
      case .sourceSpace: divided = true
      case .space(let text):
        if !result.isEmpty, !result.hasSuffix(" ") { result += text }
        isSpaced = true
      case .row:
        result = trimmed(result) + rowSeparator
        (previous, divided, isSpaced) = (nil, false, false)
      default:
        var piece = piece(at: place, in: nodes)
        piece.kind = piece.kind(after: isSpaced ? nil : previous?.kind)
        let needsSpace = previous.map {
          !isSpaced
            && FormulaPiece.needsSpace(
              $0.kind,
              piece.leadingKind ?? piece.kind,
              divided: divided
            )
            || $0.isOpen(to: piece)
        }
        if needsSpace == true, !result.hasSuffix(" ") { result += " " }
        let followsSpace = result.isEmpty || result.hasSuffix(" ")
        result += followsSpace ? piece.text.drop { $0 == " " } : piece.text[...]
        (previous, divided, isSpaced) = (piece, false, false)
      }
    }
    return trimmed(result)
  }

  private static func trimmed(_ text: String) -> String {
    var text = text
    while text.utf8.last == UInt8(ascii: " ") { text.removeLast() }
    return text
  }

  /// A node as it is written between its neighbours.
  private static func piece(at place: Int, in nodes: [FormulaNode]) -> FormulaPiece {
    var piece = piece(of: nodes[place])
    switch nodes[place] {
    case .fraction:
      let left = neighbour(of: place, in: nodes, step: -1)?.multiplies(onRight: false) ?? false
      let right = neighbour(of: place, in: nodes, step: 1)?.multiplies(onRight: true) ?? false
      if left || right {
        (piece.text, piece.leadingKind) = ("(\(piece.text))", .opening)
      }
    case .table("", "", _, isCases: false):
      let left = neighbour(of: place, in: nodes, step: -1).map { $0.kind != .opening } ?? false
      let right = neighbour(of: place, in: nodes, step: 1).map { $0.kind != .closing } ?? false
      if left || right { piece.text = "[\(piece.text)]" }
    case .table(_, "", _, _):
      let next = neighbour(of: place, in: nodes, step: 1)
      if let next, next.kind != .punctuation { piece.text += "}" }
    default: break
    }
    return piece
  }

  /// What stands beside a node in its formula; a wide space ends that.
  private static func neighbour(
    of place: Int,
    in nodes: [FormulaNode],
    step: Int
  ) -> FormulaPiece? {
    var place = place + step
    while nodes.indices.contains(place) {
      switch nodes[place] {
      case .sourceSpace, .space(" "): place += step
      case .space, .row: return nil
      default: return piece(of: nodes[place])
      }
    }
    return nil
  }

  /// A node as it is written alone.
  private static func piece(of node: FormulaNode) -> FormulaPiece {
    switch node {
    case .symbol(let text, let kind): return FormulaPiece(text: text, kind: kind)
    case .sourceSpace, .space, .row: return FormulaPiece(text: "", kind: .ordinary)
    case .group(let nodes):
      return FormulaPiece(text: text(nodes), kind: .ordinary)
    case .fraction(let above, let below):
      let text = operand(above, of: .fraction) + "/" + operand(below, of: .fraction)
      return FormulaPiece(text: text, kind: .ordinary)
    case .root(let degree, let inner): return root(degree, inner)
    case .script(let base, let below, let above, let primes):
      return script(base, below: below, above: above, primes: primes)
    case .stack(let base, let above, let below): return stack(base, above: above, below: below)
    case .accent(let mark, let inner): return accent(mark, inner)
    case .letters(let alphabet, let inner):
      let plain = text(inner)
      let text = alphabet.applied(to: plain)
      // What this alphabet lacks must be told from the plain sign.
      let isLost = text == plain && !plain.isEmpty
      return FormulaPiece(
        text: isLost ? "\(alphabet.rawValue)(\(plain))" : text,
        kind: .ordinary
      )
    case .choose(let above, let below):
      let parts = [above, below].map { text($0) }
      return FormulaPiece(text: "(\(parts.joined(separator: " choose ")))", kind: .ordinary)
    case .table(let opening, let closing, let rows, let isCases):
      return FormulaPiece(
        text: opening + table(rows, isCases: isCases) + closing,
        kind: .ordinary
      )
    }
  }

  private static func root(_ degree: [FormulaNode], _ inner: [FormulaNode]) -> FormulaPiece {
    let degree = text(degree)
    let known = ["": "√", "3": "∛", "4": "∜"][degree]
    let text = (known ?? UnicodeMathSymbols.raised(degree) + "√") + operand(inner, of: .root)
    // The degree must not be taken for a power of what stands before.
    return FormulaPiece(
      text: known == nil ? " " + text : text,
      kind: .ordinary,
      openEnd: text.hasSuffix(")") ? .none : .root
    )
  }

  /// A letter below its mark; marks that do not reach over several letters stand after parentheses.
  private static func accent(_ mark: String, _ inner: [FormulaNode]) -> FormulaPiece {
    let text = text(inner)
    if UnicodeMathSymbols.lines.contains(mark) {
      return FormulaPiece(
        text: text.map { "\($0)\(mark)" }.joined(),
        kind: .ordinary,
        openEnd: .line(mark)
      )
    }
    return FormulaPiece(
      text: text.count > 1 ? "(\(text))\(mark)" : (text.isEmpty ? " " : text) + mark,
      kind: .ordinary
    )
  }

  /// The rows of a table on one line; entries stand apart even where nothing else would divide them.
  private static func table(_ rows: [[[FormulaNode]]], isCases: Bool) -> String {
    let entries = rows.map { $0.map { text($0) } }
    let isWide = entries.joined().contains { $0.contains(" ") }
    return entries.map { $0.joined(separator: isCases ? ", " : isWide ? "  " : " ") }
      .joined(separator: "; ")
  }
}
