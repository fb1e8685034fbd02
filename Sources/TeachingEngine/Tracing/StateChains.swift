/// Finds the hidden states of a network that marks none: what a weight matrix multiplies again and
/// again, each depending on the one before.
///
/// Variables are added as a backward pass meets them, what is computed before what it is computed
/// from.
struct StateChains<Scalar: TensorScalar> {
  /// A weight matrix and the states it multiplies, the last step first.
  struct Chain {
    let weight: ObjectIdentifier
    var states: [VariableOf<Scalar>]
  }

  private(set) var seen: [VariableOf<Scalar>] = []
  /// Where a variable stands in `seen`.
  private(set) var places: [ObjectIdentifier: Int] = [:]
  private var candidates: [ObjectIdentifier: [VariableOf<Scalar>]] = [:]
  private var candidateOrder: [ObjectIdentifier] = []
  private var awaited: [ObjectIdentifier: [ObjectIdentifier]] = [:]

  /// Notes a variable, and which weight it is a product with.
  mutating func add(_ variable: VariableOf<Scalar>) {
    let id = ObjectIdentifier(variable)
    places[id] = seen.count
    seen.append(variable)
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

  /// The chains among all that was added.
  var chains: [Chain] {
    candidateOrder.compactMap { weight in
      // The last step comes first: each must depend on the one after it in this list.
      guard let states = candidates[weight], states.count > 1,
        zip(states, states.dropFirst()).allSatisfy({ depends($0, on: $1, through: weight) })
      else { return nil }
      let final = finalState(after: states[0], weight)
      return Chain(weight: weight, states: (final.map { [$0] } ?? []) + states)
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
  ///
  /// If that last step is unlike the others, it is
  /// the last result of the same operation and shape.
  private func finalState(
    after state: VariableOf<Scalar>,
    _ weight: ObjectIdentifier
  ) -> VariableOf<Scalar>? {
    guard let limit = places[ObjectIdentifier(state)] else { return nil }
    let wanted = signature(state, depth: 5)
    let alike = seen[..<limit].filter { candidate in
      candidate.operation == state.operation && candidate.shape == state.shape
        && depends(candidate, on: state, through: weight)
    }
    return alike.last { signature($0, depth: 5) == wanted } ?? alike.first
  }

  private func signature(_ variable: VariableOf<Scalar>, depth: Int) -> String {
    guard depth > 0 else { return "" }
    let inputs = variable.inputs.map { signature($0, depth: depth - 1) }.joined(separator: ",")
    return "\(variable.operation)(\(inputs))"
  }
}
