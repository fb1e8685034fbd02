public import Plots

/// What came of running a lesson: the object that `--json` prints and the site stores.
public struct LessonResults: Codable, Equatable, Sendable {
  /// The lesson's slug.
  public var lesson: String
  /// One result a block, in the order of the lesson.
  public var blocks: [BlockResult]
  /// One value an inline expression, in the order of the lesson.
  public var inline: [InlineResult]
  /// What comes of other values of numbers that a reader may move, in the order of the lesson; nil if nobody
  /// asked for it.
  public var explorations: [Exploration]?

  /// Makes the results of a lesson.
  public init(lesson: String, blocks: [BlockResult], inline: [InlineResult]) {
    self.lesson = lesson
    self.blocks = blocks
    self.inline = inline
  }

  /// What is known so far of a lesson, by the indices of blocks and inline expressions; a block of which
  /// nothing is known is not evaluated.
  public init(of lesson: Lesson, blocks: [Int: BlockResult], inline: [Int: InlineResult]) {
    self.init(
      lesson: lesson.slug,
      blocks: lesson.blocks.map { block in
        blocks[block.index]
          ?? BlockResult(label: block.label, line: block.fence.line, status: .notEvaluated)
      },
      inline: lesson.inlineExpressions.map { expression in
        inline[expression.index]
          ?? InlineResult(expression: expression.source, line: expression.location.line)
      }
    )
  }

  /// Whether every block and every inline expression came out as its author meant.
  public var isAsExpected: Bool {
    blocks.allSatisfy(\.isAsExpected) && inline.allSatisfy { $0.error == nil }
      && explorations?.allSatisfy(\.faults.isEmpty) != false
  }
}

/// How a block ended.
public enum BlockStatus: String, Codable, CaseIterable, Sendable {
  /// It ran to its end.
  case ok
  /// It failed as its `expect` says.
  case expectedFailure = "expected-failure"
  /// It should have failed and did not, or failed in another way.
  case unexpectedSuccess = "unexpected-success"
  /// The compiler refused it.
  case compileError = "compile-error"
  /// It trapped, was killed, or ended its process.
  case crashed
  /// It threw an error.
  case threw
  /// It ran past its time limit.
  case timedOut = "timed-out"
  /// A block it needs did not run to its end.
  case notRun = "not-run"
  /// Its options say that it does not run.
  case notEvaluated = "not-evaluated"
  /// It waits for the student's answer.
  case toDo = "to-do"
  /// Its recorded result is shown.
  case recorded
}

/// What came of one block.
public struct BlockResult: Codable, Equatable, Sendable {
  /// The block's label.
  public var label: String
  /// The line of its opening fence.
  public var line: Int
  /// How it ended.
  public var status: BlockStatus
  /// What it printed and showed, in the order of the run.
  public var outputs: [BlockOutput]
  /// What the compiler, the runner and its checks say of it.
  public var diagnostics: [Diagnostic]
  /// The checks that it made, in order; nil if it made none.
  public var checks: [CheckResult]?
  /// What its checks say that is never counted, such as that an answer is slow; nil if nothing.
  public var advice: [String]?
  /// The files that it wrote in its own folder, which a student finds in `Work/saved`; nil if none.
  public var saved: [SavedFile]?
  /// Milliseconds spent compiling and linking.
  public var compileMilliseconds: Double
  /// Milliseconds spent running.
  public var runMilliseconds: Double
  /// Milliseconds of processor time spent running, those of all threads together.
  public var processorMilliseconds: Double
  /// Whether the result came from the cache.
  public var cached: Bool
  /// For a result that is shown as it was recorded: the run that it was recorded from.
  public var recorded: RecordedRun?

  /// Makes a result.
  public init(
    label: String,
    line: Int,
    status: BlockStatus,
    outputs: [BlockOutput] = [],
    diagnostics: [Diagnostic] = [],
    compileMilliseconds: Double = 0,
    runMilliseconds: Double = 0,
    processorMilliseconds: Double = 0,
    cached: Bool = false,
    recorded: RecordedRun? = nil
  ) {
    self.label = label
    self.line = line
    self.status = status
    self.outputs = outputs
    self.diagnostics = diagnostics
    self.compileMilliseconds = compileMilliseconds
    self.runMilliseconds = runMilliseconds
    self.processorMilliseconds = processorMilliseconds
    self.cached = cached
    self.recorded = recorded
  }

