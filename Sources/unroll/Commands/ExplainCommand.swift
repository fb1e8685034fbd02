import ArgumentParser
import LessonDocument
import LessonRunner

/// `unroll explain`: why blocks would run again.
struct ExplainCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain",
    abstract: "Say which results of a lesson are kept, and why the others are not.",
    discussion: """
      A result is kept with all that it depends on: the block's code and options, the blocks before it, \
      data files, engine, compiler, processor and seed. Nothing is run. Examples:

        unroll explain 02           every block
        unroll explain 02 by-hand   the block 'by-hand'
      """
  )

  @Argument(help: "The lesson: its number, its name, or the path of any Markdown file.")
  var lesson: String

  @Argument(help: "The label of a block.")
  var block: String?

  @Option(
    help: ArgumentHelp(
      "As for unroll run: results are kept apart with a sandbox and without.",
      valueName: "auto|require|off"
    )
  )
  var sandbox: SandboxMode = .auto

  func run() async throws {
    let lesson = try LessonChoice.lesson(lesson)
    if let block { try lesson.requireBlock(labelled: block) }
    let environment = try await RunnerEnvironment.prepare(
      executable: Program.path,
      sandbox: sandbox
    )
    let forecast = try await LessonRunner(environment: environment).forecast(of: lesson)
    let shown = forecast.blocks.filter { block == nil || $0.label == block }
    let width = shown.map(\.label.count).max() ?? 0
    var lines = shown.map { result in
      result.label + String(repeating: " ", count: width - result.label.count)
        + "  \(result.words)\n"
    }
    if block == nil {
      lines.append(
        lesson.runsCode
          ? Self.summary(forecast, lesson)
          : "The lesson has nothing to run: no block and no expression.\n"
      )
    }
    StandardOutput.write(PlainText.lines(lines.joined()))
  }

  private static func summary(_ forecast: RunForecast, _ lesson: Lesson) -> String {
    guard forecast.runs else { return "\nNothing runs again: every result is kept.\n" }
    let missing = forecast.blocks.count { if case .changed = $0.state { true } else { false } }
    let kept = forecast.blocks.count { if case .runsWith = $0.state { true } else { false } }
    guard kept + missing > 0 || !lesson.inlineExpressions.isEmpty else {
      return "\nNothing runs: none of the lesson's blocks is part of a run.\n"
    }
    guard kept + missing > 0 else {
      return "\nThe lesson runs again: its inline expressions are evaluated.\n"
    }
    return
      "\nThe lesson runs again: \(kept) of \(kept + missing) results are kept, and all are needed.\n"
  }
}

extension KeptResult {
  /// What is the case, in words.
  fileprivate var words: String {
    switch state {
    case .kept: "kept"
    case .runsWith(let label): "runs again with '\(label)'; its own result is kept"
    case .changed(let reasons): "runs again: \(reasons.joined(separator: "; "))"
    case .apart(let reason): "no part of a run: \(reason)"
    }
  }
}
