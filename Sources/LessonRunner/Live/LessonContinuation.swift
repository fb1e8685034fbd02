import LessonDocument

/// Runs a lesson from the first step that does not stand any more.
struct LessonContinuation: Sendable {
  let plan: ExecutionPlan
  let keys: ResultKeys
  let options: RunOptions
  let host: LiveHost
  /// The steps that stand, from number 0.
  let kept: [KeptStep]
  /// What they give.
  let standing: [StandingStep]
  let onEvent: @Sendable (BlockEvent) async -> Void

  /// The results of all steps.
  ///
  /// - Parameter isAwaited: whether an unoptimised run is told first, where another one counts.
  /// - Parameter keep: takes each step when its state has come about.
  func run(
    isAwaited: Bool,
    keep: @Sendable (KeptStep) async -> Void
  ) async throws -> [StepResult] {
    guard isAwaited, plan.steps.dropFirst(first).contains(where: plan.isOptimised) else {
      return try await withCompiler(isDraft: false, evaluates: true) { compiler in
        try await counted(compiler, after: try await told(compiler), keep: keep)
      }
    }
    return try await withCompiler(isDraft: true, evaluates: true) { draft in
      let standing = try await told(draft)
      // The first of the rest is what the person waits for.
      _ = try await draft.step(first)
      return try await withCompiler(isDraft: false, evaluates: false) { compiler in
        try await tell(draft, until: compiler)
        draft.stop()
        return try await counted(compiler, after: standing, keep: keep)
      }
    }
  }

  /// The number of the first step to run.
  private var first: Int { max(0, kept.count - 1) }

  /// Runs the rest as it counts.
  private func counted(
    _ compiler: LessonCompiler,
    after standing: [StepResult],
    keep: @Sendable (KeptStep) async -> Void
  ) async throws -> [StepResult] {
    var results = standing
    try await runOn(compiler, onEvent) { result, walk, number in
      results.append(result)
      await keep(
        KeptStep(
          state: keys.states[number],
          compiled: number > 0 ? try await compiler.step(number - 1) : nil,
          result: result,
          fates: walk.fates
        )
      )
    }
    return results
  }

  /// Tells an unoptimised run of the rest, as far as it comes before all objects of the run that counts
  /// are there.
  private func tell(_ draft: LessonCompiler, until counted: LessonCompiler) async throws {
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask {
        try await runOn(draft, { event in await onEvent(.draft(event)) }) { _, _, _ in }
      }
      group.addTask {
        for number in first..<plan.steps.count where !Task.isCancelled {
          _ = try await counted.step(number)
        }
      }
      // Whichever comes first ends the other.
      try await group.next()
      group.cancelAll()
    }
    try Task.checkCancellation()
  }

  /// What stands, told as a run would; expressions that have changed are evaluated.
  private func told(_ compiler: LessonCompiler) async throws -> [StepResult] {
    var results: [StepResult] = []
    for (number, step) in standing.enumerated() {
      if let block = step.block {
        await onEvent(.finished(index: plan.steps[number - 1].block.index, result: block))
      }
      var result = StepResult(block: step.block, expressions: step.expressions ?? [:])
      if step.expressions == nil {
        let walk = walk(compiler, kept[number].fates, onEvent)
        let values = try await walk.values(after: number)
        (result.expressions, result.isCertain) = (values.results, values.areCertain)
      } else {
        for (index, value) in result.expressions.sorted(by: { $0.key < $1.key }) {
          await onEvent(.evaluated(index: index, result: value))
        }
      }
      results.append(result)
    }
    return results
  }

  /// Runs the steps that do not stand.
  private func runOn(
    _ compiler: LessonCompiler,
    _ onEvent: @escaping @Sendable (BlockEvent) async -> Void,
    hasRun: (StepResult, LessonWalk, Int) async throws -> Void
  ) async throws {
    var walk = walk(compiler, kept.last?.fates ?? LessonFates(), onEvent)
    if kept.isEmpty {
      let values = try await walk.values(after: 0)
      let start = StepResult(
        block: nil,
        expressions: values.results,
        isCertain: values.areCertain
      )
      try await hasRun(start, walk, 0)
    }
    for number in first..<plan.steps.count {
      let result = try await walk.step(number)
      try await hasRun(result, walk, number + 1)
    }
  }

  private func walk(
    _ compiler: LessonCompiler,
    _ fates: LessonFates,
    _ onEvent: @escaping @Sendable (BlockEvent) async -> Void
  ) -> LessonWalk {
    LessonWalk(
      plan: plan,
      options: options,
      compiler: compiler,
      session: host.session,
      objects: host.folder.objects,
      symboliser: Symboliser(compiler: host.folder.compiler),
      fates: fates,
      onEvent: onEvent
    )
  }

  // MARK: - Compiling

  /// Does something with a compiler of the steps that do not stand; no compiler runs afterwards.
  private func withCompiler<Value: Sendable>(
    isDraft: Bool,
    evaluates: Bool,
    body: (LessonCompiler) async throws -> Value
  ) async throws -> Value {
    let compiler = compilerOfTheRest(isDraft: isDraft, evaluates: evaluates)
    do {
      let value = try await withTaskCancellationHandler {
        try await body(compiler)
      } onCancel: {
        compiler.stop()
      }
      await compiler.cancel()
      return value
    } catch {
      await compiler.cancel()
      throw error
    }
  }

  /// - Parameter evaluates: whether changed expressions after steps that stand are wanted too.
  private func compilerOfTheRest(isDraft: Bool, evaluates: Bool) -> LessonCompiler {
    let changed = standing.indices.filter { evaluates && standing[$0].expressions == nil }
    return LessonCompiler(
      plan: plan,
      compiler: host.folder.compiler,
      isDraft: isDraft,
      kept: kept.compactMap(\.compiled),
      expressionsAt: Set(changed).union(kept.count..<max(kept.count, plan.steps.count + 1))
    )
  }
}
