import ArgumentParser
import Foundation
import LessonDocument
import LessonRunner

/// `unroll exercise watch`: an answer, at every save.
struct ExerciseWatchCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "watch",
    abstract: "Check your answer to an exercise at every save.",
    discussion: """
      The state of the lesson before the exercise is kept, so that only your answer and its checks run. \
      On a terminal an unoptimised run is shown first, then the one that counts. Ctrl-C ends it.
      """
  )

  @Argument(help: "The exercise's name.")
  var name: String

  @Flag(help: "Draw with ASCII only.")
  var plain = false

  @OptionGroup var flags: RunFlags

  func run() async throws {
    try WrittenChoice.refuse(name, "a person grades it, so there is nothing to watch")
    let choice = try ExerciseChoice(name)
    _ = try choice.answer()
    let environment = try await flags.environment()
    let live = LiveLesson(runner: LessonRunner(environment: environment, options: flags.options()))
    let watch = AnswerWatch(
      name: choice.exercise.name,
      live: live,
      device: TerminalDevice(),
      plain: plain
    )
    let lesson = URL(fileURLWithPath: choice.lesson.file)
    let changes = FileChanges(in: [
      URL(fileURLWithPath: try choice.work.path(of: choice.exercise.name)), lesson,
      lesson.deletingLastPathComponent().appendingPathComponent("data"),
    ])
    await changes.update { _ in await watch.update() }
    await live.close()
    try Task.checkCancellation()
  }
}
