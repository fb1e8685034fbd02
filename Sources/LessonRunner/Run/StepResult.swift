import LessonDocument

/// What came of a step and of the inline expressions after it; number 0 is what stands before all steps.
///
/// Its places are those of steps, so it holds wherever the lesson's prose moves the blocks.
struct StepResult: Codable, Sendable {
  /// The block's result; nil for number 0.
  var block: BlockResult?
  /// The values of the inline expressions, by their index in the lesson.
  var expressions: [Int: InlineResult]
  /// Whether another run would surely give the same.
  var isCertain = true
}

/// How far a lesson has come: what its next step starts from.
struct LessonFates: Sendable {
  /// How many steps the host has kept: the number of its newest checkpoint.
  var checkpoint = 0
  /// Steps without a usable end: they have left nothing behind.
  var failed: [Int: BlockFate] = [:]
  /// Those of them for which the compiler used up a limit.
  var overLimit: Set<Int> = []
  /// Threads that go on in the state that the next step starts from.
  var threads = 0

  /// Those of them that ran out of time.
  var endless: Set<Int> = []

  /// A check of the same exercise that ran out of time: an answer that keeps one waiting keeps all waiting.
  func endlessCheck(like block: LessonBlock, in plan: ExecutionPlan) -> Int? {
    guard case .check(let exercise, _) = block.role else { return nil }
    return endless.sorted().first { number in
      if case .check(exercise, _) = plan.steps[number].block.role { true } else { false }
    }
  }

  /// The first of some steps that has failed.
  func firstFailure(among steps: Set<Int>) -> Int? { steps.filter { failed[$0] != nil }.min() }
}

/// A step that has run in a host that is still there, with the state after it.
struct KeptStep: Sendable {
  /// The digest of what the state depends on.
  let state: String
  /// Nil for number 0, before all steps.
  let compiled: CompiledStep?
  let result: StepResult
  /// What the next step starts from.
  let fates: LessonFates

  /// The step where its block stands now; nil if another run may give something else.
  func standing(in plan: ExecutionPlan, number: Int) -> StandingStep? {
    guard result.isCertain else { return nil }
    let isFaultless = result.expressions.values.allSatisfy { $0.cause == nil }
    return StandingStep(
      block: result.block.map { plan.kept($0, number: number) },
      expressions: isFaultless ? plan.values(of: result, number: number) : nil
    )
  }
}

/// What a kept step gives to a lesson that goes on from it.
struct StandingStep: Sendable {
  /// Nil for number 0, before all steps.
  var block: BlockResult?
  /// The values of the expressions after it; nil if they are to be evaluated again.
  var expressions: [Int: InlineResult]?
}

extension ExecutionPlan {
  /// An earlier result of a step as one of this plan; nil if the expressions after it are others.
  func kept(_ result: StepResult, number: Int) -> StepResult? {
    guard let values = values(of: result, number: number) else { return nil }
    return StepResult(
      block: result.block.map { kept($0, number: number) },
      expressions: values,
      isCertain: result.isCertain
    )
  }

  /// An earlier result of a step's block.
  func kept(_ result: BlockResult, number: Int) -> BlockResult {
    var result = result
    result.line = steps[number - 1].block.fence.line
    result.cached = true
    return result
  }

  /// The values of a step's expressions where these stand now; nil if they are others.
  func values(of step: StepResult, number: Int) -> [Int: InlineResult]? {
    let wanted = expressions[number] ?? []
    let values = step.expressions.sorted { $0.key < $1.key }.map(\.value)
    guard wanted.map(\.source) == values.map(\.expression) else { return nil }
    var moved: [Int: InlineResult] = [:]
    for (expression, var value) in zip(wanted, values) {
      value.line = expression.location.line
      moved[expression.index] = value
    }
    return moved
  }

  /// Tells kept results as a run would.
  func replay(
    _ results: [StepResult],
    onEvent: @Sendable (BlockEvent) async -> Void
  ) async {
    for (number, step) in results.enumerated() {
      if let block = step.block {
        await onEvent(.finished(index: steps[number - 1].block.index, result: block))
      }
      for (index, value) in step.expressions.sorted(by: { $0.key < $1.key }) {
        await onEvent(.evaluated(index: index, result: value))
      }
    }
  }
}
