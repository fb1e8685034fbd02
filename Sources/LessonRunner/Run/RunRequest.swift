import LessonDocument

/// A lesson on its way into a run: what is to be done, and what the results depend on.
struct RunRequest: Sendable {
  var plan: ExecutionPlan
  var data: LessonData?
  var keys: ResultKeys
}

extension LessonRunner {
  /// - Throws: ``RunnerError``.
  func request(_ lesson: Lesson) throws -> RunRequest {
    let plan = try ExecutionPlanner(options).plan(lesson)
    let data = try environment.data(besides: lesson.file)
    let inputs = ResultInputs(plan: plan, options: options, environment: environment, data: data)
    let keys = ResultKeys(inputs, blocks: plan.steps.map(\.block.index))
    return RunRequest(plan: plan, data: data, keys: keys)
  }

  /// Where results of earlier runs are kept.
  var results: ResultStore {
    ResultStore(
      folder: environment.cache.folder("results"),
      reads: options.usesCache && options.usesKeptResults,
      remembers: options.lastLabel == nil && options.sweeps.isEmpty,
      keeper: environment.keeper
    )
  }
}
