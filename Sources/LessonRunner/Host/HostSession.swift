import Foundation
import HostProtocol
import Subprocess
import Synchronization

#if canImport(System)
import System
#else
import SystemPackage
#endif

/// A running host: it obeys until it is ended, whoever asks it.
final class HostSession: Sendable {
  private let process: HostProcess
  private let commands: AsyncStream<[UInt8]>.Continuation
  private let events: HostEvents
  /// The life of the host's process; at its end it tells how that was.
  private let task: Task<TerminationStatus, any Error>
  private let complaints: String
  private let outputLimit: Int
  private let state = Mutex(State())

  private struct State {
    var commandNumber: UInt32 = 0
    var stepNumber = 0
    var isWhole = true
  }

  /// Whether the host is as it was left; a block may have broken it.
  var isWhole: Bool { state.withLock { $0.isWhole } }

  private init(
    process: HostProcess,
    commands: AsyncStream<[UInt8]>.Continuation,
    events: HostEvents,
    task: Task<TerminationStatus, any Error>,
    complaints: String,
    outputLimit: Int
  ) {
    self.outputLimit = outputLimit
    self.complaints = complaints
    self.process = process
    self.commands = commands
    self.events = events
    self.task = task
  }

  /// Starts a host; whoever starts one ends it.
  ///
  /// - Parameter complaints: a file for what keeps the host from starting.
  static func start(
    _ command: ChildCommand,
    limits: LessonLimits,
    complaints: String
  ) async throws -> HostSession {
    let (frames, commands) = AsyncStream<[UInt8]>.makeStream()
    let (processes, started) = AsyncStream<HostProcess>.makeStream()
    let events = HostEvents()
    let task = Task {
      defer {
        events.close()
        started.finish()
      }
      return try await live(command, complaints: complaints, events: events, frames: frames) {
        started.yield($0)
      }
    }
    var process = processes.makeAsyncIterator()
    guard let number = await process.next() else {
      // Nobody waits for it any more, or it did not start.
      if Task.isCancelled { task.cancel() }
      _ = try await task.value
      try Task.checkCancellation()
      throw RunnerError.host(reason: "does not start")
    }
    let session = HostSession(
      process: number,
      commands: commands,
      events: events,
      task: task,
      complaints: complaints,
      outputLimit: limits.output
    )
    do {
      guard case .ready? = try await events.next() else {
        let said = firstComplaint(in: complaints).map { ": \($0)" } ?? ""
        throw RunnerError.host(reason: "does not start\(said)")
      }
      try session.send(.begin(limits))
    } catch {
      await session.end()
      throw error
    }
    return session
  }

  /// The first line of what the host, or who starts it, has complained of.
  private static func firstComplaint(in file: String) -> String? {
    let said = (try? String(contentsOfFile: file, encoding: .utf8)) ?? ""
    return said.split(separator: "\n").first.map(String.init)
  }

  /// The life of the host's process.
  private static func live(
    _ command: ChildCommand,
    complaints: String,
    events: HostEvents,
    frames: AsyncStream<[UInt8]>,
    began: @escaping @Sendable (HostProcess) -> Void
  ) async throws -> TerminationStatus {
    var options = PlatformOptions()
    options.processGroupID = 0
    options.teardownSequence = [
      .gracefulShutDown(toProcessGroup: true, allowedDurationToNextStep: .seconds(2))
    ]
    let errors = try FileDescriptor.open(
      FilePath(complaints),
      .writeOnly,
      options: [.create, .truncate],
      permissions: .ownerReadWrite
    )
    let outcome = try await Subprocess.run(
      .path(FilePath(command.executable)),
      arguments: Arguments(command.arguments),
      environment: command.subprocessEnvironment,
      platformOptions: options,
      input: .inputWriter,
      output: .sequence,
      error: .fileDescriptor(errors, closeAfterSpawningProcess: true)
    ) { execution in
      let process = HostProcess(execution.processIdentifier.value)
      defer {
        // The supervisor ends the host and all its processes; it is waited for only after this.
        process.signal(SIGTERM)
        process.isOver()
      }
      let writer = execution.standardInputWriter
      let writing = Task { for await frame in frames { _ = try await writer.write(frame) } }
      began(process)
      var failure: (any Error)?
      do { try await read(execution.standardOutput, into: events) } catch { failure = error }
      // Who still writes when the descriptor is closed takes another host's, which has got its number, for its own.
      writing.cancel()
      _ = await writing.result
      if let failure { throw failure }
    }
    return outcome.terminationStatus
  }

