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
  /// When the step was asked for, and when its process was there: what a fork takes is not the step's time.
  let asked = Clock.now
  private(set) var started: Double
  /// The memory of the keeper, and of all states that sleep.
  let sleeping: [SleepingMemory]
  /// The processes that hold the lesson's states.
  let family: Family
  /// The process that holds the state after the last that sleeps, if it is not the step's own.
  let bystander: pid_t?
  var lookout: Lookout?
  private let events: EventWriter
  let files: LessonFiles
  let report: UnsafeMutablePointer<host_crash_report>
  let loaded: [LoadedObject]
  let sockets = host_socket_count()
  private(set) var account: StepAccount
  private var assembler = WireAssembler()
  private var cause: StepEnd.Cause?
  private(set) var line = 0
  private(set) var ended: Double?
  private(set) var processorSeconds = 0.0
  private(set) var threadsLeft = 0
  private(set) var processesLeft = 0
  private(set) var changedSignals = false
  /// The signals that the state before the step caught and ignored; nil if that is not known.
  private let signalsBefore: Signals?

  private static let tick = 0.02
  /// Pieces read in one go, so that a block that never stops talking does not keep the clock waiting.
  private static let piecesInOneGo = 32

  /// - Parameters:
  ///   - isRepeated: whether the step ran before, so that nothing of it is told again.
  ///   - sleeping: the keeper, and the processes that hold other states and sleep.
  ///   - family: the processes that hold the lesson's states.
  ///   - bystander: the one of them that does not sleep and is not the step's own.
  ///   - loaded: the objects that the process has loaded before the step's.
  ///   - before: the process that holds the state before the step.
  init(
    step: HostStep,
    isRepeated: Bool,
    limits: LessonLimits,
    sleeping: [SleepingMemory],
    family: Family,
    bystander: pid_t?,
    files: LessonFiles,
    events: EventWriter,
    report: UnsafeMutablePointer<host_crash_report>,
    loaded: [LoadedObject],
    before: pid_t?
  ) {
    self.step = step
    started = asked
    deadline = asked + step.timeLimit
    self.limits = limits
    self.sleeping = sleeping
    self.family = family
    self.bystander = bystander
    self.files = files
    self.events = events
    self.report = report
    self.loaded = loaded
    signalsBefore = before.flatMap(Signals.init(of:))
    account = StepAccount(
      step: step.number,
      limit: limits.output,
      events: isRepeated ? nil : events
    )
  }

  /// When the step's time is up, as far as is known: waiting for a processor adds to it.
  private(set) var deadline: Double

  /// The objects that the process has loaded after the step.
  var loadedAfter: [LoadedObject] {
    let report = report.pointee
    return loaded + [LoadedObject(path: step.object, base: report.base, end: report.end)]
  }

  /// Watches until the step has come to an end.
  mutating func run(_ process: inout BlockProcess, commands: inout CommandReader) -> Outcome {
    started = Clock.now
    deadline = started + step.timeLimit
    let outcome = watch(&process, commands: &commands)
    ended = Clock.now
    if case .ended(let cause) = outcome {
      if cause == .timeLimit { process.askWhere(besides: family) }
      process.kill(besides: family)
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
        noteWhatIsLeft(&process)
        return .returned(threads: threadsLeft)
      }
      if let cause { return .ended(cause) }
      if let status = process.status() { return .ended(Self.cause(of: status)) }
      if Clock.now >= deadline {
        let time = StepTime(
          of: process.process,
          others: sight(beside: &process).others,
          limit: step.timeLimit,
          patience: step.patience - (started - asked)
        )
        guard let more = time.left(after: Clock.now - started) else { return .ended(.timeLimit) }
        deadline = Clock.now + min(more, time.untilUsed)
      }
      if Clock.now >= nextLook {
        account.flush()
        if let limit = limitMet(by: &process) { return .ended(limit) }
        nextLook = Clock.now + Self.tick
      }
    }
  }

  /// Looks for what outlives the step beside its own thread.
  private mutating func noteWhatIsLeft(_ process: inout BlockProcess) {
    processesLeft = sight(beside: &process).others.count
    if let signalsBefore, let now = Signals(of: process.process) {
      changedSignals = now.differ(from: signalsBefore)
    }
  }

  private mutating func wait(_ process: BlockProcess, commands: CommandReader, until moment: Double)
  {
    var descriptors =
      [process.output, process.channel, commands.descriptor]
      .map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) } + [events.source].compactMap { $0 }
    let soon = account.isHolding ? min(moment, Clock.now + 0.005) : moment
    let milliseconds = max(1, min(20, (soon - Clock.now) * 1000))
    let found = poll(&descriptors, nfds_t(descriptors.count), Int32(milliseconds))
    events.flush()
    if found == 0 { account.flush() }
    if descriptors.contains(where: {
      $0.revents & Int16(POLLHUP) != 0 && $0.revents & Int16(POLLIN) == 0
    }) {
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
    case .returned(let threads, let seconds, let seal):
      // Whoever knows no seal is not the host's side of the step.
      guard seal == step.seal else {
        cause = .load(message: "the block wrote into the channel of its host")
        return false
      }
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
}

/// The signals for which a process has functions of its own, and those that it ignores.
private struct Signals {
  private var caught: UInt64 = 0
  private var ignored: UInt64 = 0

  init?(of process: pid_t) {
    guard host_signals(process, &caught, &ignored) else { return nil }
  }

  /// Whether somebody else than the host has changed them since.
  func differ(from before: Signals) -> Bool {
    // The C library begins to catch its own with the first thread, whatever whoever started the host did to them.
    let library = host_library_signals()
    let usual = before.caught | host_crash_signals() | library
    return (ignored ^ before.ignored) & ~library != 0 || caught & ~usual != 0
  }
}
