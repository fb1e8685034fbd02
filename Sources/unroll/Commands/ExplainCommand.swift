import ArgumentParser
import LessonDocument
import LessonRunner

/// `unroll explain`: which blocks would run, and why.
struct ExplainCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain",
    abstract: "Say which blocks of a lesson would run now, and which change makes them.",
    discussion: """
      A result is kept for as long as all that it depends on is the same: the block's code and options, \
      the blocks before it, the data files, the seed, the limits, the compiler, the engine and the \
      processor. Where a result is not kept, unroll run runs the lesson from its start, unroll watch and \
      unroll serve from there. Nothing is run by this command.
      """
  )

  @Argument(help: "The lesson: its number, its name, or the path of any Markdown file.")
  var lesson: String

  @Argument(help: "The label of a block; without it, all blocks.")
  var block: String?

  @OptionGroup var flags: RunFlags

  func run() async throws {
    let lesson = try LessonReader().lesson(at: LessonChoice.path(lesson))
    let runner = LessonRunner(
      environment: try await flags.environment(),
      options: flags.options()
    )
    let all = try runner.explanations(of: lesson)
    if let block, !lesson.blocks.contains(where: { $0.label == block }) {
      throw RunnerError.unknownLabel(block, labels: lesson.blocks.map(\.label))
    }
    let screen = Screen(device: TerminalDevice())
    let chosen = lesson.blocks.filter { block == nil || $0.label == block }
    for block in chosen {
      let explanation = all.first { $0.location == block.fence }
      await screen.write("\(line(block, explanation))\n")
    }
  }

  private func line(_ block: LessonBlock, _ explanation: BlockExplanation?) -> String {
    guard let explanation else {
      let reason =
        block.options.sweep
        ? "a sweep: its recorded result is shown" : "no part of a run of the lesson"
      return "-     \(block.label): \(reason)"
    }
    return explanation.reason.map { "runs  \(block.label): \($0)" } ?? "kept  \(block.label)"
  }
}
