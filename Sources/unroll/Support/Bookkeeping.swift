import LessonDocument
import LessonRunner

/// What is kept for later, of something whose result was shown.
enum Bookkeeping {
  /// Keeps it, or says in a sentence why it cannot be kept: on a full disk or in a folder of another's, that takes
  /// nothing from the result.
  ///
  /// - Parameter what: the beginning of that sentence, such as `what the check gave`.
  static func keep(_ what: String, _ action: () throws -> Void) {
    do {
      try action()
    } catch {
      Note.warn("\(what) cannot be kept: \(error)")
    }
  }

  /// Keeps the files that blocks wrote in `Work/saved`.
  static func keep(_ saved: [SavedFile]?) {
    guard let saved else { return }
    keep("what a block saved") { try StudentWork(course: CourseChoice().folder).keep(saved) }
  }
}
