import Foundation
import HostProtocol
import Subprocess

#if canImport(System)
import System
#else
import SystemPackage
#endif

/// A running host, for the length of one lesson.
final class HostSession {
  private typealias Running = Execution<CustomWriteInput, SequenceOutput, FileDescriptorOutput>

  private let execution: Running
  private var buffers: SubprocessOutputSequence.AsyncIterator
  private var assembler = WireAssembler()
  private var events: ArraySlice<HostEvent> = []
  private var commandNumber: UInt32 = 0

  private init(_ execution: Running) {
    self.execution = execution
    buffers = execution.standardOutput.makeAsyncIterator()
  }

  /// Starts a host, does something with it, and ends it.
  ///
  /// - Parameter complaints: a file for what keeps the host from starting.
  static func with<Value: Sendable>(
    _ command: ChildCommand,
    limits: LessonLimits,
    complaints: String,
    body: (HostSession) async throws -> Value
  ) async throws -> Value {
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
    let result = try await Subprocess.run(
      .path(FilePath(command.executable)),
      arguments: Arguments(command.arguments),
      environment: command.subprocessEnvironment,
      platformOptions: options,
      input: .inputWriter,
      output: .sequence,
      error: .fileDescriptor(errors, closeAfterSpawningProcess: true)
    ) { execution in
      let session = HostSession(execution)
      defer { session.kill() }
      guard case .ready? = try await session.next() else {
        let said = (try? String(contentsOfFile: complaints, encoding: .utf8)) ?? ""
        let line = said.split(separator: "\n").first.map { ": \($0)" } ?? ""
        throw RunnerError.host(reason: "does not start\(line)")
      }
      try await session.send(.begin(limits))
      return try await body(session)
    }
    return result.closureResult
  }

  /// Runs a step and hands on what it says, until it has ended.
  ///
  /// A host that is gone, or that stays silent long past the step's time limit, is an end too: a
  /// block may have broken it.
  func run(_ step: HostStep, onEvent: (HostEvent) async throws -> Void) async throws -> StepEnd {
    let watchdog = Deadline(seconds: step.timeLimit + 10)
    watchdog.start(ending: execution.processIdentifier.value)
    defer { watchdog.cancel() }
    do { try await send(.run(step)) } catch { return lost(step, watchdog) }
    while let event = try await next() {
      switch event {
      case .ended(step.number, let end): return end
      case .printed(step.number, _), .shown(step.number, _), .outputLimit(step.number):
        try await onEvent(event)
      default: break
      }
    }
    return lost(step, watchdog)
  }

  private func lost(_ step: HostStep, _ watchdog: Deadline) -> StepEnd {
    StepEnd(
      cause: watchdog.passed
        ? .timeLimit : .load(message: "the block ended the process that watches it")
    )
  }

  private func send(_ command: HostCommand) async throws {
    commandNumber &+= 1
    let message = try WireCoder.encode(command)
    for frame in WireFrames.frames(of: message, number: commandNumber) {
      _ = try await execution.standardInputWriter.write(frame)
    }
  }

  private func next() async throws -> HostEvent? {
    while events.isEmpty {
      guard let buffer = try await buffers.next() else { return nil }
      do {
        let bytes = buffer.withUnsafeBytes { Array($0) }
        events += try assembler.messages(adding: bytes).map {
          try WireCoder.decode(HostEvent.self, from: $0)
        }
      } catch {
        // Whoever writes nonsense on the host's channel is a block.
        kill()
        return nil
      }
    }
    return events.removeFirst()
  }

  private func kill() {
    // The supervisor ends the host and all its checkpoints.
    Foundation.kill(execution.processIdentifier.value, SIGTERM)
  }
}
