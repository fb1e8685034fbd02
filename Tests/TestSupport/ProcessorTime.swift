#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// What work costs the processor on one thread, whatever else the machine does meanwhile.
public enum ProcessorTime {
  /// The seconds that something takes that does not wait.
  public static func seconds(of body: () throws -> Void) rethrows -> Double {
    let start = now
    try body()
    return now - start
  }

  /// The seconds that a piece of work takes by which others are measured: a hundred thousand numbers, each
  /// drawn and written.
  public static func yardstick() -> Double {
    seconds {
      var numbers = SplitMix(seed: 1)
      var digits = 0
      for _ in 0..<100_000 { digits += String(numbers.next()).utf8.count }
      precondition(digits > 100_000)
    }
  }

  private static var now: Double {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
  }
}
