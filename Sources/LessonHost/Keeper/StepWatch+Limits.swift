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
  /// What a process is does not change.
  private static let isAlone = host_is_alone()

  static let tooManyProcesses = StepEnd.Cause.load(
    message: "process limit: the block started too many processes or threads"
  )

  /// The limit that the lesson exceeds now, if there is one.
  mutating func limitMet(by process: inout BlockProcess) -> StepEnd.Cause? {
    let sight = sight(beside: &process)
    guard sleeping.count - 1 + sight.tasks <= limits.processes else { return Self.tooManyProcesses }
    let use = files.use
    let isOver = process.meter.isOver(
      process: process.process,
      others: sight.others + [bystander].compactMap { $0 },
      sleeping: sleeping,
      files: use.bytes
    )
    if isOver { return .memoryLimit }
    return kernelLimit(files: use.files)
  }

  /// Who runs beside a step's own process.
  mutating func sight(beside process: inout BlockProcess) -> Lookout.Sight {
    var known =
      lookout
      ?? Lookout(
        family: family.with(process.process),
        running: [bystander].compactMap { $0 } + [process.process]
      )
    let sight = known.look(&process.newTasks)
    if sight.isNew { process.meter.touch() }
    lookout = known
    return sight
  }

  /// What takes memory of the system itself, where the lesson has a system of its own.
  private func kernelLimit(files: UInt64) -> StepEnd.Cause? {
    guard Self.isAlone else { return nil }
    if files > UInt64(FolderError.entriesLimit) {
      return .load(message: FolderError.tooMany.description)
    }
    // A socket holds up to half a mebibyte that no process's account shows.
    guard host_socket_count() > sockets + 128 else { return nil }
    return .load(message: "socket limit: the block has more than 128 sockets open; close some")
  }
}
