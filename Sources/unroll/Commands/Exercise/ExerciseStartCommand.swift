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
      is written beside it.
      """
  )

  @Argument(help: "The exercise's name.")
  var name: String

  func run() async throws {
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
      Write below '\(WrittenTemplate.opening)'. A person grades it; what counts:
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
