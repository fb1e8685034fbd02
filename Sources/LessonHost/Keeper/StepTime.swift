import CHostSupport

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// How a step stands to its time limit.
///
/// On a busy machine a step waits for a processor, and that is not its own time: the same block ends alike
/// whatever runs beside it. A step whose threads or processes keep each other waiting gains nothing by that, since
/// their processor time counts as well.
struct StepTime {
  /// The limit in seconds, and the longest that a machine may take for it.
  let limit: Double
  let patience: Double
  /// Seconds for which the step's thread waited for a processor.
  let waited: Double
  /// Seconds of processor time.
  let used: Double
  let processors: Int

  /// - Parameter others: the processes that run beside the step's own, whoever is their parent.
  init(of process: pid_t, others: [pid_t], limit: Double, patience: Double) {
    self.init(
      limit: limit,
      patience: patience,
      waited: host_seconds_waited(process),
      used: others.reduce(host_processor_seconds(process)) { $0 + host_processor_seconds($1) },
      processors: max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN)))
    )
  }

  init(limit: Double, patience: Double, waited: Double, used: Double, processors: Int) {
    self.limit = limit
    self.patience = patience
    self.waited = waited
    self.used = used
    self.processors = processors
  }

  /// Seconds after which its processor time may be used up, at the earliest.
  var untilUsed: Double { max(0.01, limit - used / Double(processors)) }

  /// Seconds that the step still has after so many by the clock; nil if its time is up.
  func left(after taken: Double) -> Double? {
    guard used < limit * Double(processors) else { return nil }
    let left = min(limit + waited, patience) - taken
    return left > 0 ? left : nil
  }
}
