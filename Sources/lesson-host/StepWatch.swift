import CHostSupport
import HostProtocol

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// The side of a step that watches the process which runs the block's code.
struct StepWatch {
  let step: HostStep
  /// Whether the step ran before, so that nothing of it is told again.
  let isRepeated: Bool
  let limits: LessonLimits
  let root: pid_t
  let events: EventWriter
  let report: UnsafeMutablePointer<host_crash_report>
  let loaded: [LoadedObject]
  let started: Double
  private(set) var loadedIfInPlace: [LoadedObject]?

  private var assembler = WireAssembler()
  private var printed = 0
  private var shown = 0
  private var saidLimit = false
  private var cause: StepEnd.Cause?
  private var threadsLeft = 0
  private var processorSeconds = 0.0
  private var line = 0

  init(
    step: HostStep,
    isRepeated: Bool,
    limits: LessonLimits,
    root: pid_t,
    events: EventWriter,
    report: UnsafeMutablePointer<host_crash_report>,
    loaded: [LoadedObject],
    started: Double
  ) {
    self.step = step
    self.isRepeated = isRepeated
    self.limits = limits
    self.root = root
    self.events = events
    self.report = report
    self.loaded = loaded
    self.started = started
  }

  /// Watches until the step has come to an end, and reports it.
  ///
  /// Returns without a report if a command comes that makes the step pointless; the command is then
  /// the next that `commands` gives.
  mutating func run(_ child: inout ChildProcess, commands: inout CommandReader) {
    var nextLook = started + 0.02
    while true {
      wait(child, commands: commands, until: min(nextLook, started + step.timeLimit))
      if cancelled(by: &commands) { return child.end() }
      readOutput(child)
      if readRecords(child) { return succeed(&child) }
      if let status = child.status() { return fail(&child, cause: cause ?? Self.cause(of: status)) }
      let now = Clock.now
      if now >= started + step.timeLimit { return stop(&child, cause: .timeLimit) }
      if now >= nextLook {
        if memoryIsExceeded { return stop(&child, cause: .memoryLimit) }
        nextLook = now + 0.02
      }
    }
  }

  private func tell(_ event: HostEvent) {
    if !isRepeated { events.send(event) }
  }

  private func wait(_ child: ChildProcess, commands: CommandReader, until moment: Double) {
    var descriptors = [child.pipes.output.read, child.pipes.records.watch, commands.descriptor]
      .map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
    let milliseconds = max(1, min(20, (moment - Clock.now) * 1000))
    poll(&descriptors, nfds_t(descriptors.count), Int32(milliseconds))
    if descriptors[0].revents & Int16(POLLHUP) != 0, descriptors[0].revents & Int16(POLLIN) == 0 {
      // The block closed its output; poll would return at once for ever.
      usleep(500)
    }
  }

  /// Whether the runner is gone (then so are we) or wants something else.
  private func cancelled(by commands: inout CommandReader) -> Bool {
    if commands.hasCommand { return true }
    var descriptor = pollfd(fd: commands.descriptor, events: Int16(POLLIN), revents: 0)
    guard poll(&descriptor, 1, 0) > 0 else { return false }
    guard commands.receive() else { Checkpoint.leave() }
    return commands.hasCommand
  }

  private mutating func readOutput(_ child: ChildProcess) {
    while let bytes = Descriptors.readSome(from: child.pipes.output.read), !bytes.isEmpty {
      let room = max(0, limits.output - printed)
      let kept = bytes.count <= room ? bytes : Array(bytes.prefix(room))
      printed += bytes.count
      if !kept.isEmpty { tell(.printed(step: step.number, bytes: kept)) }
      if printed > limits.output { sayLimit() }
      if printed > limits.output, Clock.now >= started + step.timeLimit { return }
    }
  }

  private mutating func sayLimit() {
    if !saidLimit { tell(.outputLimit(step: step.number)) }
    saidLimit = true
  }

