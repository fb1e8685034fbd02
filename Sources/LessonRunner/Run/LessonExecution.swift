import Foundation
import HostProtocol
import LessonDocument

/// One run of a lesson from its start.
struct LessonExecution {
  let plan: ExecutionPlan
  let options: RunOptions
  private let compiler: BlockCompiler
  private let hostCommand: ChildCommand
  private let objects: String

  init(
    plan: ExecutionPlan,
    environment: RunnerEnvironment,
    options: RunOptions,
    data: String?
  ) throws {
    self.plan = plan
    self.options = options
    let sandbox = environment.sandbox
    let name = "lesson-\(UUID().uuidString)"
    let folder = try environment.work.makeFolder(name)
    for part in ["src", "objects"] {
      _ = try environment.work.makeFolder("\(name)/\(part)", owner: sandbox.owner)
    }
    compiler = BlockCompiler(
      toolchain: environment.toolchain,
      sandbox: sandbox,
      modules: environment.modules,
      moduleCache: environment.moduleCache,
      slots: environment.slots,
      objects: ObjectStore(
        folder: environment.cache.folder("objects"),
        reads: options.usesCache
      ),
      surroundings: environment.surroundings,
      folder: folder
    )
    let scratch = try environment.work.makeFolder("\(name)/scratch")
    if let data, !sandbox.isActive {
      try? FileManager.default.createSymbolicLink(
        atPath: "\(scratch)/data",
        withDestinationPath: data
      )
    }
    let view = sandbox.hostView(
      host: environment.host,
      objects: "\(folder)/objects",
      data: data,
      scratch: scratch
    )
    hostCommand = sandbox.command(
      for: sandbox.isActive ? "/unroll/lesson-host" : environment.host,
      arguments: [],
      sees: view,
      timeLimit: .infinity
    )
    objects = sandbox.isActive ? "/unroll/objects" : "\(folder)/objects"
  }

  /// The lesson's results from those of its steps.
  func results(of steps: [StepResult]) -> LessonResults { plan.results(of: steps) }

  /// Runs all steps.
  ///
  /// The first result is that of the expressions before them.
  func run(onEvent: @escaping (BlockEvent) async -> Void) async throws -> [StepResult] {
    let lesson = LessonCompiler(plan: plan, compiler: compiler)
    do {
      let steps = try await withTaskCancellationHandler {
        try await walk(lesson, onEvent: onEvent)
      } onCancel: {
        lesson.stop()
      }
      await finish(lesson)
      return steps
    } catch {
      await finish(lesson)
      throw error
    }
  }

  /// Waits until no compiler runs any more, and removes the lesson's files.
  private func finish(_ lesson: LessonCompiler) async {
    await lesson.cancel()
    try? FileManager.default.removeItem(atPath: compiler.folder)
  }

  private func walk(
    _ lesson: LessonCompiler,
    onEvent: @escaping (BlockEvent) async -> Void
  ) async throws -> [StepResult] {
    let limits = LessonLimits(
      seed: plan.lesson.frontMatter.seed,
      memory: options.memoryLimit,
      output: options.outputLimit,
      processes: plan.steps.count + 64
    )
    nonisolated(unsafe) let onEvent = onEvent
    return try await HostSession.with(
      hostCommand,
      limits: limits,
      complaints: "\(compiler.folder)/complaints.txt"
    ) { session in
      var walk = LessonWalk(
        plan: plan,
        options: options,
        compiler: lesson,
        session: session,
        objects: objects,
        symboliser: Symboliser(compiler: compiler),
        onEvent: onEvent
      )
      return try await walk.steps()
    }
  }
}