  /// Hands on what the host says, until it says no more, or something that no host does.
  private static func read(
    _ output: SubprocessOutputSequence,
    into events: HostEvents
  ) async throws {
    var assembler = WireAssembler()
    for try await buffer in output {
      let bytes = buffer.withUnsafeBytes { Array($0) }
      // Whoever writes nonsense on the host's channel is a block.
      guard let messages = try? assembler.messages(adding: bytes) else { return }
      for message in messages {
        guard let event = try? WireCoder.decode(HostEvent.self, from: message) else { return }
        await events.add(event)
      }
    }
  }

  /// A number that no step of this host has had.
  func nextStepNumber() -> Int {
    state.withLock { state in
      state.stepNumber += 1
      return state.stepNumber
    }
  }

  /// Runs a step and hands on what it says, until it has ended.
  ///
  /// A host that is gone, or that stays silent long past the step's time limit, is an end too: a
  /// block may have broken it.
  ///
  /// - Throws: `CancellationError`; the step is then given up.
  func run(_ step: HostStep, onEvent: (HostEvent) async throws -> Void) async throws -> StepEnd {
    let watchdog = Deadline(seconds: step.patience + 20)
    let process = process
    watchdog.start(
      first: { process.signal(SIGTERM) },
      then: { process.signalGroup(SIGKILL) }
    )
    defer { watchdog.cancel() }
    do { try send(.run(step)) } catch { return await lost(watchdog) }
    var gate = EventGate(step: step.number, outputLimit: outputLimit)
    do {
      while let event = try await events.next() {
        switch gate.admit(event) {
        case .dropped: continue
        case .flooded:
          breakOff()
          process.signal(SIGTERM)
          return StepEnd(cause: .load(message: "the block wrote into the channel of its host"))
        case .taken(.ended(_, let end)):
          if case .load = end.cause { breakOff() }
          return end
        case .taken(let event): try await onEvent(event)
        }
      }
    } catch let error as CancellationError {
      try? send(.stop)
      throw error
    }
    return await lost(watchdog)
  }

  /// Ends the host and all its processes.
  func end() async {
    breakOff()
    process.signal(SIGTERM)
    commands.finish()
    events.close()
    _ = await task.result
  }

  private func breakOff() { state.withLock { $0.isWhole = false } }

  private func lost(_ watchdog: Deadline) async -> StepEnd {
    breakOff()
    if watchdog.passed { return StepEnd(cause: .timeLimit) }
    process.signal(SIGTERM)
    let how: String
    switch await task.result {
    case .success(.exited(let status)): how = "exit status \(status)"
    case .success(.signaled(let signal)): how = "signal \(signal)"
    case .failure(let error): how = "\(error)"
    }
    let said = Self.firstComplaint(in: complaints).map { "; it said: \($0)" } ?? ""
    return StepEnd(
      cause: .load(
        message:
          "the process that watches the block has ended (\(how)\(said)): the block ended it, or something outside did, for want of memory perhaps"
      )
    )
  }

  private func send(_ command: HostCommand) throws {
    let message = try WireCoder.encode(command)
    // Frames of two messages must not mix.
    state.withLock { state in
      state.commandNumber &+= 1
      for frame in WireFrames.frames(of: message, number: state.commandNumber) {
        commands.yield(frame)
      }
    }
  }
}
