public import ArgumentParser
import Foundation
public import LessonRunner

/// The options of every command that runs blocks.
struct RunFlags: ParsableArguments {
  @Option(help: "Whether blocks run in a sandbox: auto, require or off.")
  var sandbox: SandboxMode = .auto

  @Flag(name: .customLong("no-cache"), help: "Compile and run everything again.")
  var ignoresCache = false

  @Option(help: "How many compilers may run at once; as many as there are processors if not given.")
  var jobs: Int?

  func validate() throws {
    if let jobs, jobs < 1 { throw ValidationError("--jobs needs a number greater than 0") }
  }

  /// Gets the machine ready, and says on standard error if blocks run without a sandbox.
  func environment() async throws -> RunnerEnvironment {
    let environment = try await RunnerEnvironment.prepare(
      executable: Program.path,
      sandbox: sandbox,
      jobs: jobs
    )
    if let absence = environment.sandbox.absence, sandbox == .auto {
      Note.warn("blocks run without a sandbox: \(absence); run only lessons that you trust")
    }
    return environment
  }

  /// The options of a run.
  func options(through label: String? = nil) -> RunOptions {
    var options = RunOptions()
    options.usesCache = !ignoresCache
    options.lastLabel = label
    return options
  }
}

extension SandboxMode: ExpressibleByArgument {}

/// Sentences on standard error.
enum Note {
  static func warn(_ sentence: String) {
    say("warning: \(sentence)")
  }

  static func say(_ sentence: String) {
    FileHandle.standardError.write(Data((sentence + "\n").utf8))
  }
}