  /// Takes the records that have come.
  ///
  /// Returns whether one says that the step returned.
  private mutating func readRecords(_ child: ChildProcess) -> Bool {
    while let bytes = Descriptors.readSome(from: child.pipes.records.watch), !bytes.isEmpty {
      guard let messages = try? assembler.messages(adding: bytes) else {
        cause = .load(message: "the block wrote into the channel of its host")
        kill(child.process, SIGKILL)
        return false
      }
      for message in messages {
        guard let record = try? WireCoder.decode(BlockRecord.self, from: message) else { continue }
        readOutput(child)
        if take(record, size: message.count) { return true }
        _ = Descriptors.writeAll([1], to: child.pipes.records.watch)
      }
    }
    return false
  }

  private mutating func take(_ record: BlockRecord, size: Int) -> Bool {
    switch record {
    case .returned(let threads, let seconds):
      threadsLeft = threads
      processorSeconds = seconds
      return true
    case .threw(let message, let line):
      cause = .threw(message: message)
      self.line = line
    case .loadFailed(let message):
      cause = .load(message: message)
    case .value:
      printed += size
      if printed > limits.output {
        sayLimit()
      } else {
        tell(.shown(step: step.number, record: record))
      }
    default:
      shown += size
      let isTooMuch = shown > RecordChannel.limit
      tell(.shown(step: step.number, record: isTooMuch ? .tooLarge(bytes: size) : record))
    }
    return false
  }

  private mutating func succeed(_ child: inout ChildProcess) {
    child.runsInPlace = threadsLeft > 0
    loadedIfInPlace =
      threadsLeft > 0
      ? loaded + [
        LoadedObject(path: step.object, base: report.pointee.base, end: report.pointee.end)
      ]
      : nil
    end(.returned)
    _ = Descriptors.writeAll([1], to: child.pipes.records.watch)
  }

  private mutating func stop(_ child: inout ChildProcess, cause: StepEnd.Cause) {
    if cause == .timeLimit { askWhere(child) }
    kill(child.process, SIGKILL)
    waitpid(child.process, nil, 0)
    child.isAlive = false
    fail(&child, cause: cause)
  }

  /// Lets a block that never ends say where it is; one that does not answer at once is not waited for.
  private func askWhere(_ child: ChildProcess) {
    kill(child.process, SIGQUIT)
    let patience = Clock.now + 0.2
    var information = siginfo_t()
    // Its end is only looked at: it is waited for later.
    while Clock.now < patience, information.si_signo == 0 {
      waitid(P_PID, id_t(child.process), &information, WEXITED | WNOHANG | WNOWAIT)
      usleep(2000)
    }
  }

  private mutating func fail(_ child: inout ChildProcess, cause: StepEnd.Cause) {
    readOutput(child)
    _ = readRecords(child)
    end(self.cause ?? cause)
  }

  private func end(_ cause: StepEnd.Cause) {
    let seconds = Clock.now - started
    tell(
      .ended(
        step: step.number,
        end: StepEnd(
          cause: cause,
          line: line > 0 ? line : Int(report.pointee.line),
          frames: frames,
          isStackOverflow: report.pointee.is_stack_overflow != 0,
          seconds: seconds,
          processorSeconds: processorSeconds,
          threadsLeft: threadsLeft
        )
      )
    )
  }

  /// The places of the crash that lie in the lesson's objects, innermost first.
  private var frames: [CodeAddress] {
    let current = LoadedObject(
      path: step.object,
      base: report.pointee.base,
      end: report.pointee.end
    )
    let objects = loaded + [current]
    let count = min(Int(report.pointee.frame_count), 64)
    return withUnsafeBytes(of: report.pointee.frames) { bytes in
      bytes.bindMemory(to: UInt64.self).prefix(count).compactMap { address in
        objects.first { $0.base <= address && address < $0.end }
          .map { CodeAddress(object: $0.path, offset: address - $0.base) }
      }
    }
  }

  private var memoryIsExceeded: Bool {
    let limit = UInt64(limits.memory)
    return host_descendants_memory(root, false) > limit
      && host_descendants_memory(root, true) > limit
  }

  private static func cause(of status: Int32) -> StepEnd.Cause {
    let signal = status & 0x7f
    guard signal == 0 else { return .signal(signal) }
    let exit = (status >> 8) & 0xff
    return exit == RecordChannel.lostStatus
      ? .load(message: "the block closed the channel to the process that watches it") : .exit(exit)
  }
}
