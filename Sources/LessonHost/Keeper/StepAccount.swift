import HostProtocol

/// What a step has printed and shown so far, and what of it the runner is told: whatever a block does,
/// that is bounded.
struct StepAccount {
  private let step: Int
  private let limit: Int
  /// Nil if nobody is to be told.
  private let events: EventWriter?
  private var printed = 0
  private var shown = 0
  private var saidOutputLimit = false
  private var saidTooLarge = false
  /// Printed bytes that are not told yet, so that many short lines are few events.
  private var held: [UInt8] = []

  private static let heldLimit = 16_384
  /// What a record costs beside its bytes.
  private static let recordCost = 64

  init(step: Int, limit: Int, events: EventWriter?) {
    self.step = step
    self.limit = max(0, limit)
    self.events = events
  }

  var isHolding: Bool { !held.isEmpty }

  mutating func print(_ bytes: [UInt8]) {
    held += bytes.prefix(max(0, limit - printed))
    // A sum that stays below twice the limit cannot overflow, however long a block prints.
    printed = min(printed + bytes.count, limit + 1)
    if printed > limit { sayOutputLimit() }
    if held.count >= Self.heldLimit { flush() }
  }

  mutating func show(_ record: BlockRecord, size: Int) {
    flush()
    if case .value = record {
      printed = min(printed + size, limit + 1)
      if printed > limit { sayOutputLimit() } else { tell(.shown(step: step, record: record)) }
      return
    }
    shown = min(shown + size + Self.recordCost, 2 * RecordChannel.limit)
    if shown <= RecordChannel.limit {
      tell(.shown(step: step, record: record))
    } else if !saidTooLarge {
      saidTooLarge = true
      tell(.shown(step: step, record: .tooLarge(bytes: size)))
    }
  }

  /// Tells what is held back.
  mutating func flush() {
    guard !held.isEmpty else { return }
    tell(.printed(step: step, bytes: held))
    held = []
  }

  func tell(_ event: HostEvent) { events?.send(event) }

  private mutating func sayOutputLimit() {
    guard !saidOutputLimit else { return }
    saidOutputLimit = true
    flush()
    tell(.outputLimit(step: step))
  }
}
