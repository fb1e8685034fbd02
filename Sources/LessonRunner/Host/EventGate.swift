import HostProtocol
import LessonDocument
import Plots

/// Lets in what a step's host may say: whoever writes on its channel, no more is taken than a block may
/// print and show, no number is out of its range, and no chart is taken that cannot be drawn.
struct EventGate {
  /// What came of an event.
  enum Answer {
    case taken(HostEvent)
    case dropped
    /// More has come than any host sends.
    case flooded
  }

  /// Bytes of charts, tables and checks that a block may show.
  static let shownLimit = 16 << 20
  /// Checks that a block may make.
  static let checkLimit = 10_000
  /// Checks of a block that may fail: each is said on a line of its own.
  static let failureLimit = 500
  /// Events that say little and may come often.
  private static let quietLimit = 1 << 19

  private let step: Int
  private let outputLimit: Int
  private var printed = 0
  private var shown = 0
  private var checks = 0
  private var failures = 0
  private var quiet = 0
  private var saidOutputLimit = false
  private var saidTooLarge = false

  init(step: Int, outputLimit: Int) {
    (self.step, self.outputLimit) = (step, outputLimit)
  }

  /// Takes an event, if it is one of this step and within the step's limits.
  mutating func admit(_ event: HostEvent) -> Answer {
    switch event {
    case .printed(step, let bytes): return admit(printed: bytes)
    case .shown(step, let record): return admit(record)
    case .outputLimit(step): return admitOutputLimit()
    case .ended(step, let end): return .taken(.ended(step: step, end: end.plausible))
    default: return drop()
    }
  }

  private mutating func drop() -> Answer {
    quiet += 1
    return quiet > Self.quietLimit ? .flooded : .dropped
  }

  private mutating func admit(printed bytes: [UInt8]) -> Answer {
    guard !bytes.isEmpty else { return drop() }
    // What is beyond the limit the host has kept back.
    guard bytes.count <= outputLimit - printed else { return .flooded }
    printed += bytes.count
    return .taken(.printed(step: step, bytes: bytes))
  }

  private mutating func admitOutputLimit() -> Answer {
    guard !saidOutputLimit else { return drop() }
    saidOutputLimit = true
    return .taken(.outputLimit(step: step))
  }

  private mutating func admit(_ record: BlockRecord) -> Answer {
    switch record {
    case .value(let text):
      guard text.utf8.count <= outputLimit - printed else { return .flooded }
      printed += text.utf8.count
      return quietly(record)
    case .tooLarge:
      guard !saidTooLarge else { return drop() }
      saidTooLarge = true
      return .taken(.shown(step: step, record: record))
    case .check(let outcome): return admit(outcome)
    case .threw, .loadFailed, .returned: return drop()
    case .saved(let name, _) where !SavedFile.isName(name): return drop()
    case .chart, .table, .advice, .saved, .inline, .inlineError, .unusable:
      guard record.size <= 2 * Self.shownLimit - shown else { return .flooded }
      shown += record.size
      return quietly(record.usable)
    }
  }

  /// Takes what may be small and come often.
  private mutating func quietly(_ record: BlockRecord) -> Answer {
    quiet += 1
    return quiet > Self.quietLimit ? .flooded : .taken(.shown(step: step, record: record))
  }

  /// Takes a check; after more than a block may make, one that says so and fails.
  private mutating func admit(_ outcome: CheckOutcome) -> Answer {
    let size = outcome.title.utf8.count + outcome.message.utf8.count
    guard size <= 2 * Self.shownLimit - shown else { return .flooded }
    guard checks <= Self.checkLimit, failures <= Self.failureLimit else { return drop() }
    shown += size
    checks += 1
    if !outcome.passed { failures += 1 }
    if checks > Self.checkLimit {
      return .taken(last("no more than \(Self.checkLimit) checks", outcome))
    }
    if failures > Self.failureLimit {
      return .taken(last("no more than \(Self.failureLimit) checks that fail", outcome))
    }
    return .taken(.shown(step: step, record: .check(outcome.plausible)))
  }

  private func last(_ title: String, _ outcome: CheckOutcome) -> HostEvent {
    let last = CheckOutcome(
      title: title,
      passed: false,
      message: "the block makes more, which are not kept; count them and check the count",
      file: outcome.plausible.file,
      line: outcome.plausible.line
    )
    return .shown(step: step, record: .check(last))
  }
}

extension BlockRecord {
  fileprivate var size: Int {
    switch self {
    case .chart(let bytes), .table(let bytes), .saved(_, let bytes): bytes.count
    case .advice(let text), .inline(_, let text), .inlineError(_, let text), .unusable(let text):
      text.utf8.count
    default: 0
    }
  }

  /// The record, or why it cannot be drawn.
  fileprivate var usable: BlockRecord {
    switch self {
    case .chart(let bytes):
      guard let chart = try? WireCoder.decode(Chart.self, from: bytes) else {
        return .unusable(reason: "it is no chart")
      }
      return chart.flaw.map { .unusable(reason: $0) } ?? self
    case .table(let bytes):
      guard let table = try? WireCoder.decode(Table.self, from: bytes) else {
        return .unusable(reason: "it is no table")
      }
      return table.flaw.map { .unusable(reason: $0) } ?? self
    default: return self
    }
  }
}

extension CheckOutcome {
  /// The outcome with numbers in their ranges.
  fileprivate var plausible: CheckOutcome {
    var outcome = self
    outcome.line = LineNumber.plausible(line)
    outcome.points = points.flatMap { $0.isFinite && $0 >= 0 ? min($0, 1e6) : nil }
    outcome.credit = credit >= 0 ? min(credit, 1) : 0
    return outcome
  }
}

extension StepEnd {
  /// The end with numbers in their ranges.
  fileprivate var plausible: StepEnd {
    var end = self
    func seconds(_ value: Double) -> Double { value >= 0 ? min(value, 1e7) : 0 }
    end.seconds = seconds(self.seconds)
    end.processorSeconds = seconds(processorSeconds)
    end.line = LineNumber.plausible(line)
    end.threadsLeft = min(max(0, threadsLeft), 1 << 20)
    end.frames = frames.prefix(64).filter { $0.object.utf8.count < 4096 }
    return end
  }
}

/// Lines of lessons, and of answers, which are numbered far above them.
private enum LineNumber {
  /// The line, or 0 for a number that is no line of any of them.
  static func plausible(_ line: Int) -> Int { (0...Int(Int32.max)).contains(line) ? line : 0 }
}
