import ArgumentParser
import LessonDocument
import LessonRunner

/// `unroll run`: one lesson, in the terminal.
struct RunCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run",
    abstract: "Run a lesson and show it in the terminal.",
    discussion: """
      Results that have not changed come from the cache. Examples:

        unroll run 02                     by number
        unroll run vanilla-rnn            by name
        unroll run notes/idea.md          any Markdown file with Swift blocks
        unroll run 02 --through by-hand   only as far as the block 'by-hand'
        unroll run 02 --json              the results as data
        unroll run 02 --set units=16      with another value of a number that it names
      """
  )

  @Argument(help: "The lesson: its number, its name, or the path of any Markdown file.")
  var lesson: String

  @Flag(help: "Print the results as one JSON object instead of the lesson.")
  var json = false

  @Option(
    name: .customLong("through"),
    help: ArgumentHelp("Stop after the block with this label.", valueName: "label")
  )
  var lastLabel: String?

  @Flag(help: "Draw with ASCII only.")
  var plain = false

  @Flag(help: "Show blocks in PyTorch, too, where the lesson has them.")
  var twins = false

  @Flag(
    name: .customLong("no-ask"),
    help:
      "Ask for no guesses before blocks that want one; nothing is asked where nobody can answer."
  )
  var asksNothing = false

  @OptionGroup var constants: ConstantFlags
  @OptionGroup var flags: RunFlags

  func run() async throws {
    let lesson = try LessonChoice.lesson(lesson)
    if let lastLabel { try lesson.requireBlock(labelled: lastLabel) }
    var options = flags.options(through: lastLabel)
    options.constants = try constants.settings(for: lesson)
    try constants.tell(of: lesson)
    let runner = LessonRunner(environment: try await flags.environment(), options: options)
    let results = json ? try await printed(lesson, runner) : try await shown(lesson, runner)
    results.blocks.forEach { Bookkeeping.keep($0.saved) }
    guard results.isAsExpected else { throw ExitStatus.lessons.error }
  }

  private func printed(_ lesson: Lesson, _ runner: LessonRunner) async throws -> LessonResults {
    let results = try await runner.run(lesson)
    try Task.checkCancellation()
    StandardOutput.write(json: String(decoding: try results.json(), as: UTF8.self))
    StandardOutput.write("\n")
    return results
  }

  private func shown(_ lesson: Lesson, _ runner: LessonRunner) async throws -> LessonResults {
    let device = TerminalDevice()
    let stream = LessonStream(
      lesson: lesson.shown(with: runner.options.constants),
      device: device,
      plain: plain,
      lastLabel: lastLabel,
      showsTwins: twins,
      // What is asked is asked of the lesson's own numbers.
      prompt: GuessPrompt(device: device, asks: !asksNothing && constants.texts.isEmpty)
    )
    await stream.begin()
    do {
      let results = try await runner.run(lesson) { event in await stream.take(event) }
      try Task.checkCancellation()
      await stream.finish(results)
      return results
    } catch {
      await stream.stop()
      throw error
    }
  }
}
