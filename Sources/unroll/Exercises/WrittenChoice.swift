import Classroom
import Foundation
import LessonDocument
import LessonPages
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
    let found = try choice.lessons().firstLesson(having: "answer", named: String(wanted)) {
      $0.writtenExercises.first { $0.name == wanted }
    }
    guard let found else { return nil }
    (lesson, question) = found
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
  /// Whether that line is there.
  let hasOpening: Bool
  /// The lines at which a merge left two versions.
  let conflicts: [Int]

  init(_ text: String) {
    conflicts = StudentWork.conflicts(in: text)
    let written = WrittenText(text)
    hasOpening = written.hasOpening
    // Without the line nobody knows where the question ends.
    words = hasOpening ? written.words : 0
  }
}

/// The file with which a student begins an answer in words: the question, and a place to write.
///
/// What a good answer holds is shown once something is written.
struct WrittenTemplate {
  /// The end of the file's name.
  static let type = "md"
  /// The line below which the student writes.
  static let opening = WrittenText.opening

  private let lesson: Lesson
  private let question: WrittenExercise

  init(lesson: Lesson, question: WrittenExercise) {
    self.lesson = lesson.asStudentsSeeIt()
    self.question = self.lesson.writtenExercises.first { $0.name == question.name } ?? question
  }

  /// The text of the file.
  var text: String {
    // A new title of another lesson, which a reference shows, makes no new question.
    let release = StudentWork.digest(of: Self.quoted(question.source)).prefix(8)
    let export = LessonExport(lesson: lesson, results: nil, course: lesson.referredLessons)
    let quoted = Self.quoted(export.question(question))
    let lessonName = [lesson.number, lesson.slug].compactMap { $0 }.joined(separator: "-")
    return """
      # \(question.title) (\(Points.text(question.points)))

      Exercise \(question.name), release \(release), of lesson \(lessonName).

      \(quoted)

      A person grades it. Once you have written, this shows what counts:  unroll exercise check \(question.name)

      \(Self.opening)


      """
  }

  private static func quoted(_ text: String) -> String {
    text.split(separator: "\n", omittingEmptySubsequences: false)
      .map { $0.isEmpty ? ">" : "> \($0)" }.joined(separator: "\n")
  }
}
