/// Draws a recurrent network unrolled over its time steps.
///
/// - Parameters:
///   - hiddenStates: The hidden state after each time step, `[time steps][units]`.
///   - inputs: What each time step reads, such as characters; `x(t)` without.
///   - outputs: What each time step writes; no outputs are drawn without.
///   - cell: What a time step is called in the drawing.
///   - title: What the figure is called.
public func unrolledNetwork<Value: Plottable>(
  hiddenStates: [[Value]],
  inputs: [String] = [],
  outputs: [String] = [],
  cell: String = "h",
  title: String = ""
) -> Chart {
  var nodes = [
    Diagram.Node("start", label: "\(cell)(0)", shape: .plain, column: 0, row: 1)
  ]
  var edges: [Diagram.Edge] = []
  for (step, state) in hiddenStates.enumerated() {
    let column = Double(step + 1)
    nodes.append(
      Diagram.Node(
        "hidden \(step)",
        label: "\(cell)(\(step + 1))",
        values: state.map(\.plotted),
        colours: CellColours.state,
        column: column,
        row: 1
      )
    )
    let input = inputs.indices.contains(step) ? inputs[step] : "x(\(step + 1))"
    nodes.append(
      Diagram.Node("input \(step)", label: input, shape: .plain, column: column, row: 2)
    )
    edges.append(Diagram.Edge("input \(step)", "hidden \(step)"))
    edges.append(Diagram.Edge(step == 0 ? "start" : "hidden \(step - 1)", "hidden \(step)"))
    if outputs.indices.contains(step) {
      nodes.append(
        Diagram.Node(
          "output \(step)",
          label: outputs[step],
          shape: .plain,
          column: column,
          row: 0
        )
      )
      edges.append(Diagram.Edge("hidden \(step)", "output \(step)"))
    }
  }
  return diagramChart(Diagram(nodes: nodes, edges: edges), title: title)
}
