import ContentDigest
import LessonDocument

/// For each step the digest of all that its result depends on.
struct ResultKeys: Sendable {
  /// One key a step, after that of what stands before them.
  let keys: [String]
  /// For each key the digest of what the state after the step depends on: inline expressions change
  /// nothing.
  let states: [String]
  /// What the keys are digests of.
  let inputs: ResultInputs

  /// - Parameter blocks: the steps' blocks by their index in the lesson.
  init(_ inputs: ResultInputs, blocks: [Int]) {
    var digest = ContentDigest()
    digest.update(field: "results 5")
    digest.update(field: ContentDigest.hexadecimal(of: inputs.shared))
    var state = digest
    var keys: [String] = []
    var states: [String] = []
    for (number, step) in inputs.steps.enumerated() {
      let parts = ContentDigest.hexadecimal(of: step.parts)
      for field in [step.label ?? "", parts] {
        digest.update(field: field)
        state.update(field: field)
      }
      // A block's names in the program are numbered.
      if number > 0 { state.update(field: String(blocks[number - 1])) }
      digest.update(field: String(step.expressions.count))
      for expression in step.expressions { digest.update(field: expression) }
      keys.append(digest.hexadecimal)
      states.append(state.hexadecimal)
    }
    self.keys = keys
    self.states = states
    self.inputs = inputs
  }
}
