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
  /// The files that were written, each as it was written last.
  private(set) var saved: [SavedFile] = []
  /// Values and errors of inline expressions.
  private(set) var values: [Int: InlineValue] = [:]
  /// Whether a printed text names places, which move with the lesson's prose.
  private(set) var namesPlaces = false

  /// Files that a block may save.
  static let savedLimit = 100
  /// What is told of a block beside its checks, at most.
  static let noteLimit = 100
  private var notes = 0

  private let plan: ExecutionPlan
  /// The step that runs; nil for inline expressions.
  private let step: PlannedStep?
  /// What the step's own code was told, and nobody else.
  private let seal: StepSeal?
  private var pending: [UInt8] = []

  /// - Parameter seal: the step's, by which the checks that are written in it are known.
  init(step: PlannedStep?, plan: ExecutionPlan, seal: StepSeal? = nil) {
    (self.step, self.plan, self.seal) = (step, plan, seal)
  }

  /// Takes an event; gives the text that was printed, if it is that.
  mutating func take(_ event: HostEvent, outputLimit: Int) -> String? {
    switch event {
    case .printed(_, let bytes):
      pending += bytes
      return readable(String(decoding: bytes, as: UTF8.self))
    case .shown(_, let record):
      flush()
      take(record)
    case .outputLimit:
      note(.outputLimit(bytes: outputLimit))
    case .ready, .ended: break
    }
    return nil
  }

  /// Closes the text that is being printed.
  mutating func flush() {
    guard !pending.isEmpty else { return }
    let printed = Self.printed(String(decoding: pending, as: UTF8.self))
    let text = readable(printed)
    if text != printed { namesPlaces = true }
    pending = []
    if case .text? = outputs.last?.kind {
      outputs[outputs.count - 1].text += text
    } else {
      outputs.append(BlockOutput(kind: .text, text: text))
    }
  }

  /// Takes the runtime's report of a fatal error off the end of what was printed.
  mutating func takeFatalError() -> CrashText? {
    var text = String(decoding: pending, as: UTF8.self)
    let crash = CrashText.take(from: &text)
    pending = Array(text.utf8)
    return crash
  }

  /// A printed text with the places that a reader knows.
  private func readable(_ text: String) -> String {
    CrashText.readable(text) { file, line in
      guard let place = plan.places.place(file: file, line: line).map(plan.located) else {
        return nil
      }
      let name = if case .file(let path) = place.file { path } else { plan.file }
      return "\(name):\(place.line)"
    }
  }

  private mutating func take(_ record: BlockRecord) {
    switch record {
    case .value(let text):
      outputs.append(BlockOutput(kind: .value, text: Self.described(text)))
    case .chart(let bytes):
      guard let chart = try? WireCoder.decode(Chart.self, from: bytes) else { return }
      outputs.append(.chart(chart, block: step?.block, number: outputs.count))
    case .table(let bytes):
      guard let table = try? WireCoder.decode(Table.self, from: bytes) else { return }
      outputs.append(.table(table))
    case .check(let outcome): take(outcome)
    case .advice(let sentence): advice.append(Self.described(sentence))
    case .saved(let name, let bytes):
      let file = SavedFile(name: name, bytes: Data(bytes))
      let place = saved.firstIndex { $0.name == name }
      guard place != nil || saved.count < Self.savedLimit else {
        return note(.savedLimit(files: Self.savedLimit))
      }
      if let place { saved.remove(at: place) }
      saved.append(file)
      outputs.append(BlockOutput(kind: .value, text: file.sentence))
    case .inline(let index, let value): values[index] = .value(Self.described(value))
    case .inlineError(let index, let message):
      values[index] = .absent(.threw(Self.said(message)))
    case .tooLarge(let bytes):
      note(.shownLimit(kilobytes: bytes >> 10))
    case .unusable(let reason):
      note(.undrawable(reason), severity: .error)
    case .threw, .loadFailed, .returned: break
    }
  }

  private mutating func take(_ outcome: CheckOutcome) {
    var outcome = outcome
    var number: Int?
    if step?.part == .check {
      guard let seal, let known = seal.check(in: outcome.title) else {
        return note(.foreignCheck(title: BlockText.cleanedLine(outcome.title)))
      }
      (number, outcome.title) = known
    }
    let title = BlockText.shortLine(outcome.title)
    checks.append(
      CheckResult(
        title: title,
        passed: outcome.passed,
        message: Self.said(outcome.message),
        points: outcome.points,
        credit: outcome.credit,
        number: number
      )
    )
    let mark = outcome.passed ? "✓" : "✗"
    outputs.append(
      BlockOutput(kind: .value, text: "\(mark) \(title)", check: checks.count - 1)
    )
    guard !outcome.passed else { return }
    diagnostics.append(
      Diagnostic(
        severity: .error,
        place: place(of: outcome),
        cause: .checkFailed(title: title, message: Self.said(outcome.message))
      )
    )
  }

  /// A check's line; a hidden one shows neither its code nor its line.
  private func place(of check: CheckOutcome) -> SourcePlace {
    guard let step else { return SourcePlace(line: 1, column: 1) }
    let place = step.isHidden ? nil : plan.places.place(file: check.file, line: check.line)
    return plan.admitted(place, ofStep: step.source.number) ?? step.source.start
  }

  private mutating func note(_ cause: DiagnosticCause, severity: Diagnostic.Severity = .note) {
    guard let step else { return }
    guard notes < Self.noteLimit else { return }
    let note = Diagnostic(severity: severity, place: step.source.start, cause: cause)
    guard !diagnostics.contains(note) else { return }
    notes += 1
    diagnostics.append(note)
  }

  /// Printed text with every kind of NaN as `nan`: its sign is not the same in all builds.
  static func printed(_ text: String) -> String {
    guard text.contains("-nan") else { return text }
    return text.replacing(/(^|[^\w.])-nan\b/) { "\($0.1)nan" }
  }

  /// What a block says of itself, as a terminal would show it alone: it cannot write over the words that
  /// stand beside it.
  static func said(_ text: String) -> String {
    BlockText.cleaned(BlockText.short(described(text), most: longestSaid))
  }

  /// Characters of a message, which is read whole or not at all.
  private static let longestSaid = 8_000

  /// A description of a value, its types named as the lesson's author named them.
  static func described(_ text: String) -> String {
    let text = printed(text)
    guard text.contains("\(BlockCompiler.moduleName).") else { return text }
    return text.replacing(/\bLesson\.(?=[A-Za-z_(])/, with: "")
  }
}

/// What came of an inline expression.
enum InlineValue: Sendable {
  /// Its value as text.
  case value(String)
  /// Why it has none.
  case absent(DiagnosticCause)
}

extension BlockOutput {
  /// A chart in all its forms.
  static func chart(_ chart: Chart, block: LessonBlock?, number: Int) -> BlockOutput {
    BlockOutput(
      kind: .chart,
      text: chart.text(width: 80, colour: false, plain: false),
      svg: chart.svg(id: "\(block?.label ?? "inline")-\(number)"),
      summary: chart.summary,
      chart: chart
    )
  }

  /// A table in all its forms.
  static func table(_ table: Table) -> BlockOutput {
    BlockOutput(kind: .table, text: table.text(width: 80), table: table)
  }
}