  /// Whether it came out as its author meant.
  public var isAsExpected: Bool {
    switch status {
    case .ok, .expectedFailure, .notEvaluated, .toDo, .recorded:
      !diagnostics.contains { $0.severity == .error } || status == .expectedFailure
    case .unexpectedSuccess, .compileError, .crashed, .threw, .timedOut, .notRun: false
    }
  }

  enum CodingKeys: String, CodingKey {
    case label, line, status, outputs, diagnostics, checks, advice, saved, cached, recorded
    case compileMilliseconds = "compile_ms"
    case runMilliseconds = "run_ms"
    case processorMilliseconds = "cpu_ms"
  }
}

/// One thing that a block printed or showed.
public struct BlockOutput: Codable, Equatable, Sendable {
  /// The kinds of output.
  public enum Kind: String, Codable, CaseIterable, Sendable {
    /// Printed on standard output or standard error.
    case text
    /// A value: the last expression, or one given to `show`.
    case value
    /// A chart.
    case chart
    /// A table.
    case table
  }

  /// What kind it is.
  public var kind: Kind
  /// The output as plain text, 80 columns wide for charts and tables.
  public var text: String
  /// The chart as a figure.
  public var svg: String?
  /// What a chart says, in a sentence or two.
  public var summary: String?
  /// The chart itself, from which wider or themed forms are drawn.
  public var chart: Chart?
  /// The table itself.
  public var table: Table?
  /// For the line that tells a check: its place among the block's checks, from 0.
  public var check: Int?

  /// Makes an output.
  public init(
    kind: Kind,
    text: String,
    svg: String? = nil,
    summary: String? = nil,
    chart: Chart? = nil,
    table: Table? = nil,
    check: Int? = nil
  ) {
    self.kind = kind
    self.text = text
    self.svg = svg
    self.summary = summary
    self.chart = chart
    self.table = table
    self.check = check
  }
}

/// What came of one check.
public struct CheckResult: Codable, Equatable, Sendable {
  /// What should hold, in a few words.
  public var title: String
  /// Whether it holds.
  public var passed: Bool
  /// What was expected, what came and what to look at, if it does not hold.
  public var message: String
  /// What it is worth, if its author says so.
  public var points: Double?
  /// The share of its points that was earned, from 0 to 1.
  public var credit: Double
  /// Which of the checks it is that are written in its block, from 0; nil if it is not of an exercise.
  public var number: Int?

  /// Makes the result of a check.
  public init(
    title: String,
    passed: Bool,
    message: String = "",
    points: Double? = nil,
    credit: Double,
    number: Int? = nil
  ) {
    self.number = number
    self.title = title
    self.passed = passed
    self.message = message
    self.points = points
    self.credit = credit
  }
}

/// What came of one inline expression.
public struct InlineResult: Codable, Equatable, Sendable {
  /// The expression.
  public var expression: String
  /// The line of the expression in the lesson's file.
  public var line: Int
  /// Its value as text, or nil if it has none.
  public var value: String?
  /// Why it has no value.
  public var cause: DiagnosticCause?
  /// The same in a sentence.
  public var error: String? { cause?.inlineSentence }

  /// Makes the result of an inline expression.
  public init(expression: String, line: Int, value: String? = nil, cause: DiagnosticCause? = nil) {
    self.expression = expression
    self.line = line
    self.value = value
    self.cause = cause
  }
}

extension InlineResult {
  private enum Key: String, CodingKey { case expression, line, value, error, cause }

  /// Reads a result; its sentence is made anew.
  public init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: Key.self)
    self.init(
      expression: try values.decode(String.self, forKey: .expression),
      line: try values.decode(Int.self, forKey: .line),
      value: try values.decodeIfPresent(String.self, forKey: .value),
      cause: try values.decodeIfPresent(DiagnosticCause.self, forKey: .cause)
    )
  }

  /// Writes the result with the sentence of its cause.
  public func encode(to encoder: any Encoder) throws {
    var values = encoder.container(keyedBy: Key.self)
    try values.encode(expression, forKey: .expression)
    try values.encode(line, forKey: .line)
    try values.encodeIfPresent(value, forKey: .value)
    try values.encodeIfPresent(error, forKey: .error)
    try values.encodeIfPresent(cause, forKey: .cause)
  }
}
