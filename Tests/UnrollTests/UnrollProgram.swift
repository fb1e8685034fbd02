import Foundation
import TestSupport
import Testing

/// The real program, as a shell would start it.
struct UnrollProgram {
  /// What a run wrote and how it ended.
  struct Outcome {
    var status: Int32
    var output: String
    var errors: String
    /// Whether a signal ended it; `status` is the signal then.
    var wasSignalled = false
    /// What was written of errors, without the lines of a grading that takes long.
    var complaints: String {
      errors.split(separator: "\n", omittingEmptySubsequences: false)
        .filter { !$0.hasPrefix("grading: ") }.joined(separator: "\n")
    }
  }

  /// The program that was built beside the tests.
  static let path: String = {
    var folder = URL(fileURLWithPath: CommandLine.arguments[0]).resolvingSymlinksInPath()
    while folder.path != "/" {
      folder.deleteLastPathComponent()
      let program = folder.appendingPathComponent("unroll").path
      if FileManager.default.isExecutableFile(atPath: program) { return program }
    }
    return "unroll"
  }()

  /// What earlier tests of this process compiled; removed when the process ends.
  private static let cache: String = {
    atexit { try? FileManager.default.removeItem(at: sharedCache()) }
    return sharedCache().path
  }()

  private static func sharedCache() -> URL {
    FileManager.default.temporaryDirectory.appendingPathComponent("unroll-tests-\(getpid())")
  }

  /// The environment of a run, without what a person's own says of colours and widths.
  static func environment(_ changes: [String: String?] = [:]) -> [String: String] {
    var environment = ProcessInfo.processInfo.environment
    for name in ["NO_COLOR", "COLUMNS", "XDG_CACHE_HOME"] { environment[name] = nil }
    environment["UNROLL_CACHE"] = cache
    environment["TERM"] = "xterm-256color"
    for (name, value) in changes { environment[name] = value }
    return environment
  }

  /// Starts the program, its three streams where they are told.
  static func start(
    _ arguments: [String],
    in folder: URL,
    environment changes: [String: String?] = [:],
    input: FileHandle = .nullDevice,
    output: FileHandle,
    errors: FileHandle,
    program: String = path
  ) throws -> Process {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: program)
    process.arguments = arguments
    process.currentDirectoryURL = folder
    process.environment = environment(changes)
    process.standardInput = input
    process.standardOutput = output
    process.standardError = errors
    try process.run()
    return process
  }

  /// Runs the program to its end.
  static func run(
    _ arguments: [String],
    in folder: URL,
    environment changes: [String: String?] = [:],
    program: String = path
  ) async throws -> Outcome {
    let streams = try TemporaryFolder()
    let files = try ["output", "errors"].map { try streams.file($0, "") }
    let handles = try files.map { try FileHandle(forWritingTo: $0) }
    let process = try start(
      arguments,
      in: folder,
      environment: changes,
      output: handles[0],
      errors: handles[1],
      program: program
    )
    try await end(of: process)
    for handle in handles { try handle.close() }
    return Outcome(
      status: process.terminationStatus,
      output: try String(contentsOf: files[0], encoding: .utf8),
      errors: try String(contentsOf: files[1], encoding: .utf8),
      wasSignalled: process.terminationReason == .uncaughtSignal
    )
  }

  /// A program that goes on, or that left others behind which go on.
  private struct Unended: Error, CustomStringConvertible {
    let description = "the program did not end within \(Patience.limit)"
  }

  /// Waits for a process that must not hang.
  static func end(of process: Process) async throws {
    guard try await !Patience.waits(until: { !process.isRunning }) else { return }
    kill(process.processIdentifier, SIGKILL)
    // Not waited for: where another process holds its descriptors its end is never told.
    throw Unended()
  }
}
