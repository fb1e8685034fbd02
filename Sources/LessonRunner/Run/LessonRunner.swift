import Foundation
public import LessonDocument

/// Runs lessons.
public struct LessonRunner: Sendable {
  /// What all lessons share.
  public let environment: RunnerEnvironment
  /// How they are run.
  public let options: RunOptions

  /// Makes a runner.
  public init(environment: RunnerEnvironment, options: RunOptions = RunOptions()) {
    self.environment = environment
    self.options = options
  }

  /// Runs a lesson, or takes its results from the cache if nothing that they depend on has changed.
  ///
  /// - Parameter onEvent: what happens, as it happens.
  /// - Throws: ``RunnerError``; a block that fails is a result.
  public func run(
    _ lesson: Lesson,
    onEvent: @escaping (BlockEvent) async -> Void = { _ in }
  ) async throws -> LessonResults {
    let plan = try ExecutionPlanner(options).plan(lesson)
    let data = try environment.data(besides: lesson.file)
    let keys = try ResultKeys(
      plan: plan,
      options: options,
      // Outside the sandbox a block sees more.
      surroundings: environment.surroundings + (environment.sandbox.isActive ? "" : " open"),
      data: data
    )
    let store = ResultStore(
      folder: environment.cache.folder("results"),
      reads: options.usesCache && options.usesResults
    )
    if let kept = store.results(for: plan, keys: keys) {
      return await ResultReplay(plan: plan, steps: kept).results(onEvent: onEvent)
    }
    let execution = try LessonExecution(
      plan: plan,
      environment: environment,
      options: options,
      data: data
    )
    let steps = try await execution.run(onEvent: onEvent)
    // What a cancelled run says of its blocks is not what they would have done.
    try Task.checkCancellation()
    store.keep(steps, for: plan, keys: keys)
    return execution.results(of: steps)
  }
}
