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
    cellNode("h", "h(t−1)", previousHiddenState, CellColours.signed, .plain, 0, 0),
    cellNode("x", "x(t)", input, CellColours.unbounded, .plain, 0, 4),
    Diagram.Node("joined", label: "h(t−1), x(t)", column: 1.2, row: 3),
    cellNode("z", "z = σ", updateGate, CellColours.gate, .box, 2, 2),
    cellNode("r", "r = σ", resetGate, CellColours.gate, .box, 3.1, 2),
    cellOperation("reset", "⊙", 3.9, 2.9),
    cellNode("n", "n = tanh", candidate, CellColours.signed, .box, 4.6, 2),
    cellOperation("keep", "⊙", 2, 0), cellOperation("rest", "1−", 3.2, 1),
    cellOperation("write", "⊙", 4.6, 1), cellOperation("add", "+", 4.6, 0),
    cellNode("h′", "h(t)", hiddenState, CellColours.signed, .plain, 5.8, 0),
  ]
  let edges = [
    ("h", "joined"), ("x", "joined"), ("joined", "z"), ("joined", "r"), ("joined", "reset"),
    ("r", "reset"), ("reset", "n"), ("x", "n"), ("h", "keep"), ("z", "keep"), ("z", "rest"),
    ("rest", "write"), ("n", "write"), ("keep", "add"), ("write", "add"), ("add", "h′"),
  ].map { Diagram.Edge($0.0, $0.1) }
  return diagramChart(Diagram(nodes: nodes, edges: edges), title: title)
}
