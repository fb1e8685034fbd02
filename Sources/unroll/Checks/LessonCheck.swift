import LessonDocument
import LessonRunner

/// One of the things that must hold of a lesson before it is published.
///
/// A new check is a type of its own, added to ``LessonChecks/all``.
protocol LessonCheck: Sendable {
  /// What holds if nothing is found, in a few words: the name of the test in reports.
  var name: String { get }

  /// Looks for what is wrong.
  ///
  /// - Throws: what keeps the check from being made on this machine.
  func report(on checked: CheckedLesson) async throws -> CheckReport
}

/// A lesson that is being checked.
struct CheckedLesson: Sendable {
  let lesson: Lesson
  /// What came of running it.
  let results: LessonResults
  /// What runs further forms of it.
  let runner: LessonRunner
  /// What makes its page.
  let pages: CheckedPages
}

/// What a check found.
struct CheckReport: Sendable, Equatable {
  /// What is wrong, in the order of the lesson; nothing if the check holds.
  var findings: [Finding] = []
  /// More on the findings, such as a difference, and what to do about them.
  var details: [String] = []
  /// Why the check was left out, if it was.
  var omission: String?
}

/// One thing that is wrong, with its place.
struct Finding: Sendable, Equatable, CustomStringConvertible {
  /// The path of the file.
  var file: String
  /// Where it stands.
  var location: SourceLocation
  /// What is wrong and what would be right, in a sentence.
  var message: String

  /// `file:line:column: error: message`.
  var description: String {
    "\(file):\(location.line):\(location.column): error: \(message)"
  }
}
