import LessonDocument
import Plots

/// What running ``SampleLesson`` might bring, hostile output included.
enum SampleResults {
  /// Text that would clear a terminal, set its title, and run a script.
  static let hostile =
    "\u{1B}[2J\u{1B}]0;owned\u{07}\u{1B}[31mred\u{1B}[0m <img src=x onerror=alert(1)> \u{202E}end"

  static let results: LessonResults = {
    let lesson = SampleLesson.lesson
    return LessonResults(
      lesson: lesson.slug,
      blocks: lesson.blocks.map(result),
      inline: [
        InlineResult(expression: "rate", line: 60, value: "0.1"),
        InlineResult(
          expression: "missing + 1",
          line: 60,
          cause: .compiler(message: "cannot find 'missing' in scope")
        ),
      ]
    )
  }()

  static let losses: [Double] = (0..<60).map { 0.9 / Double($0 + 1) + 0.006 }

  static let loss = lineChart(["loss": losses], x: "epoch", y: "loss")

  static let states: Chart = {
    let rows = (0..<6).map { (unit: Int) -> [Double] in
      (0..<12).map { (step: Int) -> Double in Double((unit * 7 + step * 5) % 13 - 6) / 6 }
    }
    return heatmap(rows, rows: "unit", columns: "time step")
  }()

  static let table = Table(
    columns: ["model", "loss"],
    rows: [["<b>RNN</b>", "0.31"], ["LSTM", "0.02"]],
    caption: "Loss after 60 epochs"
  )

  private static func result(of block: LessonBlock) -> BlockResult {
    let (status, outputs) = outcome(of: block.label)
    return BlockResult(
      label: block.label,
      line: block.fence.line,
      status: status,
      outputs: outputs,
      diagnostics: words(on: block.label).map { severity, column, message in
        Diagnostic(
          severity: severity,
          line: block.fence.line + 1,
          column: column,
          cause: .compiler(message: message)
        )
      }
    )
  }

  private static func outcome(of label: String) -> (BlockStatus, [BlockOutput]) {
    func text(_ text: String) -> [BlockOutput] { [BlockOutput(kind: .text, text: text)] }
    return switch label {
    case "state":
      (
        .ok,
        text("step 0: in\nstep 1: the\nstep 2: \(hostile)\n")
          + [BlockOutput(kind: .value, text: "2")]
      )
    case "fig-loss":
      (.ok, [BlockOutput(kind: .chart, text: "", summary: loss.summary, chart: loss)])
    case "fig-states": (.ok, [BlockOutput(kind: .chart, text: "", chart: states)])
    case "results-table": (.ok, [BlockOutput(kind: .table, text: "", table: table)])
    case "quiet": (.ok, text("UNSEEN"))
    case "sweep": (.recorded, text("median 0.02 of 10 seeds"))
    case "pseudo": (.notEvaluated, [])
    case "nested": (.compileError, [])
    case "forget-gate", "check-hidden":
      (.ok, [BlockOutput(kind: .value, text: "SOLUTION_OUTPUT")])
    case "check-visible": (.ok, text("✓ half at zero\n"))
    case "wrong-1": (.expectedFailure, text("WRONG_OUTPUT"))
    case "expected": (.expectedFailure, [])
    case "crashed": (.crashed, text("before the end"))
    case "threw": (.threw, [])
    case "timed-out": (.timedOut, [])
    case "not-run": (.notRun, [])
    case "unexpected": (.unexpectedSuccess, text("1\n"))
    case "waits": (.toDo, [])
    default: (.ok, [])
    }
  }

  private static func words(on label: String) -> [(Diagnostic.Severity, Int, String)] {
    switch label {
    case "state": [(.warning, 5, "variable 'state' was never mutated")]
    case "sweep": [(.note, 1, "recorded 2026-03-01, 10 seeds, 480 CPU seconds")]
    case "nested": [(.error, 17, "cannot find 'missingName' in scope")]
    case "expected": [(.error, 14, "shapes [2] and [3] differ")]
    case "crashed": [(.error, 18, "Fatal error: Index out of range")]
    case "threw": [(.error, 1, "The loss became nan at epoch 3.")]
    case "timed-out":
      [(.error, 1, "It ran for 30 s, its limit; raise it with //| timeout: 60")]
    case "not-run": [(.note, 1, "It needs block crashed.")]
    case "waits": [(.note, 1, "It waits for your answer to forget-gate.")]
    default: []
    }
  }
}
