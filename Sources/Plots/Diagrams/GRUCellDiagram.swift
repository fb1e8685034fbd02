/// Draws the inside of a GRU cell, with what its gates and state hold at one time step.
///
///     r = σ(…)  z = σ(…)  n = tanh(W x + r ⊙ (U h))
///     h′ = (1 − z) ⊙ n + z ⊙ h
///
/// Each array holds one value for each unit, and may be empty: then the part is drawn without
/// values.
///
/// - Source: Cho et al. (2014), with the reset gate applied after the product, as PyTorch does.
public func gruCellDiagram(
  input: [any Plottable] = [],
  previousHiddenState: [any Plottable] = [],
  resetGate: [any Plottable] = [],
  updateGate: [any Plottable] = [],
  candidate: [any Plottable] = [],
  hiddenState: [any Plottable] = [],
  title: String = ""
) -> Chart {
  let nodes = [
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
    cellOperation("keep", "⊙", 2.2, 0), cellOperation("rest", "1−", 3.6, 1),
    cellOperation("write", "⊙", 5, 1), cellOperation("add", "+", 5, 0),
    cellNode("h′", "h(t)", hiddenState, CellColours.signed, .plain, 6.2, 0, spoken: "hidden state"),
  ]
  let edges = [
    ("h", "joined"), ("x", "joined"), ("joined", "z"), ("joined", "r"), ("joined", "reset"),
    ("r", "reset"), ("reset", "n"), ("x", "n"), ("h", "keep"), ("z", "keep"), ("z", "rest"),
    ("rest", "write"), ("n", "write"), ("keep", "add"), ("write", "add"), ("add", "h′"),
  ].map { Diagram.Edge($0.0, $0.1) }
  return diagramChart(Diagram(nodes: nodes, edges: edges), title: title)
}
