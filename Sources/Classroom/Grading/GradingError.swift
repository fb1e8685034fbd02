import LessonDocument

/// Why a class cannot be graded at all; an answer that fails is a grade instead.
public enum GradingError: Error, Equatable, Sendable, CustomStringConvertible {
  /// There is no folder of answers.
  case noSubmissions(path: String, reason: String)
  /// Two folders spell one student's name in two ways.
  case twins(folder: String, [[String]])
  /// A lesson fails before an exercise, whatever the answer.
  case lessonFails(lesson: String, exercise: String, problem: String)
  /// A lesson holds no solutions.
  case studentsEdition(lesson: String)
  /// What is kept or written of the grades cannot be.
  case files(path: String, reason: String)
  /// A file that a person fills in cannot be read.
  case table(path: String, row: Int?, reason: String)
  /// The name of an answer is none.
  case noAnswer(String, reason: String)
  /// One answer is to be graded beside others that have no grades yet.
  case noGrades(path: String, only: String)
  /// Grades would stand where a site is published from.
  case place(path: String, folder: String)
  /// Somebody else grades into the same folder.
  case inUse(path: String)

  /// A sentence with the fix.
  public var description: String {
    switch self {
    case .noSubmissions(let path, let reason):
      "'\(path)' cannot be read (\(reason)): name the folder that holds a folder of answers for each student"
    case .twins(let folder, let twins):
      twins.map { names in
        "'\(folder)' holds " + names.map { "'\($0)'" }.joined(separator: " and ")
          + ", which are one name in several spellings: keep one folder, so that no grade goes to another"
      }.joined(separator: "\n")
    case .lessonFails(let lesson, let exercise, let problem):
      "\(lesson) fails before the exercise '\(exercise)', so that nobody's answer can be graded: \(problem)"
    case .studentsEdition(let lesson):
      """
      \(lesson) is of the students' edition, which holds no hidden checks: name the instructor's course with --lessons
      """
    case .files(let path, let reason):
      "'\(path)' cannot be written: \(reason); what is graded already is kept"
    case .table(let path, let row, let reason):
      "\(path)\(row.map { ":\($0)" } ?? ""): error: \(reason)"
    case .noAnswer(let name, let reason): "'\(name)' names no answer: \(reason)"
    case .noGrades(let path, let only):
      "'\(path)' holds no grades yet, and '\(only)' alone would leave everybody else without: run `unroll grade` first"
    case .place(let path, let folder):
      "'\(path)' is in '\(folder)', which is published or holds the course's own files: name a folder outside"
    case .inUse(let path):
      "another `unroll grade` writes to '\(path)': wait until it has ended, or name another folder with --out"
    }
  }
}
