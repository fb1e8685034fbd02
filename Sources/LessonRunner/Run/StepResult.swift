import LessonDocument

/// What came of a step and of the inline expressions after it; number 0 is what stands before all steps.
struct StepResult: Codable, Sendable {
  /// The block's result; nil for number 0.
  var block: BlockResult?
  /// The values of the inline expressions, by their index in the lesson.
  var expressions: [Int: InlineResult]
  /// Whether another run would surely give the same.
  var isCertain = true
}

extension ExecutionPlan {
  /// The lesson's results from those of its steps.
  func results(of steps: [StepResult]) -> LessonResults {
    var blocks = skipped
    for (step, result) in zip(self.steps, steps.dropFirst()) {
      blocks[step.block.index] = result.block
    }
    let values = steps.reduce(into: [Int: InlineResult]()) { values, step in
      values.merge(step.expressions) { first, _ in first }
    }
    return LessonResults(
      lesson: lesson.slug,
      blocks: lesson.blocks.compactMap { blocks[$0.index] },
      inline: lesson.inlineExpressions.map { expression in
        values[expression.index]
          ?? InlineResult(
            expression: expression.source,
            line: expression.location.line,
            error: "it stands after the last block that was run"
          )
      }
    )
  }
}
