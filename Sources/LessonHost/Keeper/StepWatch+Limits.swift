import CHostSupport
import HostProtocol

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

extension StepWatch {
  static let tooManyProcesses = StepEnd.Cause.load(
    message: "process limit: the block started too many processes or threads"
  )

  /// The limit that the lesson exceeds now, if there is one.
  func limitMet(by process: inout BlockProcess) -> StepEnd.Cause? {
    // Asked first, so that who begins after the look is not missed.
    let lastTask = host_last_task()
    let left = kept + [process.process]
    host_reap(left, left.count)
    let others = others(than: process.process)
    let threads = ([bystander].compactMap { $0 } + [process.process])
      .reduce(0) { $0 + Int(host_thread_count($1)) }
    guard sleeping.count - 1 + threads + others.tasks <= limits.processes else {
      return Self.tooManyProcesses
    }
    let use = files.use
    let isOver = process.meter.isOver(
      process: process.process,
      others: others.processes + [bystander].compactMap { $0 },
      lastTask: lastTask,
      sleeping: sleeping,
      files: use.bytes
    )
    if isOver { return .memoryLimit }
    return kernelLimit(files: use.files)
  }

  /// The processes that run beside a step's own and are none of the lesson's states, and how many threads they have.
  func others(than process: pid_t) -> (processes: [pid_t], tasks: Int) {
    var found = [pid_t](repeating: 0, count: Int(HOST_PROCESS_LIMIT))
    var tasks = 0
    let left = kept + [process]
    let count = host_descendants(getpid(), left, left.count, &found, &tasks)
    return (Array(found.prefix(count)), tasks)
  }

  /// What takes memory of the system itself, where the lesson has a system of its own.
  private func kernelLimit(files: UInt64) -> StepEnd.Cause? {
    guard host_is_alone() else { return nil }
    if files > UInt64(FolderError.entriesLimit) {
      return .load(message: FolderError.tooMany.description)
    }
    // A socket holds up to half a mebibyte that no process's account shows.
    guard host_socket_count() > sockets + 128 else { return nil }
    return .load(message: "socket limit: the block has more than 128 sockets open; close some")
  }
}
