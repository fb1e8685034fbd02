import Foundation
import HostProtocol
import LessonDocument
import Plots

/// Puts what a step printed and showed into one list, in order.
struct OutputCollector {
  /// The step's outputs so far.
  private(set) var outputs: [BlockOutput] = []
  /// Checks that do not hold, and limits that were met.
  private(set) var diagnostics: [Diagnostic] = []
  /// The checks that were made.
  private(set) var checks: [CheckResult] = []
  /// What is worth knowing and never counted.
  private(set) var advice: [String] = []
  /// Values and errors of inline expressions.
  private(set) var values: [Int: Result<String, InlineFailure>] = [:]

  private let block: LessonBlock?
  private let hidesChecks: Bool
  private let file: String
  private let places: LessonPlaces
  private var pending: [UInt8] = []

  /// An inline expression that threw.
  struct InlineFailure: Error {
    var message: String
  }

  init(block: LessonBlock?, plan: ExecutionPlan) {
    self.block = block
    file = plan.file
    places = plan.places
    hidesChecks = if case .check(_, hidden: true)? = block?.role { true } else { false }
  }

  /// Takes an event; gives the text that was printed, if it is that.
  mutating func take(_ event: HostEvent, outputLimit: Int) -> String? {
    switch event {
    case .printed(_, let bytes):
      pending += bytes
      return places.text(String(decoding: bytes, as: UTF8.self), file: file)
    case .shown(_, let record):
      flush()
      take(record)
    case .outputLimit:
      note(
        "output limit: only the first \(Self.size(outputLimit)) of what the block printed are kept"
      )
    case .ready, .ended: break
    }
    return nil
  }

  /// Closes the text that is being printed.
  mutating func flush() {
    guard !pending.isEmpty else { return }
    let printed = Self.printed(String(decoding: pending, as: UTF8.self))
    let text = places.text(printed, file: file)
    pending = []
    if case .text? = outputs.last?.kind {
      outputs[outputs.count - 1].text += text
    } else {
      outputs.append(BlockOutput(kind: .text, text: text))
    }
  }

  /// Takes the runtime's report of a fatal error off the end of what was printed.
  ///
  /// - Returns: the message and the line, if the report names one.
  mutating func takeFatalError(file: String) -> (message: String, line: Int?)? {
    flush()
    guard let last = outputs.last, last.kind == .text,
      let match = last.text.matches(
        of: /(?m)^([^\n]*?):(\d+): ((?:Fatal error|Precondition failed|Assertion failed).*)$/
      ).last
    else { return nil }
    let report = last.text[match.range.lowerBound...]
    outputs[outputs.count - 1].text = String(last.text[..<match.range.lowerBound])
    if outputs[outputs.count - 1].text.isEmpty { outputs.removeLast() }
    // The message may have several lines; the runtime's own addresses follow it.
    let head = report.firstRange(of: "\nCurrent stack trace:").map { report[..<$0.lowerBound] }
    let rest = (head ?? report)[match.3.startIndex...]
    let line = String(match.1).hasSuffix(file) ? Int(match.2) : nil
    return (rest.trimmingCharacters(in: .whitespacesAndNewlines), line)
  }

  private mutating func take(_ record: BlockRecord) {
    switch record {
    case .value(let text):
      outputs.append(BlockOutput(kind: .value, text: Self.described(text)))
    case .chart(let bytes):
      guard let chart = try? WireCoder.decode(Chart.self, from: bytes) else { return }
      outputs.append(.chart(chart, block: block, number: outputs.count))
    case .table(let bytes):
      guard let table = try? WireCoder.decode(Table.self, from: bytes) else { return }
      outputs.append(.table(table))
    case .check(let outcome): take(outcome)
    case .advice(let sentence): advice.append(Self.described(sentence))
    case .inline(let index, let value): values[index] = .success(Self.described(value))
    case .inlineError(let index, let message):
      values[index] = .failure(InlineFailure(message: message))
    case .tooLarge(let bytes):
      note(
        "output limit: what was shown takes \(bytes >> 10) KiB; a block may show 16 MiB of charts"
      )
    case .unusable(let reason):
      diagnostics.append(
        Diagnostic(
          severity: .error,
          line: block?.fence.line ?? 1,
          column: 1,
          message: "what the block shows cannot be drawn: \(reason)"
        )
      )
    case .threw, .loadFailed, .returned: break
    }
  }

  private mutating func take(_ outcome: CheckOutcome) {
    checks.append(
      CheckResult(
        title: outcome.title,
        passed: outcome.passed,
        message: Self.described(outcome.message),
        points: outcome.points,
        credit: outcome.credit
      )
    )
    let mark = outcome.passed ? "✓" : "✗"
    outputs.append(BlockOutput(kind: .value, text: "\(mark) \(outcome.title)"))
    guard !outcome.passed else { return }
    let reason = outcome.message.isEmpty ? "" : ": \(outcome.message)"
    // A fault in a hidden check shows neither its code nor its line.
    let line = hidesChecks ? block?.fence.line ?? 1 : places.line(outcome.line)
    diagnostics.append(
      Diagnostic(
        severity: .error,
        line: line,
        column: 1,
        message: "check failed: \(outcome.title)\(reason)"
      )
    )
  }

  private mutating func note(_ message: String) {
    diagnostics.append(
      Diagnostic(severity: .note, line: block?.fence.line ?? 1, column: 1, message: message)
    )
  }

  /// Printed text with every kind of NaN as `nan`: its sign is not the same in all builds.
  static func printed(_ text: String) -> String {
    guard text.contains("-nan") else { return text }
    return text.replacing(/(^|[^\w.])-nan\b/) { "\($0.1)nan" }
  }

  /// A description of a value, its types named as the lesson's author named them.
  static func described(_ text: String) -> String {
    let text = printed(text)
    guard text.contains("\(BlockCompiler.moduleName).") else { return text }
    return text.replacing(/\bLesson\.(?=[A-Za-z_(])/, with: "")
  }

  static func size(_ bytes: Int) -> String {
    bytes % (1 << 30) == 0
      ? "\(bytes >> 30) GiB" : bytes % (1 << 20) == 0 ? "\(bytes >> 20) MiB" : "\(bytes) bytes"
  }
}
