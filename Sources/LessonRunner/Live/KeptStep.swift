import LessonDocument

/// A step that has run in a host that is still there, with the state after it.
struct KeptStep: Sendable {
  /// The digest of what the state depends on.
  let state: String
  /// Nil for number 0, before all steps.
  let compiled: CompiledStep?
  let result: StepResult
  /// Where the blocks stood when it ran.
  let layout: LessonLayout
  /// What the next step starts from.
  let fates: LessonFates

  /// The step where its block stands now; nil if another run may give something else, or if what it says
  /// of lines cannot be carried over.
  func standing(in plan: ExecutionPlan, number: Int) -> StandingStep? {
    let alone = StepResult(block: result.block, expressions: [:])
    let now = LessonLayout(of: plan, upTo: number)
    guard result.isCertain, let moved = layout.moved(alone, to: now) else { return nil }
    var block = moved.block
    if number > 0 {
      block?.line = plan.steps[number - 1].block.fence.line
      block?.cached = true
    }
    let isFaultless = result.expressions.values.allSatisfy { $0.error == nil }
    return StandingStep(
      block: block,
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
