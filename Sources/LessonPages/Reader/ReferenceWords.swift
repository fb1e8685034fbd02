import Foundation
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

  /// What a reference to another lesson shows: `Figure 1 (The LSTM)`, or that lesson's title; nil if it leads to
  /// none of the course.
  ///
  /// - Parameter destination: the lesson's file, perhaps with an anchor.
  static func name(of destination: String, in course: [Lesson]) -> String? {
    let parts = destination.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false)
      .map { $0.removingPercentEncoding ?? String($0) }
    let file = parts.first?.split(separator: "/").last
    guard let lesson = course.first(where: { $0.file.split(separator: "/").last == file }) else {
      return nil
    }
    guard parts.count > 1 else { return lesson.title }
    let name =
      LessonNumbering(lesson).entry(at: parts[1]).map { Self.name(of: $0) }
      ?? headings(in: lesson)[parts[1]]
    return name.map { "\($0) (\(lesson.title))" } ?? lesson.title
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
    case .emphasis(let content), .strong(let content), .strikethrough(let content),
      .link(_, _, let content, _):
      content.map { $0.readableText(in: lesson) }.joined()
    default: plainText(in: lesson.inlineExpressions)
    }
  }
}
