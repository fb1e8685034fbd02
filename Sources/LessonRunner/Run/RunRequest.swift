import LessonDocument

/// A lesson to run, with all that its results depend on.
struct RunRequest: Sendable {
  var plan: ExecutionPlan
  var data: LessonData?
  var inputs: RunInputs
  var keys: ResultKeys
}

extension LessonRunner {
  /// What has to be done to run a lesson.
  ///
  /// - Throws: ``RunnerError``.
  func request(_ lesson: Lesson) throws -> RunRequest {
    let plan = try ExecutionPlanner(options).plan(lesson)
    let data = try environment.data(besides: lesson.file)
    let inputs = RunInputs(
      plan: plan,
      options: options,
      surroundings: environment.inputs,
      data: data
    )
    return RunRequest(plan: plan, data: data, inputs: inputs, keys: ResultKeys(inputs))
  }

  /// Where results are kept.
  var store: ResultStore {
    ResultStore(
      folder: environment.cache.folder("results"),
      reads: options.usesCache && options.usesKeptResults
    )
  }
}
