/// Draws the inside of an LSTM cell, with what its gates and states hold at one time step.
///
///     i = σ(…)  f = σ(…)  g = tanh(…)  o = σ(…)
///     c′ = f ⊙ c + i ⊙ g             h′ = o ⊙ tanh(c′)
///
/// Each array holds one value for each unit, and may be empty: then the part is drawn without
/// values.
public func lstmCellDiagram(
  input: [any Plottable] = [],
  previousHiddenState: [any Plottable] = [],
  previousCellState: [any Plottable] = [],
  inputGate: [any Plottable] = [],
  forgetGate: [any Plottable] = [],
  candidate: [any Plottable] = [],
  outputGate: [any Plottable] = [],
  cellState: [any Plottable] = [],
  hiddenState: [any Plottable] = [],
  title: String = ""
) -> Chart {
  let nodes = [
    cellNode(
      "c",
      "c(t−1)",
      previousCellState,
      CellColours.unbounded,
      .plain,
      0,
      0,
      spoken: "previous cell state"
    ),
    cellNode(
      "h",
      "h(t−1)",
      previousHiddenState,
      CellColours.signed,
      .plain,
      0,
      3,
      spoken: "previous hidden state"
    ),
    cellNode("x", "x(t)", input, CellColours.unbounded, .plain, 0, 4, spoken: "input"),
    Diagram.Node("joined", label: "h(t−1), x(t)", column: 2.5, row: 3.3),
    cellNode("f", "f = σ", forgetGate, CellColours.gate, .box, 1, 2, spoken: "forget gate"),
    cellNode("i", "i = σ", inputGate, CellColours.gate, .box, 2, 2, spoken: "input gate"),
    cellNode("g", "g = tanh", candidate, CellColours.signed, .box, 3, 2, spoken: "candidate"),
    cellNode("o", "o = σ", outputGate, CellColours.gate, .box, 4, 2, spoken: "output gate"),
    cellOperation("keep", "⊙", 1, 0), cellOperation("write", "⊙", 2.5, 1),
    cellOperation("add", "+", 2.5, 0), cellOperation("squash", "tanh", 4, 0.9),
    cellOperation("read", "⊙", 5, 1.4),
    cellNode("c′", "c(t)", cellState, CellColours.unbounded, .plain, 6, 0, spoken: "cell state"),
    cellNode("h′", "h(t)", hiddenState, CellColours.signed, .plain, 6, 1.4, spoken: "hidden state"),
  ]
  let edges = [
    ("h", "joined"), ("x", "joined"), ("joined", "f"), ("joined", "i"), ("joined", "g"),
    ("joined", "o"), ("c", "keep"), ("f", "keep"), ("i", "write"), ("g", "write"),
    ("keep", "add"), ("write", "add"), ("add", "c′"), ("add", "squash"), ("squash", "read"),
    ("o", "read"), ("read", "h′"),
  ].map { Diagram.Edge($0.0, $0.1) }
  return diagramChart(Diagram(nodes: nodes, edges: edges), title: title)
}
