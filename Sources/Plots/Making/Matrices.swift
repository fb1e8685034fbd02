/// Draws a matrix as coloured cells, its first row at the top.
///
///     heatmap(hiddenStates, rows: "unit", columns: "time step")
///
/// - Parameters:
///   - matrix: Entries, row by row.
///   - rows: What the rows are.
///   - columns: What the columns are.
///   - rowNames: A name for each row; rows are counted from 0 without.
///   - columnNames: A name for each column; columns are counted from 0 without.
///   - value: What the entries are, for the legend.
///   - title: What the figure is called.
///   - scale: The colours; diverging around zero if the entries have both signs and this is `nil`.
///   - range: The values of the first and last colour; the data decide without.
///   - showsValues: Whether each cell shows its number.
public func heatmap<Value: Plottable>(
  _ matrix: [[Value]],
  rows: String = "",
  columns: String = "",
  rowNames: [String] = [],
  columnNames: [String] = [],
  value: String = "",
  title: String = "",
  scale: Chart.ColourScale.Kind? = nil,
  range: ClosedRange<Double>? = nil,
  showsValues: Bool = false
) -> Chart {
  let cells = Chart.Cells(
    rows: matrix.map { $0.map(\.plotted) },
    rowNames: rowNames,
    columnNames: columnNames,
    showsValues: showsValues
  )
  let colours = Chart.ColourScale(
    scale,
    lower: range?.lowerBound,
    upper: range?.upperBound,
    label: value
  )
  return Chart(cells: cells, rows: rows, columns: columns, title: title, colours: colours)
}

/// Draws how much each output attends to each input, rows being outputs.
///
/// - Parameters:
///   - weights: `[outputs, inputs]`, between 0 and 1.
///   - outputs: A name for each row, such as the words that are written.
///   - inputs: A name for each column, such as the words that are read.
///   - title: What the figure is called.
public func attentionAlignment<Value: Plottable>(
  _ weights: [[Value]],
  outputs: [String],
  inputs: [String],
  title: String = ""
) -> Chart {
  heatmap(
    weights,
    rows: "output",
    columns: "input",
    rowNames: outputs,
    columnNames: inputs,
    value: "attention weight",
    title: title,
    scale: .sequential,
    range: 0...1
  )
}

/// Draws how often each true class was taken for each class.
///
/// - Parameters:
///   - counts: `[classes, classes]`; row: the true class, column: the predicted one.
///   - classes: A name for each class.
///   - title: What the figure is called.
public func confusionMatrix<Value: Plottable>(
  _ counts: [[Value]],
  classes: [String],
  title: String = ""
) -> Chart {
  let cells = Chart.Cells(
    rows: counts.map { $0.map(\.plotted) },
    rowNames: classes,
    columnNames: classes,
    showsValues: true,
    isConfusionMatrix: true
  )
  return Chart(
    cells: cells,
    rows: "true class",
    columns: "predicted class",
    title: title,
    colours: Chart.ColourScale(.sequential, lower: 0, label: "count")
  )
}

/// Counts and draws how often each true class was taken for each class.
///
/// - Parameters:
///   - truth: The true class of each example, an index into `classes`.
///   - predictions: The predicted class of each example.
///   - classes: A name for each class. Examples with an index outside of it trap.
///   - title: What the figure is called.
public func confusionMatrix(
  truth: [Int],
  predictions: [Int],
  classes: [String],
  title: String = "",
  file: StaticString = #filePath,
  line: UInt = #line
) -> Chart {
  demand(
    truth.count == predictions.count,
    "A confusion matrix needs one prediction for each true class; there are \(truth.count) true "
      + "classes and \(predictions.count) predictions.",
    file: file,
    line: line
  )
  var counts = [[Int]](
    repeating: [Int](repeating: 0, count: classes.count),
    count: classes.count
  )
  for (row, column) in zip(truth, predictions) {
    demand(
      classes.indices.contains(row) && classes.indices.contains(column),
      "Class \(classes.indices.contains(row) ? column : row) has no name; give \(classes.count) "
        + "names or keep classes below \(classes.count).",
      file: file,
      line: line
    )
    counts[row][column] += 1
  }
  return confusionMatrix(counts, classes: classes, title: title)
}

extension Chart {
  /// A chart of cells on axes that fit them.
  init(cells: Cells, rows: String, columns: String, title: String, colours: ColourScale) {
    func scale(_ names: [String]) -> Scale { names.isEmpty ? .linear : .categorical(names) }
    self.init(
      title: title,
      xAxis: Axis(columns, scale: scale(cells.columnNames)),
      yAxis: Axis(rows, scale: scale(cells.rowNames), isReversed: true),
      colours: colours,
      marks: [.cells(cells)]
    )
  }
}
