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
    let choice = try ExerciseChoice(name)
    let name = choice.exercise.name
    let template = AnswerTemplate(lesson: choice.lesson, exercise: choice.exercise)
    let backup = try choice.work.reset(name, with: template.text)
    try choice.supportEditor()
    let kept = backup.map { " Your answer is kept as \($0)." } ?? ""
    StandardOutput.write("Wrote \(try choice.work.path(of: name)).\(kept)\n")
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
    let choice = try ExerciseChoice(name)
    let name = choice.exercise.name
    let template = AnswerTemplate(lesson: choice.lesson, exercise: choice.exercise)
    let update = try choice.work.update(name, with: template.text)
    try choice.supportEditor()
    let path = try choice.work.path(of: name)
    guard !update.changes.isEmpty else {
      StandardOutput.write("\(path) is up to date with the lesson.\n")
      return
    }
    let changes = update.changes.map { "  " + PlainText.lines($0) }.joined(separator: "\n")
    var text = "The lesson changed:\n\n\(changes)\n\n"
    if update.conflicts == 0 {
      text += "Merged into \(path)."
    } else {
      let places = update.conflicts == 1 ? "1 place" : "\(update.conflicts) places"
      text +=
        "You have changed the same lines: \(places) in \(path) stand between <<<<<<< and >>>>>>>; "
        + "choose there."
    }
    if let backup = update.backup { text += "\nYour answer as it was: \(backup)" }
    StandardOutput.write(text + "\n")
    if update.conflicts > 0 { throw ExitStatus.lessons.error }
  }
}
