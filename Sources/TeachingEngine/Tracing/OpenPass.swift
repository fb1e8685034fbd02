/// What a trace has seen of the backward pass that is under way.
struct OpenPass<Scalar: TensorScalar> {
  /// A part of a layer, whatever the step.
  struct Part: Hashable {
    let role: StepMark.Role
    let source: ObjectIdentifier
  }

  var loss: VariableOf<Scalar>?
  private(set) var order: [Part] = []
  private var steps: [Part: [(step: Int, summary: StepSummary)]] = [:]
  private var chains = StateChains<Scalar>()
  /// Summaries of what `chains` has seen, in its order.
  private var summaries: [StepSummary] = []
  /// Variables with a value or a gradient that is not finite.
  private(set) var nonFinite = NonFiniteVariables()

  /// Adds what a cell or a fused layer has marked.
  ///
  /// Cells leave the step to the tape: a state's gradient is complete only after that of the state
  /// it leads to, so the last step comes first.
  mutating func note(_ mark: StepMark, _ summary: StepSummary) {
    let part = Part(role: mark.role, source: mark.source)
    if steps[part] == nil { order.append(part) }
    let step = mark.step ?? -(steps[part]?.count ?? 0)
    steps[part, default: []].append((step, summary))
    if mark.step != nil { nonFinite.note(mark, summary) }
  }

  /// Adds a variable of the tape with its gradient.
  mutating func note(_ variable: VariableOf<Scalar>, _ gradient: TensorOf<Scalar>) {
    guard !variable.isLeaf else {
      let isFinite = gradient.isFinite
      nonFinite.note(variable, hasFiniteValue: variable.storedValue.isFinite, isFinite)
      return
    }
    let summary = StepSummary(value: variable.storedValue, gradient: gradient)
    nonFinite.note(
      variable,
      hasFiniteValue: summary.hasFiniteValues,
      summary.hasFiniteGradients
    )
    if let mark = variable.mark { note(mark, summary) }
    chains.add(variable)
    summaries.append(summary)
  }

  /// Turns chains of multiplied variables into hidden states, where a cell has marked none.
  mutating func addDiscoveredStates() {
    guard !order.contains(where: { $0.role == .hiddenState }) else { return }
    for chain in chains.chains {
      let mark = StepMark(.hiddenState, id: chain.weight)
      for state in chain.states {
        if let place = chains.places[ObjectIdentifier(state)] { note(mark, summaries[place]) }
      }
    }
  }

  /// The summaries of one part, the first step first.
  func steps(of part: Part) -> [StepSummary] {
    (steps[part] ?? []).sorted { $0.step < $1.step }.map(\.summary)
  }
}
