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
/// is over the limit are the pages themselves counted, which takes longer the more there are; and those of what sleeps
/// only if what runs, with its parts of what it shares, would be too much.
struct MemoryMeter {
  /// Bytes that the sleeping processes and the remembered files hold.
  let base: UInt64
  let limit: UInt64
  /// What the system tells of the pages of the process that runs.
  let pages: Int32

  /// Bytes of its own that the process had when they were last counted, and its page faults then.
  private var own: UInt64 = 0
  private var faults: UInt64 = 0
  /// Whether somebody else may have filled its memory since, and whether ever.
  private var isTouched: Bool
  private var wasTouched: Bool
  /// Bytes that all that runs held when it was last counted beside others, and how often that is done.
  private var resident: UInt64 = 0
  private var pace = Pace()

  static let page = UInt64(max(4096, sysconf(Int32(_SC_PAGESIZE))))
  /// What a process may take between two counts, however long a count takes.
  static let patience: UInt64 = 64 << 20

  private static let little: UInt64 = 2 << 20
  /// How often all are counted because one of them ended meanwhile: who ends one after the other gains nothing.
  private static let attempts = 3

  /// - Parameters:
  ///   - pages: what the system tells of the process's pages, as `host_open_pages` opens it.
  ///   - isTouched: whether somebody may have filled the process's memory already.
  init(base: UInt64, limit: Int, pages: Int32, isTouched: Bool) {
    self.base = base
    self.limit = UInt64(max(0, limit))
    self.pages = pages
    (self.isTouched, wasTouched) = (isTouched, isTouched)
  }

  /// Takes note that somebody may have filled the process's memory.
  mutating func touch() { (isTouched, wasTouched) = (true, true) }

  /// Looks at the process no more.
  func close() { if pages >= 0 { closeDescriptor(pages) } }

  /// Whether the lesson holds more than it may.
  ///
  /// - Parameters:
  ///   - process: the process that runs, forked from the last that sleeps.
  ///   - others: further processes that run.
  ///   - sleeping: what sleeps.
  ///   - files: bytes of files that lie in memory.
  mutating func isOver(
    process: pid_t,
    others: [pid_t],
    sleeping: [SleepingMemory],
    files: UInt64
  ) -> Bool {
    let held = HeldMemory(of: process)
    let strangers = others.map(HeldMemory.init)
    let known = strangers.reduce(base + files + held.tables) { $0 + $1.tables }
    let isSound = others.isEmpty && !isTouched
    let bound =
      isSound
      ? faultBound(on: process, holding: held.resident)
      : strangers.reduce(held.resident) { $0 + $1.resident }
    let isUrgent = bound > (isSound ? own : resident) + Self.patience
    guard known + bound > limit, pace.isDue(isUrgent: isUrgent) else { return false }
    let began = Clock.now
    defer { pace.hasCounted(since: began, isOften: !others.isEmpty) }
    resident = isSound ? 0 : bound
    if others.isEmpty { return known + count(process) > limit }
    return isOver(process, others, known: known, sleeping: sleeping)
  }

  /// Whether all together hold more than they may, others than the process among them.
  private func isOver(
    _ process: pid_t,
    _ others: [pid_t],
    known: UInt64,
    sleeping: [SleepingMemory]
  ) -> Bool {
    var others = others
    for _ in 0..<Self.attempts {
      // What runs may share pages with what sleeps, which are in the base already; what it shares with nobody is not.
      let running = [SharedMemory(of: process, pages: pages)] + others.map { SharedMemory(of: $0) }
      if running.reduce(known, { $0 + $1.own }) > limit { return true }
      let shares = running.reduce(0) { $0 + $1.share }
      if known + shares <= limit { return false }
      // Only the shares of all together are right.
      if sleeping.reduce(known - base + shares, { $0 + $1.share }) <= limit { return false }
      // Of what one held who has ended since, others have got a share that was counted before.
      let left = others.filter { host_resident_memory($0, nil) > 0 }
      if left.count == others.count { return true }
      others = left
    }
    return true
  }

  /// The bytes that a process whose step is over has of its own.
  ///
  /// So little that counting would take longer than it is worth is not counted but bounded.
  mutating func settle(_ process: pid_t) -> UInt64 {
    let held = HeldMemory(of: process)
    let bound = faultBound(on: process, holding: held.resident)
    return (!wasTouched && bound <= Self.little ? bound : count(process)) + held.tables
  }

  /// Counts the bytes that the process has of its own.
  private mutating func count(_ process: pid_t) -> UInt64 {
    faults = host_page_faults(process)
    isTouched = false
    var bytes: UInt64 = 0
    // A process that lets nobody look counts in full.
    own = host_private_memory(pages, &bytes) ? bytes : host_resident_memory(process, nil)
    return own
  }

  /// The most that the process can have of its own if nobody but itself has filled its memory.
  private func faultBound(on process: pid_t, holding resident: UInt64) -> UInt64 {
    let since = host_page_faults(process)
    return min(resident, own + (since - min(since, faults)) * Self.page)
  }
}

/// What a process holds, whoever shares it, and what the kernel needs to know where that is.
private struct HeldMemory {
  let resident: UInt64
  let tables: UInt64

  init(of process: pid_t) {
    var tables: UInt64 = 0
    resident = host_resident_memory(process, &tables)
    self.tables = tables
  }
}

/// The pages of a process: those that it shares with no other, and its share of all; all of them if it lets nobody look.
private struct SharedMemory {
  private(set) var share: UInt64 = 0
  private(set) var own: UInt64 = 0

  /// - Parameter pages: what the system tells of its pages, opened before it was closed to looks; -1 if nothing is.
  init(of process: pid_t, pages: Int32 = -1) {
    if host_shared_memory(pages, &share, &own) { return }
    if host_proportional_memory(process, &share, &own) { return }
    // Of a process that cannot be looked into nobody knows what it shares.
    (share, own) = (host_resident_memory(process, nil), 0)
  }
}

/// The memory of a process that sleeps, or of the keeper itself.
struct SleepingMemory {
  let process: pid_t
  /// What the system tells of its pages, opened before it was closed to looks.
  let pages: Int32

  /// Its pages, those that it shares in parts.
  var share: UInt64 { SharedMemory(of: process, pages: pages).share }
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
