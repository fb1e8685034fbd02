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
/// The number of faults, which the system gives at once, so bounds what is new — as long as nobody has begun another
/// process, which could fill this one's memory from outside; then all that it holds is the bound. Only if the bound
/// is over the limit are the pages themselves counted, which takes longer the more there are.
struct MemoryMeter {
  /// Bytes that the sleeping processes and the remembered files hold.
  let base: UInt64
  let limit: UInt64
  /// What the system tells of the pages of the process that runs.
  let pages: Int32

  /// Bytes of its own that the process had when they were last counted, its page faults then, and the last process or
  /// thread that had been begun.
  private var own: UInt64 = 0
  private var faults: UInt64 = 0
  private var lastTask: UInt64
  /// Bytes that all that runs held when it was last counted beside others, and how often that is done.
  private var resident: UInt64 = 0
  private var pace = Pace()

  static let page = UInt64(max(4096, sysconf(Int32(_SC_PAGESIZE))))
  /// What a process may take between two counts, however long a count takes.
  static let patience: UInt64 = 64 << 20

  private static let little: UInt64 = 2 << 20

  /// - Parameters:
  ///   - pages: what the system tells of the process's pages, as `host_open_pages` opens it.
  ///   - lastTask: the last process or thread that had been begun when the process had filled nothing yet.
  init(base: UInt64, limit: Int, pages: Int32, lastTask: UInt64) {
    self.base = base
    self.limit = UInt64(max(0, limit))
    self.pages = pages
    self.lastTask = lastTask
  }

  /// Looks at the process no more.
  func close() { if pages >= 0 { closeDescriptor(pages) } }

  /// Whether the lesson holds more than it may.
  ///
  /// - Parameters:
  ///   - process: the process that runs, forked from the last that sleeps.
  ///   - others: further processes that run.
  ///   - lastTask: the last that had been begun before the others were looked for.
  ///   - sleeping: what sleeps.
  ///   - files: bytes of files that lie in memory.
  mutating func isOver(
    process: pid_t,
    others: [pid_t],
    lastTask: UInt64,
    sleeping: [SleepingMemory],
    files: UInt64
  ) -> Bool {
    let tables = ([process] + others).reduce(0) { $0 + host_page_tables($1) }
    let strangers = others.reduce(0) { $0 + host_resident_memory($1) }
    let known = base + files + tables
    let isSound = others.isEmpty && lastTask == self.lastTask
    let bound = isSound ? faultBound(on: process) : host_resident_memory(process) + strangers
    let isUrgent = bound > (isSound ? own : resident) + Self.patience
    guard known + bound > limit, pace.isDue(isUrgent: isUrgent) else { return false }
    let began = Clock.now
    defer { pace.hasCounted(since: began, isOften: !isSound) }
    resident = isSound ? 0 : bound
    if others.isEmpty { return known + count(process, lastTask: lastTask) > limit }
    // What is shared with those that sleep is in the base; only the shares of all together are right.
    let running = share(of: process) + others.reduce(0) { $0 + Self.share(of: $1) }
    return sleeping.reduce(running + files + tables) { $0 + $1.share } > limit
  }

  /// The bytes that a process whose step is over has of its own.
  ///
  /// So little that counting would take longer than it is worth is not counted but bounded.
  mutating func settle(_ process: pid_t) -> UInt64 {
    let lastTask = host_last_task()
    let bound = faultBound(on: process)
    return lastTask == self.lastTask && bound <= Self.little
      ? bound : count(process, lastTask: lastTask)
  }

  /// Counts the bytes that the process has of its own.
  private mutating func count(_ process: pid_t, lastTask: UInt64) -> UInt64 {
    faults = host_page_faults(process)
    self.lastTask = lastTask
    var bytes: UInt64 = 0
    // A process that lets nobody look counts in full.
    own = host_private_memory(pages, &bytes) ? bytes : host_resident_memory(process)
    return own
  }

  /// The most that the process can have of its own if nobody but itself has filled its memory.
  private func faultBound(on process: pid_t) -> UInt64 {
    let since = host_page_faults(process)
    return min(host_resident_memory(process), own + (since - min(since, faults)) * Self.page)
  }

  /// The process's pages, those that it shares in parts; all of them if it lets nobody look.
  private func share(of process: pid_t) -> UInt64 {
    var bytes: UInt64 = 0
    return host_shared_memory(pages, &bytes) ? bytes : host_resident_memory(process)
  }

  private static func share(of process: pid_t) -> UInt64 {
    var bytes: UInt64 = 0
    return host_proportional_memory(process, &bytes) ? bytes : host_resident_memory(process)
  }
}

/// The memory of a process that sleeps, or of the keeper itself.
struct SleepingMemory {
  let process: pid_t
  /// What the system tells of its pages, opened before it was closed to looks.
  let pages: Int32

  /// Its pages, those that it shares in parts.
  var share: UInt64 {
    var bytes: UInt64 = 0
    if host_shared_memory(pages, &bytes) || host_proportional_memory(process, &bytes) {
      return bytes
    }
    return host_resident_memory(process)
  }
}

/// The system's call, which a method of the same name hides.
private func closeDescriptor(_ descriptor: Int32) { close(descriptor) }

/// How often pages are counted: so that it takes a small part of the time, and more of it while more comes unseen.
private struct Pace {
  private var next = 0.0
  private var nextUrgent = 0.0

  func isDue(isUrgent: Bool) -> Bool { Clock.now >= (isUrgent ? nextUrgent : next) }

  mutating func hasCounted(since began: Double, isOften: Bool) {
    let taken = Clock.now - began
    nextUrgent = began + taken
    next = Clock.now + (isOften ? 2 : 10) * taken
  }
}
