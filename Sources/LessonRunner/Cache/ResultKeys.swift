import ContentDigest

/// For each step the digest of all that its result depends on.
struct ResultKeys: Sendable {
  /// One key a step, after that of what stands before them.
  let keys: [String]
  /// For each key the digest of what the state after the step depends on: inline expressions change
  /// nothing.
  let states: [String]

  init(_ inputs: RunInputs) {
    var digest = ContentDigest()
    digest.update(field: "results 2")
    for input in inputs.common {
      digest.update(field: input.name)
      digest.update(field: input.digest)
    }
    var state = digest
    for expression in inputs.expressions { digest.update(field: expression) }
    var keys = [digest.hexadecimal]
    var states = [state.hexadecimal]
    for step in inputs.steps {
      Self.add(step, to: &digest)
      Self.add(step, to: &state)
      // A block's names in the program are numbered.
      state.update(field: String(step.index))
      for expression in step.expressions { digest.update(field: expression) }
      keys.append(digest.hexadecimal)
      states.append(state.hexadecimal)
    }
    self.keys = keys
    self.states = states
  }

  private static func add(_ step: RunInputs.Step, to digest: inout ContentDigest) {
    digest.update(field: step.label)
    digest.update(field: step.options)
    digest.update(field: step.code)
    digest.update(field: step.lines ?? "anywhere")
  }
}
