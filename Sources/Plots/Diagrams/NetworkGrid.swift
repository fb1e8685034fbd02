/// A network on a grid: time runs to the right, layers upwards.
///
/// Every architecture is drawn with it, so that a state, an input and a gradient look alike in all of them.
struct NetworkGrid {
  private(set) var nodes: [Diagram.Node] = []
  private(set) var edges: [Diagram.Edge] = []

  /// Adds one box for each time step, with a strip of one value for each unit.
  ///
  /// - Parameters:
  ///   - id: What edges call the boxes, followed by a blank and the step, counted from 0.
  ///   - values: `[time steps][units]`.
  ///   - label: What the box of a step says.
  ///   - row: The row, counted from 0 at the top.
  ///   - column: The column of the first step.
  mutating func states(
    _ id: String,
    _ values: [[Double]],
    _ label: (Int) -> String,
    row: Double,
    column: Double = 1,
    colours: Chart.ColourScale = CellColours.state
  ) {
    for (step, units) in values.enumerated() {
      let place = column + Double(step)
      box("\(id) \(step)", label(step), units, row: row, column: place, colours: colours)
    }
  }

  /// Adds one box.
  mutating func box(
    _ id: String,
    _ label: String,
    _ values: [Double],
    row: Double,
    column: Double,
    colours: Chart.ColourScale = CellColours.state,
    detail: String = ""
  ) {
    nodes.append(
      Diagram.Node(
        id,
        label: label,
        detail: detail,
        values: values,
        colours: colours,
        column: column,
        row: row
      )
    )
  }

  /// Adds words alone, such as an input or an output.
  mutating func words(_ id: String, _ label: String, row: Double, column: Double) {
    nodes.append(Diagram.Node(id, label: label, shape: .plain, column: column, row: row))
  }

  /// Adds the words of each step: those that are given, and `otherwise` for the rest.
  mutating func words(
    _ id: String,
    _ given: [String],
    count: Int,
    row: Double,
    column: Double = 1,
    otherwise: (Int) -> String
  ) {
    for step in 0..<count {
      let label = given.indices.contains(step) ? given[step] : otherwise(step)
      words("\(id) \(step)", label, row: row, column: column + Double(step))
    }
  }

  /// Adds an operation, such as `+`.
  mutating func operation(_ id: String, _ sign: String, row: Double, column: Double) {
    nodes.append(cellOperation(id, sign, column, row))
  }

  /// Adds an arrow.
  mutating func arrow(_ from: String, _ to: String, label: String = "", isDashed: Bool = false) {
    edges.append(Diagram.Edge(from, to, label: label, isDashed: isDashed))
  }

  /// Adds an arrow at each step from what one row holds to what another does.
  mutating func arrows(_ from: String, _ to: String, count: Int, isDashed: Bool = false) {
    for step in 0..<count { arrow("\(from) \(step)", "\(to) \(step)", isDashed: isDashed) }
  }

  /// Adds the arrows from each step of a row to the next, or to the one before.
  mutating func chain(
    _ id: String,
    count: Int,
    isBackward: Bool = false,
    isDashed: Bool = false
  ) {
    for step in 0..<max(0, count - 1) {
      let (early, late) = ("\(id) \(step)", "\(id) \(step + 1)")
      if isBackward {
        arrow(late, early, isDashed: isDashed)
      } else {
        arrow(early, late, isDashed: isDashed)
      }
    }
  }

  /// The figure.
  func chart(title: String) -> Chart {
    diagramChart(Diagram(nodes: nodes, edges: edges), title: title)
  }
}

extension CellColours {
  /// Gradients have no bound, and their sign matters.
  static let gradient = Chart.ColourScale(.diverging, label: "gradient")
  /// Attention weights lie between 0 and 1.
  static let weight = Chart.ColourScale(.sequential, lower: 0, upper: 1, label: "attention weight")
  /// Vectors that no function bounds: queries, keys, values, sums.
  static let vector = Chart.ColourScale(.diverging, label: "vectors")
}

/// Numbers as they are drawn.
func plotted(_ rows: [[some Plottable]]) -> [[Double]] { rows.map { $0.map(\.plotted) } }
