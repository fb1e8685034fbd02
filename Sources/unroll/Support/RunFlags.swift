public import ArgumentParser
public import LessonRunner

/// The options of every command that runs blocks.
struct RunFlags: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Run blocks in a sandbox if it starts, or not at all without it, or never in one.",
      valueName: "auto|require|off"
    )
  )
  var sandbox: SandboxMode = .auto

  @Flag(name: .customLong("no-cache"), help: "Compile and run everything again.")
  var ignoresCache = false

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "How many compilers and lessons run at once (default: one a processor).",
      valueName: "number"
    )
  )
  var jobs: Int?

  func validate() throws {
    if let jobs, jobs < 1 {
      throw ValidationError("'--jobs' needs a number greater than 0, not \(jobs).")
    }
  }

  /// Gets the machine ready, and says on standard error if blocks run without a sandbox.
  func environment() async throws -> RunnerEnvironment {
    let environment = try await RunnerEnvironment.prepare(
      executable: Program.path,
      sandbox: sandbox,
      jobs: jobs
    )
    if let warning = warning(environment) { Note.warn(warning) }
    return environment
  }

  /// What is to be said of running without a sandbox that nobody has turned off.
  func warning(_ environment: RunnerEnvironment) -> String? {
    guard sandbox == .auto else { return nil }
    let sandbox = environment.sandbox
    return sandbox.absence.map { reason in
      sandbox.hasLandlock
        ? """
        blocks run behind Landlock's weaker walls, since there is no sandbox: \(reason); \
        `unroll doctor` says how to get it
        """
        : "blocks run without a sandbox: \(reason); run only lessons that you trust"
    }
  }

  /// The options of a run.
  ///
  /// - Parameters:
  ///   - takesAnswers: whether a lesson without solutions runs with the answers in `Work`.
  ///   - explores: whether blocks run for all values of the numbers that a reader may move, too.
  func options(
    through label: String? = nil,
    takesAnswers: Bool = true,
    explores: Bool = false
  ) -> RunOptions {
    var options = RunOptions()
    options.takesAnswers = takesAnswers
    options.explores = explores
    options.usesCache = !ignoresCache
    options.lastLabel = label
    return options
  }
}

extension SandboxMode: ExpressibleByArgument {}
