import ArgumentParser
import LessonDocument
import LessonRunner

/// `unroll exercise reset`: begin anew.
struct ExerciseResetCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "reset",
    abstract: "Begin an answer anew; what you have written is kept as a backup."
  )

  @Argument(help: "The exercise's name.")
  var name: String

  func run() async throws {
    let begun = try BegunAnswer(name)
    let backup = try begun.work.reset(begun.name, type: begun.type, with: begun.text)
    try begun.supportEditor()
    let kept = backup.map { " Your answer is kept as \($0)." } ?? ""
    StandardOutput.write("Wrote \(try begun.path).\(kept)\n")
  }
}

/// `unroll exercise update`: take in what a revised lesson changed.
struct ExerciseUpdateCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "update",
    abstract: "Take what a revised lesson changed in the starter into your answer.",
    discussion: """
      Your own changes stay. Where both you and the lesson changed the same lines, both stand \
      between markers, and you choose. A backup is kept.
      """
  )

  @Argument(help: "The exercise's name.")
  var name: String

  func run() async throws {
    let begun = try BegunAnswer(name)
    let update = try begun.work.update(begun.name, type: begun.type, with: begun.text)
    try begun.supportEditor()
    let path = try begun.path
    let changes = update.changes.map { "  " + PlainText.lines($0) }.joined(separator: "\n")
    var parts = changes.isEmpty ? [] : ["The lesson changed:\n\n\(changes)\n"]
    if !update.conflicts.isEmpty {
      parts.append(Self.conflicts(update, in: path))
    } else {
      parts.append(
        changes.isEmpty ? "\(path) is up to date with the lesson." : "Merged into \(path)."
      )
    }
    if let backup = update.backup { parts.append("Your answer as it was: \(backup)") }
    StandardOutput.write(parts.joined(separator: "\n") + "\n")
    if !update.conflicts.isEmpty { throw ExitStatus.lessons.error }
  }

  /// Where the student has to choose.
  private static func conflicts(_ update: WorkUpdate, in path: String) -> String {
    let count = update.conflicts.count
    let lines = update.conflicts.map(String.init).joined(separator: ", ")
    return
      "You have changed the same lines: \(count == 1 ? "1 place" : "\(count) places") in \(path) "
      + "\(count == 1 ? "stands" : "stand") between <<<<<<< and >>>>>>>, from line \(lines); choose there."
      + (update.changes.isEmpty
        ? "\nNothing was merged: until then the answer stays as it is." : "")
  }
}

/// The text that an answer begins from, in code or in words.
private struct BegunAnswer {
  let name: String
  let type: String
  let text: String
  let work: StudentWork
  private let choice: ExerciseChoice?

  init(_ name: String) throws {
    if let written = try WrittenChoice(name) {
      (self.name, type) = (written.question.name, WrittenTemplate.type)
      text = WrittenTemplate(lesson: written.lesson, question: written.question).text
      (work, choice) = (written.work, nil)
    } else {
      let choice = try ExerciseChoice(name)
      (self.name, type) = (choice.exercise.name, "swift")
      text = AnswerTemplate(lesson: choice.lesson, exercise: choice.exercise).text
      (work, self.choice) = (choice.work, choice)
    }
  }

  var path: String {
    get throws { try work.path(of: name, type: type) }
  }

  func supportEditor() throws { try choice?.supportEditor() }
}
