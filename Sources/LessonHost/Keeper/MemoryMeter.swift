import CHostSupport

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// Counts the memory of a lesson while one of its processes runs, pages that processes share once.
///
/// Everything else of the lesson sleeps, so what it holds is known and does not change. The process that
/// runs began as a copy which shares every page; each page that it has of its own came by a page fault.
/// The number of faults, which the system gives at once, so bounds what is new. Only if that bound
/// is over the limit are the pages themselves counted, which takes longer the more there are.
struct MemoryMeter {
  /// Bytes that the sleeping processes and the remembered files hold.
  let base: UInt64
  let limit: UInt64

  /// Bytes of its own that the process had when they were last counted, and its page faults then.
  private var own: UInt64 = 0
  private var faults: UInt64 = 0
  private var nextCount = 0.0
  private var nextSum = 0.0

  private static let page = UInt64(max(4096, sysconf(Int32(_SC_PAGESIZE))))
  /// What a process may take between two counts, however long a count takes.
  private static let patience: UInt64 = 64 << 20

  private static let little: UInt64 = 2 << 20

  init(base: UInt64, limit: Int) {
    self.base = base
    self.limit = UInt64(max(0, limit))
  }

  /// Whether the lesson holds more than it may.
  ///
  /// - Parameters:
  ///   - process: the process that runs, forked from the last that sleeps, or 0 for none.
  ///   - others: further processes that run.
  ///   - sleeping: all that sleep.
  ///   - files: bytes of files that lie in memory.
  mutating func isOver(
    process: pid_t,
    others: [pid_t],
    sleeping: [pid_t],
    files: UInt64
  ) -> Bool {
    let strangers = others.reduce(0) { $0 + host_resident_memory($1) + host_page_tables($1) }
    let tables = process > 0 ? host_page_tables(process) : 0
    let known = base + files + strangers + tables
    let bound = self.bound(on: process)
    guard known + bound > limit else { return false }
    if others.isEmpty {
      let isDue = Clock.now >= nextCount || bound > own + Self.patience
      return process > 0 && isDue && known + count(process) > limit
    }
    guard Clock.now >= nextSum else { return false }
    let began = Clock.now
    // A process that runs and lets nobody look counts in full; those that sleep are closed by the keeper itself.
    let running = (others + [process]).reduce(0) {
      $0 + (Self.share(of: $1) ?? host_resident_memory($1))
    }
    let shares = running + sleeping.reduce(0) { $0 + (Self.share(of: $1) ?? 0) }
    nextSum = Clock.now + 10 * (Clock.now - began)
    return shares + files + tables > limit
  }

  /// The bytes that a process whose step is over has of its own.
  ///
  /// So little that counting would take longer than it is worth is not counted but bounded.
  mutating func settle(_ process: pid_t) -> UInt64 {
    let bound = self.bound(on: process)
    return bound <= Self.little ? bound : count(process)
  }

  /// Counts the bytes that the process has of its own.
  private mutating func count(_ process: pid_t) -> UInt64 {
    let began = Clock.now
    let before = host_page_faults(process)
    var bytes: UInt64 = 0
    // A process that lets nobody look counts in full.
    if !host_private_memory(process, &bytes) { bytes = host_resident_memory(process) }
    own = bytes
    faults = before
    nextCount = Clock.now + 10 * (Clock.now - began)
    return own
  }

  private func bound(on process: pid_t) -> UInt64 {
    guard process > 0 else { return 0 }
    let since = host_page_faults(process)
    return min(host_resident_memory(process), own + (since - min(since, faults)) * Self.page)
  }

  /// The process's pages, those that it shares in parts; nil if it lets nobody look.
  private static func share(of process: pid_t) -> UInt64? {
    guard process > 0 else { return 0 }
    var bytes: UInt64 = 0
    return host_proportional_memory(process, &bytes) ? bytes : nil
  }
}
