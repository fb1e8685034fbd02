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
  /// The limit that the lesson exceeds now, if there is one.
  func limitMet(by process: inout BlockProcess) -> StepEnd.Cause? {
    var found = [pid_t](repeating: 0, count: Int(HOST_PROCESS_LIMIT))
    var tasks = 0
    let kept = sleeping + [process.process]
    host_reap(kept, kept.count)
    var count = host_descendants(getpid(), kept, kept.count, &found, &tasks)
    var others = Array(found[..<count])
    var below = 0
    count = host_descendants(process.process, nil, 0, &found, &below)
    others += found[..<count]
    let threads = Int(host_thread_count(process.process))
    guard sleeping.count + threads + tasks + below <= limits.processes else {
      return .load(message: "process limit: the block started too many processes or threads")
    }
    let use = files.use
    let sleepers = [getpid()] + sleeping
    let isOver = process.meter.isOver(
      process: process.process,
      others: others,
      sleeping: sleepers,
      files: use.bytes
    )
    if isOver { return .memoryLimit }
    return kernelLimit(files: use.files)
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
