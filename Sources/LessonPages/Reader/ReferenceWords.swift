import LessonDocument

/// What readers see in place of a reference: `Figure 3`, or the words of a heading.
enum ReferenceWords {
  /// The name of something numbered.
  static func name(
    of entry: LessonNumbering.Entry,
    _ words: InterfaceWords = .english
  ) -> String {
    switch entry.kind {
    case .figure: "\(words["figure"]) \(entry.number)"
    case .table: "\(words["table"]) \(entry.number)"
    case .equation: "\(words["equation"]) \(entry.number)"
    }
  }

  /// What the headings and exercises of a lesson are called, by their anchors.
  static func headings(in lesson: Lesson) -> [String: String] {
    var names: [String: String] = [:]
    for case .heading(_, let content, let anchor, _) in lesson.elements.flatMap(\.withDescendants) {
      names[anchor] = content.map { $0.readableText(in: lesson) }.joined()
    }
    for exercise in lesson.exercises { names["exercise.\(exercise.name)"] = exercise.title }
    return names
  }
}

extension Inline {
  /// The text without its marks, formulas in Unicode.
  func readableText(in lesson: Lesson) -> String {
    switch self {
    case .math(let tex, _): UnicodeMath.line(tex)
    case .emphasis(let content), .strong(let content), .link(_, _, let content, _):
      content.map { $0.readableText(in: lesson) }.joined()
    default: plainText(in: lesson.inlineExpressions)
    }
  }
}
