import CHostSupport

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// Sees who runs beside a step.
///
/// While nobody begins a process or a thread, nobody new can be there: then it looks no further, and a look costs the same however
/// many states sleep. Else it looks below those that do not sleep, and those alone.
struct Lookout {
  /// Who is there.
  struct Sight {
    /// The processes that are none of the family.
    var others: [pid_t] = []
    /// Threads of all that run: the others, the step's own process, and one that holds a state and does not sleep.
    var tasks = 0
    /// Whether a process or thread may have been begun since the last sight.
    var isNew = true
  }

  /// The family with the step's own process.
  private let family: Family
  private let running: [pid_t]
  private var known: Sight?
  /// Looks in a row that relied on nobody having been begun.
  private var unlooked = 0

  /// A process has its number a moment before it can be seen: what is relied on is looked at again.
  private static let mostUnlooked = 10

  /// - Parameter running: the processes of the family that run.
  init(family: Family, running: [pid_t]) {
    self.family = family
    self.running = running
  }

  /// Looks who is there now.
  mutating func look(_ newTasks: inout NewTasks) -> Sight {
    // Asked first, so that who begins after the look is not missed.
    let isNew = newTasks.haveBegun()
    if !isNew, let known, known.others.isEmpty, unlooked < Self.mostUnlooked {
      unlooked += 1
      return Sight(tasks: known.tasks, isNew: false)
    }
    let others = family.others()
    let threads = running.reduce(0) { $0 + Int(host_thread_count($1)) }
    let sight = Sight(others: others.processes, tasks: others.tasks + threads, isNew: isNew)
    (known, unlooked) = (sight, 0)
    return sight
  }
}
