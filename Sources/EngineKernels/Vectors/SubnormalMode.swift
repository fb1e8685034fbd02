internal import CProcessor

/// A stretch of this thread's arithmetic in which subnormal numbers count as zero.
///
/// Processors compute with numbers below the normal range (1.2e-38 in `Float`, 2.2e-308 in `Double`)
/// up to 150 times slower than with others. Vanishing gradients, faded states and an optimiser's old
/// moments are full of them, and no result of training depends on them.
///
///     let mode = SubnormalMode.flushed()
///     defer { mode.restore() }
///
/// The mode belongs to the thread and is put back at the end, so that arithmetic outside the engine
/// stays as IEEE 754 has it. Entering and leaving costs some nanoseconds: enter it around a loop or a
/// whole pass, not inside one.
public struct SubnormalMode {
  private let former: UInt64
  private let isChanged: Bool

  /// Enters the mode on this thread; `restore()` leaves it.
  public static func flushed() -> SubnormalMode {
    let former = processor_arithmetic_mode()
    let isChanged = former & PROCESSOR_FLUSHES_SUBNORMALS != PROCESSOR_FLUSHES_SUBNORMALS
    if isChanged { processor_set_arithmetic_mode(former | PROCESSOR_FLUSHES_SUBNORMALS) }
    return SubnormalMode(former: former, isChanged: isChanged)
  }

  /// Brings back the mode before, unless it was the same.
  public func restore() {
    if isChanged { processor_set_arithmetic_mode(former) }
  }
}
