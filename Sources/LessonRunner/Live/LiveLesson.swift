public import LessonDocument

/// A lesson whose host stays, with the state after each of its blocks: an edited lesson goes on from the
/// first block that has changed.
///
/// What it gives is what a run from the start gives. One thing is done at a time; whoever asks waits for
/// the one before.
public actor LiveLesson {
  private let runner: LessonRunner
  private let turns = Turns()
  private var host: LiveHost?
  private var kept: [KeptStep] = []

  /// Makes a lesson that has not run yet.
  public init(runner: LessonRunner) {
    self.runner = runner
  }

  /// Gives a lesson's results, from the cache, from the blocks that still stand as they ran, or by
  /// running it from the first block that changed.
  ///
  /// - Parameter isAwaited: whether a person waits: then an unoptimised run is told first, where it
  ///   comes sooner, and the one that counts after it.
  /// - Parameter isVariant: whether it is the lesson with something else in a block's place, and so no news of
  ///   the lesson itself.
  /// - Parameter onEvent: what happens, as it happens.
  /// - Throws: ``RunnerError``; a block that fails is a result. `CancellationError`: the blocks that
  ///   have run stay.
  public func run(
    _ lesson: Lesson,
    isAwaited: Bool = false,
    isVariant: Bool = false,
    onEvent: @escaping @Sendable (BlockEvent) async -> Void = { _ in }
  ) async throws -> LessonResults {
    guard lesson.frontMatter.edition == .students else {
      return try await turns.take { try await self.results(lesson, isAwaited, isVariant, onEvent) }
    }
    let students = try await StudentsLesson(lesson, in: self)
    await students.tellWaiting(onEvent)
    let results = try await turns.take {
      try await self.results(students.runnable, isAwaited, isVariant, onEvent)
    }
    return students.results(results)
  }

  /// Runs what is needed for an edit of the lesson to go on from the block before it, in silence.
  public func prepare(_ lesson: Lesson) async throws {
    try await turns.take {
      _ = try await self.walk(try self.runner.request(lesson), isAwaited: false) { _ in }
    }
  }

  /// Ends the host; the lesson can be run again.
  public func close() async {
    try? await turns.take { await self.endHost() }
  }

  // MARK: - Running

  private func results(
    _ lesson: Lesson,
    _ isAwaited: Bool,
    _ isVariant: Bool,
    _ onEvent: @escaping @Sendable (BlockEvent) async -> Void
  ) async throws -> LessonResults {
    let request = try runner.request(lesson)
    await tellRecorded(request.plan, onEvent)
    var store = runner.results
    store.remembers = store.remembers && !isVariant
    if let known = store.results(for: request.plan, keys: request.keys) {
      return await ResultReplay(plan: request.plan, steps: known).results(onEvent: onEvent)
    }
    guard !runner.options.runsNothing else { throw NothingRuns() }
    let steps = try await walk(request, isAwaited: isAwaited, onEvent: onEvent)
    // What a cancelled run says of its blocks is not what they would have done.
    try Task.checkCancellation()
    let results = request.plan.results(of: steps)
    if results.isAsExpected || runner.environment.isWhole {
      store.keep(steps, for: request.plan, keys: request.keys)
    }
    return results
  }

  /// Tells the results of sweep blocks, which stand before anything runs.
  private func tellRecorded(
    _ plan: ExecutionPlan,
    _ onEvent: @Sendable (BlockEvent) async -> Void
  ) async {
    for block in plan.lesson.blocks where block.options.sweep {
      guard let result = plan.skipped[block.index] else { continue }
      await onEvent(.finished(index: block.index, result: result))
    }
  }

  /// All steps' results: those that stand, and those that had to be run.
  private func walk(
    _ request: RunRequest,
    isAwaited: Bool,
    onEvent: @escaping @Sendable (BlockEvent) async -> Void
  ) async throws -> [StepResult] {
    var standing = standing(request)
    if standing.isEmpty || host?.isWhole(for: request.plan) != true {
      await endHost()
      standing = []
    }
    let host = try await started(request)
    kept.removeLast(kept.count - standing.count)
    let continuation = LessonContinuation(
      plan: request.plan,
      keys: request.keys,
      options: runner.options,
      host: host,
      kept: kept,
      standing: standing,
      onEvent: onEvent
    )
    do {
      let steps = try await continuation.run(isAwaited: isAwaited) { await self.keep($0) }
      clear(host)
      return steps
    } catch {
      clear(host)
      throw error
    }
  }

  /// Removes what compiling has left in the host's folder, but for the objects of steps that stand.
  private func clear(_ host: LiveHost) {
    host.folder.clear(keeping: Set(kept.compactMap(\.compiled?.object)))
  }

  private func started(_ request: RunRequest) async throws -> LiveHost {
    if let host { return host }
    let host = try await LiveHost.start(runner, request.plan, request.data)
    self.host = host
    return host
  }

  private func keep(_ step: KeptStep) {
    kept.append(step)
  }

  /// The first steps that still stand as they ran.
  private func standing(_ request: RunRequest) -> [StandingStep] {
    var standing: [StandingStep] = []
    for (number, step) in kept.enumerated() {
      guard number < request.keys.states.count, step.state == request.keys.states[number],
        let step = step.standing(in: request.plan, number: number)
      else { break }
      standing.append(step)
    }
    return standing
  }

  private func endHost() async {
    kept = []
    let host = host
    self.host = nil
    await host?.end()
  }
}

/// A lesson would have to run, and nothing may.
struct NothingRuns: Error {}
