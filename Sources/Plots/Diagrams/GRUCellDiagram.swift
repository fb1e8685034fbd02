/// What the gates of a GRU do, which books and libraries write in two ways each.
public struct GRUWiring: Sendable, Equatable {
  /// Whether z writes the candidate, `h′ = (1 − z) ⊙ h + z ⊙ n`, instead of keeping the state.
  public var updateGateWrites: Bool
  /// Whether r acts on h before its product, `U (r ⊙ h)`, instead of after it, `r ⊙ (U h)`.
  public var resetsBeforeProduct: Bool

  /// The wires of a cell; without arguments those of PyTorch.
  public init(updateGateWrites: Bool = false, resetsBeforeProduct: Bool = false) {
    self.updateGateWrites = updateGateWrites
    self.resetsBeforeProduct = resetsBeforeProduct
  }
}

/// Draws the inside of a GRU cell, with what its gates and state hold at one time step.
///
///     r = σ(…)  z = σ(…)  n = tanh(W x + r ⊙ (U h))
///     h′ = (1 − z) ⊙ n + z ⊙ h
///
/// Each array holds one value for each unit, and may be empty: then the part is drawn without
/// values.
///
/// - Parameter wiring: What the gates do, if not what is written above.
/// - Source: Cho et al. (2014), with the reset gate applied after the product, as PyTorch does.
public func gruCellDiagram(
  input: [any Plottable] = [],
  previousHiddenState: [any Plottable] = [],
  resetGate: [any Plottable] = [],
  updateGate: [any Plottable] = [],
  candidate: [any Plottable] = [],
  hiddenState: [any Plottable] = [],
  wiring: GRUWiring = GRUWiring(),
  title: String = ""
) -> Chart {
  let (writes, before) = (wiring.updateGateWrites, wiring.resetsBeforeProduct)
  var nodes = [
    cellNode(
      "h",
      "h(t−1)",
      previousHiddenState,
      CellColours.signed,
      .plain,
      0,
      0,
      spoken: "previous hidden state"
    ),
    cellNode("x", "x(t)", input, CellColours.unbounded, .plain, 0, 4.4, spoken: "input"),
    Diagram.Node("joined", label: "h(t−1), x(t)", column: 0.9, row: 2.3),
    cellNode("z", "z = σ", updateGate, CellColours.gate, .box, 2.2, 1.5, spoken: "update gate"),
    cellNode("r", "r = σ", resetGate, CellColours.gate, .box, 2.2, 3, spoken: "reset gate"),
    cellOperation("reset", "⊙", 3.6, 2.4),
    cellNode("n", "n = tanh", candidate, CellColours.signed, .box, 5, 2.6, spoken: "candidate"),
    cellOperation("keep", "⊙", 2.2, 0),
    writes ? cellOperation("rest", "1−", 2.2, 0.72) : cellOperation("rest", "1−", 3.6, 1),
    cellOperation("write", "⊙", 5, 1), cellOperation("add", "+", 5, 0),
    cellNode("h′", "h(t)", hiddenState, CellColours.signed, .plain, 6.2, 0, spoken: "hidden state"),
  ]
  if wiring != GRUWiring(), let index = nodes.firstIndex(where: { $0.id == "n" }) {
    nodes[index].detail = before ? "W x + U (r ⊙ h)" : "W x + r ⊙ (U h)"
  }
  let gateWires =
    writes
    ? [("z", "rest"), ("rest", "keep"), ("z", "write")]
    : [("z", "keep"), ("z", "rest"), ("rest", "write")]
  let wires =
    [
      ("h", "joined"), ("x", "joined"), ("joined", "z"), ("joined", "r"), ("joined", "reset"),
      ("r", "reset"), ("reset", "n"), ("x", "n"), ("h", "keep"),
    ] + gateWires + [("n", "write"), ("keep", "add"), ("write", "add"), ("add", "h′")]
  let edges = wires.map { from, to in
    let isReset = wiring != GRUWiring() && from == "joined" && to == "reset"
    return Diagram.Edge(from, to, label: isReset ? (before ? "h" : "U h") : "")
  }
  return diagramChart(Diagram(nodes: nodes, edges: edges), title: title)
}
