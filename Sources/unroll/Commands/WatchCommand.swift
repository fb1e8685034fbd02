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
        unroll watch 02 --set units=16
                                      with another value of a number that it names
      """
  )

  @Argument(help: "The lesson: its number, its name, or the path of any Markdown file.")
  var lesson: String

  @Flag(help: "Draw with ASCII only.")
  var plain = false

  @OptionGroup var constants: ConstantFlags
  @OptionGroup var flags: RunFlags

  func run() async throws {
    let path = try LessonChoice.path(lesson)
    if !constants.texts.isEmpty { try constants.tell(of: LessonReader().lesson(at: path)) }
    try await LessonWatch.watch(path, plain: plain, flags, constants)
  }
}

extension LessonWatch {
  /// Watches a lesson until the command is ended.
  static func watch(
    _ path: String,
    plain: Bool,
    _ flags: RunFlags,
    _ constants: ConstantFlags? = nil
  ) async throws {
    var options = flags.options()
    if let constants, !constants.texts.isEmpty {
      options.constants = try constants.settings(for: LessonReader().lesson(at: path))
    }
    let environment = try await flags.environment()
    let watch = LessonWatch(
      path: path,
      live: LiveLesson(runner: LessonRunner(environment: environment, options: options)),
      constants: options.constants,
      device: TerminalDevice(),
      plain: plain
    )
    let files = [path, LessonData.folder(besides: path)].map { URL(fileURLWithPath: $0) }
    await FileChanges(in: files).update { _ in await watch.update() }
    await watch.live.close()
    try Task.checkCancellation()
  }
}
