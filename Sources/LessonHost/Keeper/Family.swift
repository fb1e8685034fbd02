import CHostSupport

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// The processes that hold the lesson's states, as the keeper knows them when it looks for others.
struct Family {
  /// All of them; nobody ends them but the keeper.
  let kept: [pid_t]
  /// Those below which others may run: those that do not sleep, and those that have been woken since nobody was there.
  let watched: [pid_t]

  /// The family with one more that runs.
  func with(_ process: pid_t?) -> Family {
    guard let process, !kept.contains(process) else { return self }
    return Family(kept: kept + [process], watched: watched + [process])
  }

  /// The processes that run below the keeper and are none of the family, and how many threads they have together.
  func others() -> (processes: [pid_t], tasks: Int) {
    var found = [pid_t](repeating: 0, count: Int(HOST_PROCESS_LIMIT))
    var tasks = 0
    let count = withFamily { host_others($0, &found, &tasks) }
    return (Array(found.prefix(count)), tasks)
  }

  /// Ends every process that is none of the family.
  ///
  /// Returns whether none is left.
  @discardableResult
  func endOthers() -> Bool { withFamily { host_kill_others($0) } }

  private func withFamily<Result>(_ body: (host_family) -> Result) -> Result {
    kept.withUnsafeBufferPointer { kept in
      watched.withUnsafeBufferPointer { watched in
        body(
          host_family(
            kept: kept.baseAddress,
            kept_count: kept.count,
            watched: watched.baseAddress,
            watched_count: watched.count
          )
        )
      }
    }
  }
}
