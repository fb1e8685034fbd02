/// Draws a diagram.
public func diagramChart(_ diagram: Diagram, title: String = "") -> Chart {
  Chart(title: title, marks: [.diagram(diagram)])
}

/// What the values inside a cell are coloured by.
enum CellColours {
  /// Gates lie between 0 and 1.
  static let gate = Chart.ColourScale(.sequential, lower: 0, upper: 1, label: "gates")
  /// What a hyperbolic tangent gives lies between -1 and 1.
  static let signed = Chart.ColourScale(
    .diverging,
    lower: -1,
    upper: 1,
    label: "hidden state, candidate"
  )
  /// The same, of a network that shows its states alone.
  static let state = Chart.ColourScale(.diverging, lower: -1, upper: 1, label: "hidden state")
  /// Inputs and cell states have no bound.
  static let unbounded = Chart.ColourScale(.diverging, label: "input, cell state")
}

/// A part of a cell that holds one value for each unit.
func cellNode(
  _ id: String,
  _ label: String,
  _ values: [any Plottable],
  _ colours: Chart.ColourScale,
  _ shape: Diagram.Node.Shape,
  _ column: Double,
  _ row: Double,
  spoken: String
) -> Diagram.Node {
  Diagram.Node(
    id,
    label: label,
    shape: shape,
    values: values.map(\.plotted),
    colours: colours,
    column: column,
    row: row,
    spokenName: spoken
  )
}

/// An operation inside a cell.
func cellOperation(_ id: String, _ label: String, _ column: Double, _ row: Double) -> Diagram.Node {
  Diagram.Node(id, label: label, shape: .circle, column: column, row: row)
}
