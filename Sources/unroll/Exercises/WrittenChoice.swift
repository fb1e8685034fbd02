import Foundation
import LessonDocument
import LessonRunner

/// The question, answered in words, that a person means, and the folder of answers beside the course.
struct WrittenChoice {
  let lesson: Lesson
  let question: WrittenExercise
  let work: StudentWork

  /// - Parameter name: the question's name, or the path of its answer: `why-clip`, `Work/why-clip.md`.
  /// - Returns: nil if no lesson asks it.
  init?(_ name: String) throws {
    let choice = CourseChoice()
    work = StudentWork(course: choice.folder)
    var wanted = name[...]
    if wanted.hasPrefix("\(work.folder)/") { wanted = wanted.dropFirst(work.folder.count + 1) }
    if wanted.hasSuffix(".md") { wanted = wanted.dropLast(3) }
    guard !wanted.isEmpty else { return nil }
    for entry in try choice.lessons().entries {
      guard let text = try? String(contentsOfFile: entry.path, encoding: .utf8),
        text.contains("answer"), text.contains(wanted)
      else { continue }
      let lesson = try LessonReader().lesson(at: entry.path)
      if let question = lesson.writtenExercises.first(where: { $0.name == wanted }) {
        (self.lesson, self.question) = (lesson, question)
        return
      }
    }
    return nil
  }

  /// Refuses what is for exercises in code only.
  static func refuse(_ name: String, _ reason: String) throws {
    guard let written = try WrittenChoice(name) else { return }
    throw UseError.answeredInWords(written.question.name, reason: reason)
  }

  /// The path of the answer.
  var path: String {
    get throws { try work.path(of: question.name, type: WrittenTemplate.type) }
  }

  /// The student's answer.
  func answer() throws -> WrittenAnswer {
    guard let text = try work.answer(to: question.name, type: WrittenTemplate.type) else {
      throw WorkError.notStarted(question.name)
    }
    return WrittenAnswer(text)
  }
}

/// What a student wrote.
struct WrittenAnswer {
  /// How many words stand below the line that they begin from.
  let words: Int

  init(_ text: String) {
    let lines = FileLines.lines(of: text).map(\.text)
    let start = lines.firstIndex {
      $0.split(separator: " ") == WrittenTemplate.opening.split(separator: " ")
    }
    // Without the line, all of the file is the answer.
    let own = start.map { lines[($0 + 1)...] } ?? lines[...]
    words = own.reduce(0) { $0 + $1.split(whereSeparator: \.isWhitespace).count }
  }
}

/// The file with which a student begins an answer in words: the question, the rubric, a place to write.
struct WrittenTemplate {
  /// The end of the file's name.
  static let type = "md"
  /// The line below which the student writes.
  static let opening = "## Your answer"

  private let lesson: Lesson
  private let question: WrittenExercise

  init(lesson: Lesson, question: WrittenExercise) {
    self.lesson = lesson.asStudentsSeeIt()
    self.question = self.lesson.writtenExercises.first { $0.name == question.name } ?? question
  }

  /// The text of the file.
  var text: String {
    let quoted = question.source.split(separator: "\n", omittingEmptySubsequences: false)
      .map { $0.isEmpty ? ">" : "> \($0)" }.joined(separator: "\n")
    let rubric = WrittenTemplate.rubric(question).map { "- \($0)" }.joined(separator: "\n")
    let release = StudentWork.digest(of: quoted + rubric).prefix(8)
    let lessonName = [lesson.number, lesson.slug].compactMap { $0 }.joined(separator: "-")
    return """
      # \(question.title) (\(Points.text(question.points)))

      Exercise \(question.name), release \(release), of lesson \(lessonName).

      \(quoted)

      A person grades it:

      \(rubric)

      \(Self.opening)


      """
  }

  /// The rubric, a line each: `2 points: names the norm`.
  static func rubric(_ question: WrittenExercise) -> [String] {
    question.rubric.map { "\(Points.text($0.points)): \(PlainText.lines($0.text))" }
  }
}
