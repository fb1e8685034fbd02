/// Draws a network that reads a sequence from both ends.
///
/// - Parameters:
///   - forward: The states of the direction that reads from the front, `[time steps][units]`.
///   - backward: Those of the direction that reads from the back, at their inputs' places.
///   - inputs: What each time step reads; `x(t)` without.
///   - outputs: What each time step writes; `y(t)` without.
///   - title: What the figure is called.
/// - Source: Schuster & Paliwal (1997), figure 3.
public func bidirectionalNetwork<Value: Plottable>(
  forward: [[Value]],
  backward: [[Value]],
  inputs: [String] = [],
  outputs: [String] = [],
  title: String = ""
) -> Chart {
  let count = min(forward.count, backward.count)
  var grid = NetworkGrid()
  // The two directions stand beside each other within a step, so that no arrow hides another.
  for step in 0..<count {
    let column = 1.6 * Double(step) + 1
    grid.box("→ \(step)", "→h(\(step + 1))", forward[step].map(\.plotted), row: 2, column: column)
    grid.box(
      "← \(step)",
      "←h(\(step + 1))",
      backward[step].map(\.plotted),
      row: 1,
      column: column + 0.7
    )
    let middle = column + 0.35
    let (read, written) = ("x(\(step + 1))", "y(\(step + 1))")
    grid.words(
      "input \(step)",
      inputs.indices.contains(step) ? inputs[step] : read,
      row: 3,
      column: middle
    )
    grid.words(
      "output \(step)",
      outputs.indices.contains(step) ? outputs[step] : written,
      row: 0,
      column: middle
    )
  }
  for row in ["→", "←"] {
    grid.arrows("input", row, count: count)
    grid.arrows(row, "output", count: count)
  }
  grid.chain("→", count: count)
  grid.chain("←", count: count, isBackward: true)
  return grid.chart(title: title)
}

/// Draws recurrent layers on top of each other, the lowest at the bottom.
///
/// - Parameters:
///   - layers: The states of each layer, the lowest first, `[layers][time steps][units]`.
///   - inputs: What each time step reads; `x(t)` without.
///   - outputs: What each time step writes; no outputs are drawn without.
///   - title: What the figure is called.
public func stackedNetwork<Value: Plottable>(
  layers: [[[Value]]],
  inputs: [String] = [],
  outputs: [String] = [],
  title: String = ""
) -> Chart {
  let count = layers.map(\.count).min() ?? 0
  var grid = NetworkGrid()
  for (index, states) in layers.enumerated() {
    let row = Double(layers.count - index)
    let name = "layer \(index)"
    let label = { (step: Int) in "h\(superscript(index + 1))(\(step + 1))" }
    grid.states(name, plotted(Array(states.prefix(count))), label, row: row)
    grid.arrows(index == 0 ? "input" : "layer \(index - 1)", name, count: count)
    grid.chain(name, count: count)
  }
  let bottom = Double(layers.count + 1)
  grid.words("input", inputs, count: count, row: bottom) { "x(\($0 + 1))" }
  let written = layers.isEmpty ? [] : Array(outputs.prefix(count))
  grid.words("output", written, count: written.count, row: 0) { _ in "" }
  grid.arrows("layer \(layers.count - 1)", "output", count: written.count)
  return grid.chart(title: title)
}

/// Draws one network that reads a source and another that writes a target.
///
/// - Parameters:
///   - encoder: The encoder's state after each source symbol, `[source steps][units]`.
///   - decoder: The decoder's state after each target symbol, `[target steps][units]`.
///   - source: The symbols that are read.
///   - target: The symbols that are written; the decoder reads each in the step after.
///   - start: What the decoder reads first.
///   - title: What the figure is called.
/// - Source: Sutskever, Vinyals & Le (2014), figure 1.
public func encoderDecoderNetwork<Value: Plottable>(
  encoder: [[Value]],
  decoder: [[Value]],
  source: [String],
  target: [String],
  start: String = "start",
  title: String = ""
) -> Chart {
  let (read, written) = (encoder.count, decoder.count)
  let first = Double(read + 1)
  var grid = NetworkGrid()
  grid.states("encoder", plotted(encoder), { "h(\($0 + 1))" }, row: 1, column: 0)
  grid.states("decoder", plotted(decoder), { "s(\($0 + 1))" }, row: 1, column: first)
  grid.words("source", source, count: read, row: 2, column: 0) { "x(\($0 + 1))" }
  grid.words("read", [start] + target, count: written, row: 2, column: first) { "y(\($0))" }
  grid.words("target", target, count: written, row: 0, column: first) { "y(\($0 + 1))" }
  grid.arrows("source", "encoder", count: read)
  grid.chain("encoder", count: read)
  if read > 0, written > 0 { grid.arrow("encoder \(read - 1)", "decoder 0", label: "all there is") }
  grid.arrows("read", "decoder", count: written)
  grid.chain("decoder", count: written)
  grid.arrows("decoder", "target", count: written)
  // What is written is read in the next step.
  for step in 0..<max(0, written - 1) {
    grid.arrow("target \(step)", "read \(step + 1)", isDashed: true)
  }
  return grid.chart(title: title)
}

/// A small number above the line.
private func superscript(_ number: Int) -> String {
  let digits = Array("⁰¹²³⁴⁵⁶⁷⁸⁹")
  return String(String(number).compactMap { $0.wholeNumberValue.map { digits[$0] } })
}
