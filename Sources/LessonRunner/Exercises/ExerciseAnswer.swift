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

/// The files whose code stands in a lesson, and the lines under which it is compiled.
///
/// All of a lesson's program is known by lines of one file, so other files take lines that no lesson has.
struct AnswerFiles: Sendable {
  private static let (first, room) = (1_000_000_000, 1_000_000)

  /// The lesson's file.
  let lesson: String
  private var files: [String] = []

  init(lesson: String) { self.lesson = lesson }

  /// The lines of an answer as the lesson's program knows them.
  mutating func placed(_ answer: ExerciseAnswer) -> [CodeLine] {
    guard answer.file != lesson else { return answer.lines }
    let start = Self.first + files.count * Self.room
    files.append(answer.file)
    return answer.lines.map { line in
      CodeLine(
        text: line.text,
        location: SourceLocation(
          line: start + min(line.location.line, Self.room - 1),
          column: line.location.column
        )
      )
    }
  }

  /// The file and line that a line of the program stands for.
  func place(_ line: Int) -> (file: String, line: Int) {
    let index = (line - Self.first) / Self.room
    guard line >= Self.first, files.indices.contains(index) else { return (lesson, line) }
    return (files[index], (line - Self.first) % Self.room)
  }

  /// A text that names lines of the program, with the true ones: `line 4 of Work/one-step.swift`.
  func text(_ text: String) -> String {
    guard text.contains("100") else { return text }
    return
      text
      .replacing(/\bline (1[0-9]{9})\b/) { match in
        guard let line = Int(match.1) else { return String(match.0) }
        let place = self.place(line)
        return "line \(place.line) of \(place.file)"
      }
      .replacing(/[^\s:]+:(1[0-9]{9})\b/) { match in
        guard let line = Int(match.1) else { return String(match.0) }
        let place = self.place(line)
        return "\(place.file):\(place.line)"
      }
  }
}
