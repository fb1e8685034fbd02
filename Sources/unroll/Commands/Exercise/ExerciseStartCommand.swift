import ArgumentParser
import LessonDocument
import LessonRunner

/// `unroll exercise start`: the file of an answer.
struct ExerciseStartCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "start",
    abstract: "Write the file in which you answer an exercise.",
    discussion: """
      The file holds the statement as a comment and the code to begin with; a file that is there \
      already stays as it is. A question answered in words gets a Markdown file. What an editor with SourceKit-LSP needs to know the names of the lesson \
      is written beside it. With --all, the files of all exercises of the course.
      """
  )

  @Argument(help: "The exercise's name.")
  var name: String?

  @Flag(help: "Begin every exercise of the course.")
  var all = false

  func validate() throws {
    guard all != (name != nil) else {
      throw ValidationError(
        "Name one exercise, or say '--all'; 'unroll exercise list' names them."
      )
    }
  }

  func run() async throws {
    guard let name else { return try startAll() }
    if let written = try WrittenChoice(name) { return try start(written) }
    let choice = try ExerciseChoice(name)
    let exercise = choice.exercise
    let template = AnswerTemplate(lesson: choice.lesson, exercise: exercise)
    let (path, wasThere) = try choice.work.start(exercise.name, with: template.text)
    try choice.supportEditor()
    let begun = wasThere ? "\(path) is there already, and stays as it is." : "Wrote \(path)."
    StandardOutput.write(
      """
      \(begun)
      Check it at every save with: unroll exercise watch \(exercise.name)

      """
    )
  }

  /// Writes the files that are not there yet.
  private func startAll() throws {
    let choice = CourseChoice()
    let work = StudentWork(course: choice.folder)
    var lines: [String] = []
    var count = 0
    let course = try LessonReader().course(in: choice.lessons())
    for lesson in course.lessons {
      for name in lesson.exerciseNames {
        count += 1
        let path: String
        let wasThere: Bool
        if let exercise = lesson.exercises.first(where: { $0.name == name }) {
          let text = AnswerTemplate(lesson: lesson, exercise: exercise).text
          (path, wasThere) = try work.start(name, with: text)
        } else if let question = lesson.writtenExercises.first(where: { $0.name == name }) {
          let text = WrittenTemplate(lesson: lesson, question: question).text
          (path, wasThere) = try work.start(name, type: WrittenTemplate.type, with: text)
        } else {
          continue
        }
        if !wasThere { lines.append("Wrote \(path).") }
      }
      try ExerciseChoice.supportEditor(lesson.exercises, in: lesson, work: work)
    }
    let kept = count - lines.count
    if kept > 0 {
      lines.append(
        kept == 1
          ? "1 of \(count) was there already, and stays as it is."
          : "\(kept) of \(count) were there already, and stay as they are."
      )
    }
    if count == 0 { lines.append(ExerciseState.none(in: course)) }
    StandardOutput.write(lines.joined(separator: "\n") + "\n")
  }

  private func start(_ written: WrittenChoice) throws {
    let name = written.question.name
    let template = WrittenTemplate(lesson: written.lesson, question: written.question)
    let (path, wasThere) = try written.work.start(
      name,
      type: WrittenTemplate.type,
      with: template.text
    )
    let begun = wasThere ? "\(path) is there already, and stays as it is." : "Wrote \(path)."
    StandardOutput.write(
      """
      \(begun)
      Write below '\(WrittenTemplate.opening)'. A person grades it; once you have written, this shows by what:
      unroll exercise check \(name)

      """
    )
  }
}

/// `unroll exercise hint`: the next hint.
struct ExerciseHintCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "hint",
    abstract: "Show the next hint of an exercise."
  )

  @Argument(help: "The exercise's name.")
  var name: String

  @Flag(help: "Show the hints that you have seen, and no new one.")
  var again = false

  @Flag(help: "Draw with ASCII only.")
  var plain = false

  func run() async throws {
    try WrittenChoice.refuse(name, "it has no hints; the rubric says what a good answer holds")
    let choice = try ExerciseChoice(name)
    let lesson = choice.lesson.asStudentsSeeIt()
    let hints = lesson.hints(of: choice.exercise.name)
    guard !hints.isEmpty else {
      StandardOutput.write("There is no hint for \(choice.exercise.name).\n")
      return
    }
    var record = choice.work.record(of: choice.exercise.name)
    let seen = min(max(0, record.hints), hints.count)
    let shown = again ? 0..<seen : seen..<min(seen + 1, hints.count)
    var parts = shown.map { number in
      "Hint \(number + 1) of \(hints.count)\n\n"
        + HintText(lesson: lesson, content: hints[number], plain: plain).text
    }
    if shown.isEmpty {
      parts.append(
        again
          ? "You have seen no hint yet.\n"
          : hints.count == 1
            ? "You have seen the only hint; `--again` shows it once more.\n"
            : "You have seen all \(hints.count) hints; `--again` shows them once more.\n"
      )
    }
    StandardOutput.write(parts.joined(separator: "\n"))
    guard !again, !shown.isEmpty else { return }
    record.hints = shown.upperBound
    Bookkeeping.keep("which hints you have seen") {
      try choice.work.keep(record, of: choice.exercise.name)
    }
  }
}
