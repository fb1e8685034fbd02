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
  let count = hiddenStates.count
  var grid = NetworkGrid()
  grid.words("start", "\(cell)(0)", row: 1, column: 0)
  grid.states("hidden", plotted(hiddenStates), { "\(cell)(\($0 + 1))" }, row: 1)
  grid.words("input", inputs, count: count, row: 2) { "x(\($0 + 1))" }
  let written = outputs.prefix(count)
  grid.words("output", Array(written), count: written.count, row: 0) { _ in "" }
  grid.arrows("input", "hidden", count: count)
  if count > 0 { grid.arrow("start", "hidden 0") }
  grid.chain("hidden", count: count)
  grid.arrows("hidden", "output", count: written.count)
  return grid.chart(title: title)
}

/// Draws backpropagation through time: the states on their way forward, and above them the gradients of
/// the loss with respect to each state on their way back.
///
/// - Parameters:
///   - hiddenStates: The hidden state after each time step, `[time steps][units]`.
///   - gradients: ∂L/∂h after each time step, `[time steps][units]`: through all later steps.
///   - losses: The loss at each time step, nil where none is taken.
///   - inputs: What each time step reads; `x(t)` without.
///   - title: What the figure is called.
public func backpropagationNetwork<Value: Plottable>(
  hiddenStates: [[Value]],
  gradients: [[Value]],
  losses: [Value?],
  inputs: [String] = [],
  title: String = ""
) -> Chart {
  let count = hiddenStates.count
  var grid = NetworkGrid()
  grid.words("start", "h(0)", row: 2, column: 0)
  grid.states(
    "gradient",
    plotted(gradients),
    { "∂L/∂h(\($0 + 1))" },
    row: 0,
    colours: CellColours.gradient
  )
  grid.states("hidden", plotted(hiddenStates), { "h(\($0 + 1))" }, row: 2)
  grid.words("input", inputs, count: count, row: 3) { "x(\($0 + 1))" }
  grid.arrows("input", "hidden", count: count)
  if count > 0 { grid.arrow("start", "hidden 0") }
  grid.chain("hidden", count: count)
  for (step, loss) in losses.prefix(count).enumerated() {
    guard let loss = loss?.plotted else { continue }
    grid.words(
      "loss \(step)",
      "L(\(step + 1)) = \(NumberFormat.short(loss, digits: 3))",
      row: 1,
      column: Double(step + 1)
    )
    grid.arrow("hidden \(step)", "loss \(step)")
    grid.arrow("loss \(step)", "gradient \(step)", isDashed: true)
  }
  grid.chain("gradient", count: min(count, gradients.count), isBackward: true, isDashed: true)
  return grid.chart(title: title)
}
