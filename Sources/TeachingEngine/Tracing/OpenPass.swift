/// What a trace has seen of the backward pass that is under way.
struct OpenPass<Scalar: TensorScalar> {
  /// A part of a layer, whatever the step.
  struct Part: Hashable {
    let role: StepMark.Role
    let source: ObjectIdentifier
  }

  var loss = Double.nan
  var order: [Part] = []
  var steps: [Part: [(step: Int, summary: StepSummary)]] = [:]
  private var candidates: [ObjectIdentifier: [VariableOf<Scalar>]] = [:]
  private var candidateOrder: [ObjectIdentifier] = []
  private var awaited: [ObjectIdentifier: [ObjectIdentifier]] = [:]
  private var seen: [(variable: VariableOf<Scalar>, summary: StepSummary)] = []
  private var places: [ObjectIdentifier: Int] = [:]

  /// Adds what a cell has marked.
  ///
  /// Cells leave the step to the tape: a state's gradient is complete only after that of the state
  /// it leads to, so the last step comes first.
  mutating func note(_ mark: StepMark, _ summary: StepSummary) {
    let part = Part(role: mark.role, source: mark.source)
    if steps[part] == nil { order.append(part) }
    let step = mark.step ?? -(steps[part]?.count ?? 0)
    steps[part, default: []].append((step, summary))
  }

  /// Notes which variables a weight matrix multiplies, for models whose states nobody marks.
  mutating func discover(_ variable: VariableOf<Scalar>, _ gradient: TensorOf<Scalar>) {
    guard !variable.isLeaf else { return }
    let id = ObjectIdentifier(variable)
    places[id] = seen.count
    seen.append((variable, StepSummary(value: variable.storedValue, gradient: gradient)))
    for weight in awaited.removeValue(forKey: id) ?? [] {
      if candidates[weight] == nil { candidateOrder.append(weight) }
      candidates[weight, default: []].append(variable)
    }
    guard variable.operation == "matmul", variable.inputs.count == 2 else { return }
    let (operand, weight) = (variable.inputs[0], variable.inputs[1])
    if weight.isLeaf, weight.requiresGradient, !operand.isLeaf, operand.requiresGradient {
      awaited[ObjectIdentifier(operand), default: []].append(ObjectIdentifier(weight))
    }
  }

  /// Turns chains of multiplied variables into hidden states, where a cell has marked none.
  mutating func addDiscoveredStates() {
    defer {
      candidates = [:]
      seen = []
      places = [:]
    }
    guard !order.contains(where: { $0.role == .hiddenState }) else { return }
    for weight in candidateOrder {
      // The last step comes first: each must depend on the one after it in this list.
      guard var chain = candidates[weight], chain.count > 1,
        zip(chain, chain.dropFirst()).allSatisfy({ depends($0, on: $1, through: weight) })
      else { continue }
      if let final = finalState(after: chain[0], like: chain[1], weight) {
        chain.insert(final, at: 0)
      }
      let mark = StepMark(.hiddenState, id: weight)
      for state in chain {
        if let place = places[ObjectIdentifier(state)] { note(mark, seen[place].summary) }
      }
    }
  }

  /// Whether one variable is computed from another's product with the weight within one step.
  private func depends(
    _ later: VariableOf<Scalar>,
    on earlier: VariableOf<Scalar>,
    through weight: ObjectIdentifier
  ) -> Bool {
    var open = [later]
    var visited = Set<ObjectIdentifier>()
    while let node = open.popLast(), visited.count < 200 {
      if node.operation == "matmul", node.inputs.count == 2, node.inputs[0] === earlier,
        ObjectIdentifier(node.inputs[1]) == weight
      {
        return true
      }
      for input in node.inputs
      where input !== earlier && visited.insert(ObjectIdentifier(input)).inserted {
        open.append(input)
      }
    }
    return false
  }

  /// The last state is multiplied no more; it is what is computed from the one before it in the
  /// same way as that one from its own predecessor.
  private func finalState(
    after state: VariableOf<Scalar>,
    like earlier: VariableOf<Scalar>,
    _ weight: ObjectIdentifier
  ) -> VariableOf<Scalar>? {
    guard let limit = places[ObjectIdentifier(state)] else { return nil }
    let wanted = signature(state, depth: 5)
    return seen[..<limit].last { candidate in
      candidate.variable.operation == state.operation && candidate.variable.shape == state.shape
        && signature(candidate.variable, depth: 5) == wanted
        && depends(candidate.variable, on: state, through: weight)
    }?.variable
  }

  private func signature(_ variable: VariableOf<Scalar>, depth: Int) -> String {
    guard depth > 0 else { return "" }
    let inputs = variable.inputs.map { signature($0, depth: depth - 1) }.joined(separator: ",")
    return "\(variable.operation)(\(inputs))"
  }
}
