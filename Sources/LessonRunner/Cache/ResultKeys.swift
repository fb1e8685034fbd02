import ContentDigest
import Foundation
import LessonDocument

/// For each step the digest of all that its result depends on.
struct ResultKeys: Sendable {
  /// One key a step, after that of what stands before them.
  let keys: [String]
  /// For each key the digest of what the state after the step depends on: inline expressions change
  /// nothing.
  let states: [String]

  init(plan: ExecutionPlan, options: RunOptions, surroundings: String, data: LessonData?) {
    var digest = ContentDigest()
    digest.update(field: "results 1")
    digest.update(field: surroundings)
    digest.update(field: plan.file)
    digest.update(field: String(plan.lesson.frontMatter.seed))
    digest.update(
      field: "\(plan.lesson.frontMatter.timeout) \(options.memoryLimit) \(options.outputLimit)"
    )
    digest.update(field: data?.digest ?? "no data")
    var state = digest
    var keys: [String] = []
    var states: [String] = []
    for count in 0...plan.steps.count {
      if count > 0 {
        Self.add(plan.steps[count - 1], to: &digest)
        Self.add(plan.steps[count - 1], to: &state)
        // A block's names in the program are numbered.
        state.update(field: String(plan.steps[count - 1].block.index))
      }
      for expression in plan.expressions[count] ?? [] { digest.update(field: expression.source) }
      keys.append(digest.hexadecimal)
      states.append(state.hexadecimal)
    }
    self.keys = keys
    self.states = states
  }

  private static func add(_ step: PlannedStep, to digest: inout ContentDigest) {
    let options = step.block.options
    digest.update(
      field: """
        \(step.block.label) \(step.block.role) \(options.timeout ?? -1) \
        \(options.expect?.rawValue ?? "") \(options.expectMessage ?? "") \(options.local)\
        \(options.sweep ? " sweep" : "")
        """
    )
    digest.update(field: step.code.text)
    // A block that asks for its own line depends on where it stands.
    if step.code.text.contains("#") {
      digest.update(field: step.code.lines.map { String($0.location.line) }.joined(separator: " "))
    }
  }
}
