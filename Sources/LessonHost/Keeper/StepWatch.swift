import CHostSupport
import HostProtocol

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// Watches the process that runs a step: reads what it says, keeps the time and the memory.
struct StepWatch {
  /// How a step came to its end.
  enum Outcome {
    /// The block returned, with so many threads beside its own.
    case returned(threads: Int)
    case ended(StepEnd.Cause)
    /// A command came that makes the step pointless.
    case cancelled
  }

  let step: HostStep
  let limits: LessonLimits
  let started = Clock.now
  private let sleeping: [pid_t]
  private let files: LessonFiles
  private let report: UnsafeMutablePointer<host_crash_report>
  private let loaded: [LoadedObject]
  private let sockets = host_socket_count()
  private var account: StepAccount
  private var assembler = WireAssembler(messageLimit: RecordChannel.limit + 65_536)
  private var cause: StepEnd.Cause?
  private var line = 0
  private var ended: Double?
  private var processorSeconds = 0.0
  private var threadsLeft = 0

  private static let tick = 0.02
  /// Pieces read in one go, so that a block that never stops talking does not keep the clock waiting.
  private static let piecesInOneGo = 32

  /// - Parameters:
  ///   - isRepeated: whether the step ran before, so that nothing of it is told again.
  ///   - sleeping: the processes that hold earlier states.
  ///   - loaded: the objects that the process has loaded before the step's.
  init(
    step: HostStep,
    isRepeated: Bool,
    limits: LessonLimits,
    sleeping: [pid_t],
    files: LessonFiles,
    events: EventWriter,
    report: UnsafeMutablePointer<host_crash_report>,
    loaded: [LoadedObject]
  ) {
    self.step = step
    self.limits = limits
    self.sleeping = sleeping
    self.files = files
    self.report = report
    self.loaded = loaded
    account = StepAccount(step: step.number, limit: limits.output, events: isRepeated ? nil : events)
  }

  var deadline: Double { started + step.timeLimit }

  /// The objects that the process has loaded after the step.
  var loadedAfter: [LoadedObject] {
    let report = report.pointee
    return loaded + [LoadedObject(path: step.object, base: report.base, end: report.end)]
  }

  /// Watches until the step has come to an end.
  mutating func run(_ process: inout BlockProcess, commands: inout CommandReader) -> Outcome {
    let outcome = watch(&process, commands: &commands)
    ended = Clock.now
    if case .ended = outcome {
      process.kill()
      readOutput(process)
      _ = readRecords(process)
    }
    account.flush()
    if case .ended(let found) = outcome { return .ended(cause ?? found) }
    return outcome
  }

  private mutating func watch(
    _ process: inout BlockProcess,
    commands: inout CommandReader
  ) -> Outcome {
    var nextLook = started + Self.tick
    while true {
      wait(process, commands: commands, until: min(nextLook, deadline))
      if commands.isWanted() { return .cancelled }
      readOutput(process)
      if readRecords(process) {
        threadsLeft = max(threadsLeft, Int(host_thread_count(process.process)) - 1)
        return .returned(threads: threadsLeft)
      }
      if let cause { return .ended(cause) }
      if let status = process.status() { return .ended(Self.cause(of: status)) }
      if Clock.now >= deadline { return .ended(.timeLimit) }
      if Clock.now >= nextLook {
        account.flush()
        if let limit = limitMet(by: &process) { return .ended(limit) }
        nextLook = Clock.now + Self.tick
      }
    }
  }

  private mutating func wait(_ process: BlockProcess, commands: CommandReader, until moment: Double) {
    var descriptors = [process.output, process.channel, commands.descriptor]
      .map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
    let soon = account.isHolding ? min(moment, Clock.now + 0.005) : moment
    let milliseconds = max(1, min(20, (soon - Clock.now) * 1000))
    let found = poll(&descriptors, nfds_t(descriptors.count), Int32(milliseconds))
    if found == 0 { account.flush() }
    if descriptors.contains(where: { $0.revents & Int16(POLLHUP) != 0 && $0.revents & Int16(POLLIN) == 0 })
    {
      // The block closed its side; poll would return at once for ever.
      usleep(500)
    }
  }

  // MARK: - What the step says

  private mutating func readOutput(_ process: BlockProcess) {
    for _ in 0..<Self.piecesInOneGo {
      guard let bytes = Descriptors.readSome(from: process.output), !bytes.isEmpty else { return }
      account.print(bytes)
    }
  }

  /// Takes the records that have come.
  ///
  /// Returns whether one says that the step returned.
  private mutating func readRecords(_ process: BlockProcess) -> Bool {
    for _ in 0..<Self.piecesInOneGo {
      guard let bytes = Descriptors.readSome(from: process.channel), !bytes.isEmpty else { break }
      guard let messages = try? assembler.messages(adding: bytes) else {
        cause = .load(message: "the block wrote into the channel of its host")
        return false
      }
      for message in messages {
        guard let record = try? WireCoder.decode(BlockRecord.self, from: message) else { continue }
        readOutput(process)
        if take(record, size: message.count) { return true }
        process.answer(.goOn)
      }
    }
    return false
  }

  private mutating func take(_ record: BlockRecord, size: Int) -> Bool {
    switch record {
    case .returned(let threads, let seconds):
      threadsLeft = min(max(threads, 0), limits.processes)
      processorSeconds = seconds.isFinite ? min(max(seconds, 0), 1e9) : 0
      return true
    case .threw(let message, let line):
      cause = .threw(message: message)
      self.line = line
    case .loadFailed(let message):
      cause = .load(message: message)
    default:
      account.show(record, size: size)
    }
    return false
  }

  // MARK: - Limits

  private func limitMet(by process: inout BlockProcess) -> StepEnd.Cause? {
    var found = [pid_t](repeating: 0, count: Int(HOST_PROCESS_LIMIT))
    var tasks = 0
    let kept = sleeping + [process.process]
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
    guard host_socket_count() > sockets + 256 else { return nil }
    return .load(message: "socket limit: the block has more than 256 sockets open; close some")
  }

  // MARK: - The end

  /// Tells how the step ended.
  func tellEnd(_ cause: StepEnd.Cause) {
    // The block can write into the report at any time.
    let report = report.pointee
    account.tell(
      .ended(
        step: step.number,
        end: StepEnd(
          cause: cause,
          line: line > 0 ? line : Int(report.line),
          frames: frames(of: report),
          isStackOverflow: report.is_stack_overflow != 0,
          seconds: (ended ?? Clock.now) - started,
          processorSeconds: processorSeconds,
          threadsLeft: threadsLeft
        )
      )
    )
  }

  /// The places of the crash that lie in the lesson's objects, innermost first.
  private func frames(of report: host_crash_report) -> [CodeAddress] {
    let objects = loaded + [LoadedObject(path: step.object, base: report.base, end: report.end)]
    let count = Int(min(report.frame_count, 64))
    return withUnsafeBytes(of: report.frames) { bytes in
      bytes.bindMemory(to: UInt64.self).prefix(count).compactMap { address in
        objects.first { $0.base <= address && address < $0.end }
          .map { CodeAddress(object: $0.path, offset: address - $0.base) }
      }
    }
  }

  private static func cause(of status: Int32) -> StepEnd.Cause {
    let signal = status & 0x7f
    guard signal == 0 else { return .signal(signal) }
    let exit = (status >> 8) & 0xff
    return exit == RecordChannel.lostStatus
      ? .load(message: "the block closed the channel to the process that watches it") : .exit(exit)
  }
}
