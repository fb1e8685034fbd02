#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif
internal import Synchronization

/// A second thread that takes half of a kernel's rows.
///
/// The thread is made when first needed and again in a child process, since `fork` copies only the
/// calling thread. It changes no result: work is cut where results do not depend on each other.
/// One caller at a time: a second one that finds it busy does all of its work itself.
public final class WorkerThread: Sendable {
  /// The one second thread of the process.
  public static let shared = WorkerThread()

  /// Polls before a waiting side sleeps: about 10 µs, less than a wake-up costs.
  private static var pollLimit: Int { 20_000 }

  private enum Phase {
    static var idle: Int { 0 }
    static var ready: Int { 1 }
    static var finished: Int { 2 }
    static var leaving: Int { 3 }
  }

  private let isBusy = Atomic<Bool>(false)
  private let phase = Atomic<Int>(Phase.idle)
  // The rest is touched only by the caller that holds `isBusy`, except `work`, which the thread
  // reads while `phase` is ready, and the two locks.
  private nonisolated(unsafe) var work: (any SharedWork)?
  private nonisolated(unsafe) var owner: pid_t = 0
  private nonisolated(unsafe) let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(
    capacity: 1
  )
  private nonisolated(unsafe) let condition =
    UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)
  #if canImport(Darwin)
  private nonisolated(unsafe) var thread: pthread_t?
  #else
  private nonisolated(unsafe) var thread = pthread_t()
  #endif

  private init() {}

  /// Does share 0 of `work` here and share 1 on the second thread; returns when both are done.
  public func run(_ work: any SharedWork) {
    guard isBusy.compareExchange(expected: false, desired: true, ordering: .acquiring).exchanged
    else { return work.run(share: 0, of: 1) }
    defer { isBusy.store(false, ordering: .releasing) }
    guard isRunning || start() else { return work.run(share: 0, of: 1) }
    self.work = work
    announce(Phase.ready)
    work.run(share: 0, of: 2)
    waitFor(Phase.finished)
    phase.store(Phase.idle, ordering: .relaxed)
    self.work = nil
  }

  /// Ends the second thread if there is one, so that the process may be forked; it comes back when
  /// it is needed again.
  public func join() {
    while !isBusy.compareExchange(expected: false, desired: true, ordering: .acquiring).exchanged {
      sched_yield()
    }
    defer { isBusy.store(false, ordering: .releasing) }
    guard isRunning else { return }
    announce(Phase.leaving)
    #if canImport(Darwin)
    if let thread { pthread_join(thread, nil) }
    #else
    pthread_join(thread, nil)
    #endif
    owner = 0
  }

  /// Whether this process has the thread: a child inherits `owner`, but not the thread.
  private var isRunning: Bool { owner == getpid() }

  private func start() -> Bool {
    // After a fork the locks may be in any state: they are made anew with the thread.
    pthread_mutex_init(mutex, nil)
    pthread_cond_init(condition, nil)
    phase.store(Phase.idle, ordering: .releasing)
    let failure = pthread_create(&thread, nil, { _ in WorkerThread.shared.serve() }, nil)
    if failure == 0 { owner = getpid() }
    return failure == 0
  }

  /// The thread's life: waits for work, does share 1, says so.
  private func serve() -> UnsafeMutableRawPointer? {
    while true {
      waitFor(Phase.ready, Phase.leaving)
      if phase.load(ordering: .acquiring) == Phase.leaving { return nil }
      work?.run(share: 1, of: 2)
      announce(Phase.finished)
    }
  }

  private func announce(_ next: Int) {
    pthread_mutex_lock(mutex)
    phase.store(next, ordering: .releasing)
    pthread_cond_broadcast(condition)
    pthread_mutex_unlock(mutex)
  }

  /// Waits for one of two phases, first by looking often, then asleep.
  private func waitFor(_ first: Int, _ second: Int? = nil) {
    func hasCome() -> Bool {
      let now = phase.load(ordering: .acquiring)
      return now == first || now == second
    }
    for _ in 0..<Self.pollLimit where hasCome() { return }
    pthread_mutex_lock(mutex)
    while !hasCome() { pthread_cond_wait(condition, mutex) }
    pthread_mutex_unlock(mutex)
  }
}
