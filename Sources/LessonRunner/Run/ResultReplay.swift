import LessonDocument

/// Tells kept results as a run would.
struct ResultReplay {
  let plan: ExecutionPlan
  let steps: [StepResult]

  func results(onEvent: @Sendable (BlockEvent) async -> Void) async -> LessonResults {
    for (number, step) in steps.enumerated() {
      if let block = step.block {
        await onEvent(.finished(index: plan.steps[number - 1].block.index, result: block))
      }
      for (index, value) in step.expressions.sorted(by: { $0.key < $1.key }) {
        await onEvent(.evaluated(index: index, result: value))
      }
    }
    return plan.results(of: steps)
  }
}
