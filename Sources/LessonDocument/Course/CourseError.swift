/// Why there is no such course or lesson.
public enum CourseError: Error, Equatable, Sendable, CustomStringConvertible {
  /// The folder that should hold the lessons is not there.
  case noFolder(path: String)
  /// No lesson bears the name.
  case noLesson(name: String, known: [String])
  /// The file that is meant has a name that no lesson's file may have.
  case misnamed(LessonMistake)
  /// No exercise bears the name.
  case noExercise(name: String, known: [String])

  /// A sentence with the fix.
  public var description: String {
    switch self {
    case .noFolder(let path):
      return "there is no folder '\(path)': go to a folder that holds a course's Lessons"
    case .misnamed(let mistake): return mistake.description
    case .noExercise(let name, let known) where known.isEmpty:
      return "no exercise '\(name.prefix(60))': the course has none"
    case .noExercise(let name, let known):
      let hint = Suggestion.phrase(for: name, among: known)
      let list = "'unroll exercise list' shows all \(known.count)"
      return "no exercise '\(name.prefix(60))'\(hint)\(hint.isEmpty ? ";" : "") \(list)"
    case .noLesson(let name, let known) where known.isEmpty:
      return "no lesson '\(name)'; the folder holds none: add one such as '01-first-steps.md'"
    case .noLesson(let name, let known):
      let slugs = known.map { LessonName(path: $0).slug }
      let hint = Suggestion.phrase(for: name, among: slugs + known)
      return "no lesson '\(name)'\(hint)\(hint.isEmpty ? ";" : "") the lessons are "
        + known.joined(separator: ", ")
    }
  }
}
