import ArgumentParser
import Foundation
import LessonDocument
import LessonRunner

/// `unroll watch`: one lesson, again at every save, from the first block that changed.
struct WatchCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "watch",
    abstract: "Run a lesson, and again at every save from the first block that changed.",
    discussion: """
      The state after each block is kept, so an edit runs only what comes after it. On a terminal an \
      unoptimised run is shown first, then the one that counts. Ctrl-C ends it. Examples:

        unroll watch 02               by number
        unroll watch notes/idea.md    any Markdown file with Swift blocks
      """
  )

  @Argument(help: "The lesson: its number, its name, or the path of any Markdown file.")
  var lesson: String

  @Flag(help: "Draw with ASCII only.")
  var plain = false

  @OptionGroup var flags: RunFlags

  func run() async throws {
    let path = try LessonChoice.path(lesson)
    let environment = try await flags.environment()
    let live = LiveLesson(runner: LessonRunner(environment: environment, options: flags.options()))
    let watch = LessonWatch(path: path, live: live, device: TerminalDevice(), plain: plain)
    let file = URL(fileURLWithPath: path)
    let data = file.deletingLastPathComponent().appendingPathComponent("data")
    let changes = FileChanges(in: [file, data])
    await changes.update { _ in await watch.update() }
    await live.close()
    try Task.checkCancellation()
  }
}
