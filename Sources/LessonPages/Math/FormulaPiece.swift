/// A node written out: its text, and how it may stand beside others.
struct FormulaPiece {
  /// What a text leaves open at its end, so that what follows must not touch it.
  enum OpenEnd: Equatable {
    case none
    /// A script of plain letters, which more letters would lengthen.
    case word
    /// What stands below a root, as far as the next space.
    case root
    /// A line over or under letters, which would join up with the next.
    case line(String)
  }

  var text: String
  var kind: FormulaNode.Kind
  /// The class of its beginning where that is another.
  var leadingKind: FormulaNode.Kind?
  var openEnd = OpenEnd.none

  /// Whether the piece is a factor of what stands beside it, on its left or right.
  func multiplies(onRight: Bool) -> Bool {
    switch kind {
    case .ordinary: !["|", "‖", "…", "⋯"].contains(text) && !text.contains(" ")
    case .function, .prefix, .postfix: true
    case .opening: onRight
    case .closing: !onRight
    case .large, .binary, .relation, .punctuation: false
    }
  }

  /// A sign that begins a formula or follows an operator is no binary operator.
  func kind(after previous: FormulaNode.Kind?) -> FormulaNode.Kind {
    guard kind == .binary else { return kind }
    switch previous {
    case nil, .binary, .relation, .opening, .prefix, .punctuation, .function: return .opening
    default: return .binary
    }
  }

  /// Whether a space must come between the piece and the next.
  func isOpen(to next: FormulaPiece) -> Bool {
    switch openEnd {
    case .none: false
    case .word: next.text.first.map(UnicodeMathSymbols.isOfWord) ?? false
    case .root: ![.closing, .punctuation].contains(next.kind)
    case .line(let mark): next.text.first?.unicodeScalars.contains { String($0) == mark } ?? false
    }
  }

  /// Whether TeX sets a space between two symbols.
  ///
  /// - Parameter divided: whether white space stands between them in the source.
  static func needsSpace(
    _ left: FormulaNode.Kind,
    _ right: FormulaNode.Kind,
    divided: Bool
  ) -> Bool {
    switch (left, right) {
    case (.opening, _), (.prefix, _), (_, .closing), (_, .postfix), (_, .punctuation): false
    case (.relation, _), (_, .relation), (.binary, _), (_, .binary), (.punctuation, _): true
    case (.function, .opening): false
    case (.function, _), (_, .function): true
    case (.large, _), (_, .large): true
    case (.ordinary, .opening), (.ordinary, .prefix), (_, .ordinary): divided
    default: false
    }
  }
}
