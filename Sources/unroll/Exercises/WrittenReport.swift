import Foundation
import LessonDocument

/// What `check` says of an answer in words: once something is written, what a person will
/// grade it by.
struct WrittenReport: Encodable {
  /// A line of the rubric.
  struct Criterion: Encodable {
    let points: Double
    let text: String
  }

  let exercise: String
  let points: Double
  /// Who grades it.
  let gradedBy = "person"
  let rubric: [Criterion]
  /// How many words the student wrote.
  let words: Int

  private let hasOpening: Bool
  private let title: String
  private let file: String

  private enum CodingKeys: String, CodingKey { case exercise, points, gradedBy, rubric, words }

  init(_ question: WrittenExercise, _ answer: WrittenAnswer, file: String) {
    exercise = question.name
    points = question.points
    words = answer.words
    hasOpening = answer.hasOpening
    let shown = answer.words == 0 ? [] : question.rubric
    rubric = shown.map { Criterion(points: $0.points, text: $0.text) }
    title = question.title
    self.file = file
  }

  var json: String {
    get throws {
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
      return String(decoding: try encoder.encode(self), as: UTF8.self)
    }
  }

  func text(width: Int) -> String {
    let head = "\(PlainText.lines(title)), \(file)"
    let lines = rubric.map { criterion in
      PlainText.paragraph(
        "- \(Points.text(criterion.points)): \(PlainText.lines(criterion.text))",
        width: width,
        margin: 2
      )
    }
    guard words > 0 else {
      let state =
        hasOpening
        ? "Nothing is written below '\(WrittenTemplate.opening)' yet."
        : "The line '\(WrittenTemplate.opening)' is missing: put it above what you have written."
      return "\(head)\n\(state)\nWrite first; then this command shows what a person grades it by.\n"
    }
    let state = "You have written \(words) \(words == 1 ? "word" : "words")."
    let rule = "A person grades this answer, for \(Points.text(points)), by this rubric:"
    return ([head, rule] + lines + [state]).joined(separator: "\n") + "\n"
  }
}
