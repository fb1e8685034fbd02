import CHostSupport

/// Tells whether anybody may have begun a process or a thread since it was last asked.
///
/// The system numbers them, and the number that it gave last says so at once. Numbers come round again: who is asked too late
/// to know cannot say no.
struct NewTasks {
  private var last: UInt64
  private var asked: Double

  /// Seconds in which no machine begins so many that the numbers come round: a million in one.
  private static let trusted = Double(host_task_numbers()) / 1e6

  init() {
    asked = Clock.now
    last = host_last_task()
  }

  /// Whether others than so many may have been begun since it was last asked.
  mutating func haveBegun(besides expected: UInt64 = 0) -> Bool {
    let now = Clock.now
    let number = host_last_task()
    defer { (last, asked) = (number, now) }
    return last == 0 || number != last + expected || Clock.now - asked > Self.trusted
  }
}
