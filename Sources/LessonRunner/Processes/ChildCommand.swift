import Foundation
import Subprocess
import Synchronization

#if canImport(System)
import System
#else
import SystemPackage
#endif

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// A program to run to its end, with a time limit on it and on everything that it starts.
struct ChildCommand: Sendable {
  var executable: String
  var arguments: [String]
  var environment: [String: String]?
  var timeLimit: Double

  init(
    executable: String,
    arguments: [String],
    environment: [String: String]? = nil,
    timeLimit: Double
  ) {
    self.executable = executable
    self.arguments = arguments
    self.environment = environment
    self.timeLimit = timeLimit
  }

  /// How a command ended.
  struct Answer: Sendable {
    /// Its exit status, or 128 plus the signal that ended it.
    var status: Int32
    /// Whether it ran past its time limit.
    var timedOut: Bool
    /// What it wrote to standard output, if that was asked for.
    var bytes: [UInt8] = []
    /// Whether it wrote more than was asked for, and was ended.
    var wasCut = false
    /// What it wrote, as text.
    var text: String { String(decoding: bytes, as: UTF8.self) }
    var succeeded: Bool { status == 0 && !timedOut && !wasCut }
  }

  /// Runs the command and gives what it wrote; one that writes more than the limit is ended.
  func output(limit: Int = 1 << 20) async throws -> Answer {
    let written = Mutex<(bytes: [UInt8], wasCut: Bool)>(([], false))
    var answer = try await started(output: .sequence) { execution in
      var bytes: [UInt8] = []
      for try await buffer in execution.standardOutput {
        buffer.withUnsafeBytes { bytes.append(contentsOf: $0.prefix(limit - bytes.count + 1)) }
        guard bytes.count > limit else { continue }
        kill(execution.processIdentifier.value, SIGTERM)
        break
      }
      let all = bytes
      written.withLock { $0 = (Array(all.prefix(limit)), all.count > limit) }
    }
    (answer.bytes, answer.wasCut) = written.withLock { $0 }
    return answer
  }

  /// Runs the command and drops what it writes.
  func run() async throws -> Answer {
    try await started(output: .discarded) { _ in }
  }

  private func started<Output: OutputProtocol>(
    output: Output,
    body: @Sendable (Execution<NoInput, Output, DiscardedOutput>) async throws -> Void
  ) async throws -> Answer where Output.OutputType == Void {
    let deadline = Deadline(seconds: timeLimit)
    defer { deadline.cancel() }
    var options = PlatformOptions()
    options.processGroupID = 0
    options.teardownSequence = [
      .gracefulShutDown(toProcessGroup: true, allowedDurationToNextStep: .seconds(2))
    ]
    let result = try await Subprocess.run(
      .path(FilePath(executable)),
      arguments: Arguments(arguments),
      environment: subprocessEnvironment,
      platformOptions: options,
      input: .none,
      output: output,
      error: .discarded
    ) { execution in
      deadline.start(ending: execution.processIdentifier.value)
      try await body(execution)
    }
    return switch result.terminationStatus {
    case .exited(let status): Answer(status: status, timedOut: deadline.passed)
    case .signaled(let signal): Answer(status: 128 + signal, timedOut: deadline.passed)
    }
  }

  var subprocessEnvironment: Environment {
    guard let environment else { return .inherit }
    return .custom(
      Dictionary(
        uniqueKeysWithValues: environment.map { (Environment.Key(rawValue: $0.key), $0.value) }
      ).compactMapKeys()
    )
  }
}

extension Dictionary where Key == Environment.Key?, Value == String {
  /// Leaves out names that cannot be those of environment variables.
  fileprivate func compactMapKeys() -> [Environment.Key: String] {
    reduce(into: [:]) { result, entry in
      if let key = entry.key { result[key] = entry.value }
    }
  }
}

/// Ends a process and its group when a time has passed.
///
/// The process is told first, so that a supervisor ends what has left the group.
final class Deadline: Sendable {
  private let seconds: Double
  private let state = Mutex<(passed: Bool, task: Task<Void, Never>?)>((false, nil))

  init(seconds: Double) {
    self.seconds = seconds
  }

  var passed: Bool { state.withLock { $0.passed } }

  func start(ending process: pid_t) {
    start(first: { kill(process, SIGTERM) }, then: { kill(-process, SIGKILL) })
  }

  /// Does something when the time has passed, and something else a second later.
  func start(first: @escaping @Sendable () -> Void, then: @escaping @Sendable () -> Void) {
    let task = Task { [seconds] in
      do { try await Task.sleep(for: .seconds(seconds)) } catch { return }
      self.state.withLock { $0.passed = true }
      first()
      do { try await Task.sleep(for: .seconds(1)) } catch { return }
      then()
    }
    state.withLock { $0.task = task }
  }

  func cancel() {
    state.withLock { $0.task?.cancel() }
  }
}
