/// Tells of every variable of a tape to which layer and to which time step it belongs.
///
/// A variable belongs to the step whose hidden state it leads to, or else to the last state it is
/// computed from, as a readout is.
struct StepPlaces<Scalar: TensorScalar> {
  /// All variables that gradients flow through, each before what it is computed from.
  let nodes: [VariableOf<Scalar>]
  private let layers: [ObjectIdentifier: String]
  private let steps: [ObjectIdentifier: Int]

  /// The variables below a loss.
  init(below loss: VariableOf<Scalar>, parameters: [NamedParameter<Scalar>]) {
    var layers: [ObjectIdentifier: String] = [:]
    for parameter in parameters {
      layers[ObjectIdentifier(parameter.variable)] = layerName(of: parameter.name)
    }
    self.layers = layers
    nodes = Self.ordered(below: loss)
    steps = Self.steps(of: nodes)
  }

  /// The name of the layer a weight belongs to.
  func layer(of source: ObjectIdentifier) -> String { layers[source] ?? "cell" }

  /// The layer of the mark, or else of the nearest parameter a variable is computed from.
  func layer(of node: VariableOf<Scalar>) -> String {
    if let mark = node.mark { return layer(of: mark.source) }
    var open = node.inputs[...]
    var visits = 0
    while let next = open.popFirst(), visits < 200 {
      if let name = layers[ObjectIdentifier(next)] { return name }
      open += next.inputs
      visits += 1
    }
    return "the model"
  }

  /// The time step, `nil` where there are no hidden states around.
  func step(of node: VariableOf<Scalar>) -> Int? { steps[ObjectIdentifier(node)] }

  private static func ordered(below loss: VariableOf<Scalar>) -> [VariableOf<Scalar>] {
    var result: [VariableOf<Scalar>] = []
    var reached = Set<ObjectIdentifier>()
    var open: [(node: VariableOf<Scalar>, isExpanded: Bool)] = [(loss, false)]
    while let (node, isExpanded) = open.popLast() {
      if isExpanded {
        result.append(node)
      } else if reached.insert(ObjectIdentifier(node)).inserted {
        open.append((node, true))
        open += node.inputs.reversed().filter(\.requiresGradient).map { ($0, false) }
      }
    }
    return result.reversed()
  }

  private static func steps(of nodes: [VariableOf<Scalar>]) -> [ObjectIdentifier: Int] {
    let states = stateSteps(nodes)
    var leadsTo = states
    for node in nodes {
      guard let step = leadsTo[ObjectIdentifier(node)] else { continue }
      for input in node.inputs where states[ObjectIdentifier(input)] == nil {
        leadsTo[ObjectIdentifier(input)] = min(leadsTo[ObjectIdentifier(input)] ?? step, step)
      }
    }
    var result = leadsTo
    for node in nodes.reversed() where result[ObjectIdentifier(node)] == nil {
      result[ObjectIdentifier(node)] =
        node.inputs.compactMap { result[ObjectIdentifier($0)] }.max()
    }
    return result
  }

  /// The steps of hidden states: as cells mark them, or as a chain of products shows them.
  private static func stateSteps(_ nodes: [VariableOf<Scalar>]) -> [ObjectIdentifier: Int] {
    var marked: [ObjectIdentifier: [VariableOf<Scalar>]] = [:]
    var found = StateChains<Scalar>()
    for node in nodes where !node.isLeaf {
      found.add(node)
      if let mark = node.mark, mark.role == .hiddenState {
        marked[mark.source, default: []].append(node)
      }
    }
    let lists = marked.isEmpty ? found.chains.map(\.states) : Array(marked.values)
    var result: [ObjectIdentifier: Int] = [:]
    for states in lists {
      for (index, state) in states.reversed().enumerated() {
        result[ObjectIdentifier(state)] = index
      }
    }
    return result
  }
}
