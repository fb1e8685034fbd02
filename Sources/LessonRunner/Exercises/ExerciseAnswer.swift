public import LessonDocument

/// Code that stands in place of an exercise's block: a student's, or one of those in the lesson.
public struct ExerciseAnswer: Equatable, Sendable {
  /// The code; each line's location is the one in ``file``.
  public var lines: [CodeLine]
  /// The file that holds it, as messages name it.
  public var file: String

  /// An answer whose lines stand in a file.
  public init(lines: [CodeLine], file: String) {
    (self.lines, self.file) = (lines, file)
  }

  /// An answer that is a whole file, such as `Work/one-step.swift`.
  public init(text: String, file: String) {
    // An editor on another system ends lines in its own way.
    self.init(lines: FileLines.lines(of: text), file: file)
  }

  /// Where a merge left two versions, at the line that begins them.
  var conflicts: [SourceLocation] { ConflictMarkers.places(in: lines) }

  /// Loops of the code that evidently never end, known before it runs.
  public var endlessLoops: [Diagnostic] {
    EndlessLoops.diagnostics(in: BlockCode(lines)).map(placed)
  }

  /// What is said of the code, at its place in the file.
  func placed(_ found: Diagnostic) -> Diagnostic {
    var found = found
    found.place.file = .file(file)
    return found
  }

  /// The answer that the lesson itself gives.
  public static func solution(of exercise: Exercise, in lesson: Lesson) -> ExerciseAnswer {
    ExerciseAnswer(
      lines: ExerciseCode(lesson.blocks[exercise.block].code).solution,
      file: lesson.file
    )
  }

  /// What a student begins with.
  public static func starter(of exercise: Exercise, in lesson: Lesson) -> ExerciseAnswer {
    ExerciseAnswer(
      lines: ExerciseCode(lesson.blocks[exercise.block].code).starter,
      file: lesson.file
    )
  }

  /// The wrong answer in a block of the lesson: one of `exercise.wrongAnswers`.
  public static func wrong(_ block: Int, in lesson: Lesson) -> ExerciseAnswer {
    ExerciseAnswer(lines: lesson.blocks[block].code, file: lesson.file)
  }
}
