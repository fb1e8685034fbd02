import CHostSupport
import HostProtocol

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// A process that sleeps and holds the lesson as it stood after some steps.
struct Checkpoint {
  let process: pid_t
  let channel: Int32
  /// The objects that the process has loaded.
  let loaded: [LoadedObject]
  /// Bytes of memory that it, the checkpoints before it and their files hold.
  let memory: UInt64
  /// What the system tells of its pages, opened before it was closed to looks.
  let pages: Int32
  /// What it takes when it is woken.
  var growth: CheckpointGrowth
  /// Whether it sleeps, with all its threads, and nobody it has begun is there: then nobody comes before it is woken.
  var isSettled = false
  /// The lesson's files at this point.
  let files: LessonFiles.Snapshot

  /// Waits until a process has said that it sleeps, and stops it, so that no thread, timer or signal of
  /// a block goes on in it.
  static func stop(_ process: pid_t, channel: Int32, until moment: Double) -> Bool {
    guard Descriptors.byte(from: channel, until: moment) == CheckpointProcess.asleep else {
      return false
    }
    return kill(process, SIGSTOP) == 0
  }

  /// Ends the process.
  func end() {
    kill(process, SIGKILL)
    waitpid(process, nil, 0)
    close(channel)
    if pages >= 0 { close(pages) }
  }
}

/// The memory that a process takes each time it is woken to fork: a block may have left it something to do then.
///
/// By itself it touches a few pages, which take the place of those that it touched the time before.
struct CheckpointGrowth {
  private let process: pid_t
  private let resident: UInt64
  private var faults: UInt64
  private var touched: UInt64 = 0
  /// Bytes that it has taken, at most.
  private(set) var bytes: UInt64 = 0

  /// What it may touch without taking anything.
  private static let usual: UInt64 = 4 << 20

  /// - Parameter process: one that sleeps, or is about to.
  init(of process: pid_t) {
    self.process = process
    resident = host_resident_memory(process, nil)
    faults = host_page_faults(process)
  }

  /// Looks what it has taken since it was woken.
  mutating func measure() {
    let now = host_resident_memory(process, nil)
    let faultsNow = host_page_faults(process)
    // Of a process of which nothing can be read any more there are none.
    let sinceWoken = (faultsNow - min(faultsNow, faults)) * MemoryMeter.page
    bytes = max(now - min(now, resident), touched + sinceWoken - min(sinceWoken, Self.usual))
  }

  /// Takes note that it sleeps again.
  mutating func settle() {
    measure()
    touched = max(touched, bytes)
    faults = host_page_faults(process)
  }
}

/// An object of the lesson that is loaded, and where.
struct LoadedObject {
  var path: String
  var base: UInt64
  var end: UInt64
}
