import LessonDocument

/// What came of a step and of the inline expressions after it; number 0 is what stands before all steps.
struct StepResult: Codable, Sendable {
  /// The block's result; nil for number 0.
  var block: BlockResult?
  /// The values of the inline expressions, by their index in the lesson.
  var expressions: [Int: InlineResult]
  /// Whether another run would surely give the same.
  var isCertain = true

  /// Whether it says something of lines beyond those where its parts begin.
  var namesLines: Bool {
    block?.diagnostics.isEmpty == false || expressions.values.contains { $0.error != nil }
  }
}

extension ExecutionPlan {
  /// An earlier result of a step where its block and its expressions stand now.
  ///
  /// - Parameter layout: where the blocks stood then, if the result may name lines.
  func moved(_ result: StepResult, from layout: LessonLayout?, number: Int) -> StepResult? {
    let now = layout.map { _ in LessonLayout(of: self, upTo: number) }
    guard var step = now.map({ layout?.moved(result, to: $0) }) ?? result else { return nil }
    if number > 0 {
      step.block?.line = steps[number - 1].block.fence.line
      step.block?.cached = true
    }
    guard let values = values(of: step, number: number) else { return nil }
    step.expressions = values
    return step
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
