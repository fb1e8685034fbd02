/// Draws diagrams in characters: one line for each node, in the order of the arrows, with what
/// enters it and a strip of its values.
struct TextDiagram {
  let chart: Chart
  let style: TextStyle

  init(_ chart: Chart, style: TextStyle) {
    self.chart = chart
    self.style = style
  }

  /// The title and the lines of all diagrams.
  var lines: [TextLine] {
    var lines = chart.title.isEmpty ? [] : [TextLine(chart.title)]
    for case .diagram(let diagram) in chart.marks { lines += Self.lines(diagram, style) }
    return lines
  }

  private static func lines(_ diagram: Diagram, _ style: TextStyle) -> [TextLine] {
    let joined = diagram.joined
    let order = ordered(diagram, joined.map { ($0.from, $0.to) })
    // Plain spelling may be longer, so it is settled before widths are measured.
    let names = diagram.distinctLabels.map { style.written(TextLine($0), isCut: false) }
    let widest = min(style.width / 3, names.map { TextLine($0).width }.max() ?? 0)
    return order.map { index in
      let node = diagram.nodes[index]
      var line = TextLine(names[index]).padded(to: widest)
      let sources = joined.filter { $0.to == index }.map { link in
        names[link.from] + (link.edge.label.isEmpty ? "" : " (\(link.edge.label))")
      }
      if !sources.isEmpty { line.append(" ← " + sources.joined(separator: ", ")) }
      if !node.detail.isEmpty { line.append("  " + node.detail) }
      if !node.values.isEmpty {
        line.append("  ")
        appendStrip(node, to: &line, style)
        if let low = node.values.filter(\.isFinite).min(),
          let high = node.values.filter(\.isFinite).max()
        {
          let (from, to) = (
            NumberFormat.short(low, digits: 3), NumberFormat.short(high, digits: 3)
          )
          line.append(" " + (from == to ? from : "\(from) … \(to)"))
        }
      }
      return line
    }
  }

  /// Eighths of a block by the height of each value in its range, digits 0 … 7 if plain.
  private static func appendStrip(
    _ node: Diagram.Node,
    to line: inout TextLine,
    _ style: TextStyle
  ) {
    let range = ColourRange(node.colours, values: node.values)
    let ramp: [Character] = Array(style.isPlain ? "01234567" : "▁▂▃▄▅▆▇█")
    line.append("[")
    for value in node.strip {
      guard let level = range.level(value) else {
        line.append("?")
        continue
      }
      if style.usesColour {
        let (red, green, blue) = Palette.rgb(range.kind, level: level)
        line.append(" ", background: TerminalColour(red: red, green: green, blue: blue))
      } else {
        line.append(String(ramp[level * ramp.count / ColourRange.levels]))
      }
    }
    line.append("]")
  }

  /// Nodes so that, without circles, each stands after those that enter it.
  private static func ordered(_ diagram: Diagram, _ links: [(from: Int, to: Int)]) -> [Int] {
    var waiting = diagram.nodes.indices.map { index in
      links.filter { $0.to == index && $0.from != index }.count
    }
    var rest = Array(diagram.nodes.indices)
    var order: [Int] = []
    while !rest.isEmpty {
      // In a circle nobody is free; then the first in the author's order goes first.
      let position = rest.firstIndex { waiting[$0] <= 0 } ?? 0
      let index = rest.remove(at: position)
      order.append(index)
      for link in links where link.from == index { waiting[link.to] -= 1 }
    }
    return order
  }
}
