public import LessonDocument

/// A lesson whose host stays, with the state after each of its blocks: an edited lesson goes on from the
/// first block that has changed.
///
/// What it gives is what a run from the start gives. One thing is done at a time; whoever asks waits for
/// the one before.
public actor LiveLesson {
  let runner: LessonRunner
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
  /// - Parameter onEvent: what happens, as it happens.
  /// - Throws: ``RunnerError``; a block that fails is a result. `CancellationError`: the blocks that
  ///   have run stay.
  public func run(
    _ lesson: Lesson,
    isAwaited: Bool = false,
    onEvent: @escaping @Sendable (BlockEvent) async -> Void = { _ in }
  ) async throws -> LessonResults {
    let plan = try await plan(lesson)
    return plan.results(of: try await steps(of: plan, isAwaited: isAwaited, onEvent: onEvent))
  }

  /// Runs what is needed for an edit of the lesson to go on from the block before it, in silence.
  public func prepare(_ lesson: Lesson) async throws {
    try await prepare(plan(lesson))
  }

  /// Runs what a plan needs for an edit to go on from the block before it, in silence.
  func prepare(_ plan: ExecutionPlan) async throws {
    try await turns.take {
      _ = try await self.walk(try self.runner.request(plan), isAwaited: false) { _ in }
    }
  }

  /// Ends the host; the lesson can be run again.
  public func close() async {
    try? await turns.take { await self.endHost() }
  }

  // MARK: - Running

  /// What is to be run of a lesson: of one without solutions with the answers that a student has, if they
  /// are wanted.
  private func plan(_ lesson: Lesson) async throws -> ExecutionPlan {
    try runner.plan(lesson, await answers(to: lesson))
  }

  /// What stands in for the answers that a lesson lacks.
  func answers(to lesson: Lesson) async throws -> [Substitution] {
    guard lesson.frontMatter.edition == .students else { return [] }
    return runner.options.takesAnswers
      ? try await StudentsLesson.substitutions(lesson, in: self)
      : StudentsLesson.substitutions(lesson)
  }

  /// The results of a plan's steps, from the cache, from the blocks that still stand as they ran, or by
  /// running them; their places are those of steps, those in events where they stand now.
  func steps(
    of plan: ExecutionPlan,
    isAwaited: Bool,
    onEvent: @escaping @Sendable (BlockEvent) async -> Void
  ) async throws -> [StepResult] {
    try await turns.take {
      try await self.results(try self.runner.request(plan), isAwaited) { event in
        await onEvent(plan.located(event))
      }
    }
  }

  private func results(
    _ request: RunRequest,
    _ isAwaited: Bool,
    _ onEvent: @escaping @Sendable (BlockEvent) async -> Void
  ) async throws -> [StepResult] {
    await tellSkipped(request.plan, onEvent)
    let store = runner.results
    if let known = store.results(for: request.plan, keys: request.keys) {
      await request.plan.replay(known, onEvent: onEvent)
      return known
    }
    guard !runner.options.runsNothing else { throw NothingRuns() }
    let steps = try await walk(request, isAwaited: isAwaited, onEvent: onEvent)
    // What a cancelled run says of its blocks is not what they would have done.
    try Task.checkCancellation()
    if request.plan.results(of: steps).isAsExpected || runner.environment.isWhole {
      store.keep(steps, for: request.plan, keys: request.keys)
    }
    return steps
  }

  /// Tells what is known before anything runs: the results of sweep blocks, and what waits.
  private func tellSkipped(
    _ plan: ExecutionPlan,
    _ onEvent: @Sendable (BlockEvent) async -> Void
  ) async {
    for (index, result) in plan.skipped.sorted(by: { $0.key < $1.key })
    where result.status == .toDo || plan.lesson.blocks[index].options.sweep {
      await onEvent(.finished(index: index, result: result))
    }
    for (index, value) in plan.waiting.sorted(by: { $0.key < $1.key }) {
      await onEvent(.evaluated(index: index, result: value))
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
