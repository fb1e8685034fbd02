/// Why there is no such course or lesson.
public enum CourseError: Error, Equatable, Sendable, CustomStringConvertible {
  /// The folder that should hold the lessons is not there.
  case noFolder(path: String)
  /// No lesson bears the name.
  case noLesson(name: String, known: [String])
  /// Several lessons bear the name.
  case ambiguous(name: String, paths: [String])
  /// The file that is meant has a name that no lesson's file may have.
  case misnamed(LessonMistake)
  /// No exercise bears the name.
  case noExercise(name: String, known: [String])

  /// A sentence with the fix.
  public var description: String {
    switch self {
    case .noFolder(let path):
      return
        "there is no folder '\(path)': go to a folder that holds a course's Lessons, or begin a course with "
        + "`unroll new lesson first-steps`"
    case .misnamed(let mistake): return mistake.description
    case .ambiguous(let name, let paths):
      return
        "'\(name)' can be \(Suggestion.alternatives(paths)): name one by its file, and give one of them "
        + "another number and name"
    case .noExercise(let name, let known) where known.isEmpty:
      return
        "no exercise '\(name.prefix(60))': the course has none; `unroll new exercise` adds one to a lesson"
    case .noExercise(let name, let known):
      let hint = Suggestion.phrase(for: name, among: known)
      let wrong = "no exercise '\(name.prefix(60))'\(hint)"
      if known.count == 1 {
        return hint.isEmpty ? "\(wrong); the only one is '\(known[0])'" : wrong
      }
      return
        "\(wrong)\(hint.isEmpty ? ";" : "") 'unroll exercise list' shows all \(known.count)"
    case .noLesson(let name, let known) where known.isEmpty:
      return
        "no lesson '\(name.prefix(60))': the course has none yet; begin one with `unroll new lesson first-steps`"
    case .noLesson(let name, let known):
      let slugs = known.map { LessonName(path: $0).slug }
      let hint = Suggestion.phrase(for: name, among: slugs + known)
      return "no lesson '\(name.prefix(60))'\(hint)\(hint.isEmpty ? ";" : "") the lessons are "
        + known.joined(separator: ", ")
    }
  }
}
