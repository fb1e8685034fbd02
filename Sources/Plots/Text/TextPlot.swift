/// Draws one plot with axes in characters.
struct TextPlot {
  let chart: Chart
  let style: TextStyle
  let slots: SeriesSlots
  let x: PositionScale
  let y: PositionScale
  var canvas: DotCanvas
  private let yTicks: [Tick]
  private let gutter: Int

  init(_ chart: Chart, style: TextStyle) {
    self.chart = chart
    self.style = style
    slots = SeriesSlots(chart.marks)
    (x, y) = chart.positionScales
    let rows = style.width >= 60 ? 14 : style.width >= 30 ? 10 : 7
    yTicks = y.ticks(about: chart.yAxis.scale.categoryCount ?? rows / 3)
    let widest = yTicks.map { TextLine($0.label).width }.max() ?? 0
    gutter = min(widest, style.width / 3)
    canvas = DotCanvas(
      columns: max(1, style.width - gutter - 2),
      rows: rows,
      isPlain: style.isPlain
    )
    for mark in chart.marks { draw(mark) }
  }

  /// Whether letters must tell series apart.
  var usesLetters: Bool { !style.usesColour && slots.names.count > 1 && !style.isPlain }

  /// The letter of a series, from a to z.
  func letter(_ slot: Int) -> Character {
    Character(Unicode.Scalar(UInt8(ascii: "a") + UInt8(slot % 26)))
  }

  /// Title, legend, plot and axes.
  var lines: [TextLine] {
    var lines = chart.title.isEmpty ? [] : [TextLine(chart.title)]
    lines += legend
    let yLabel = y.title(chart.yAxis.label, ticks: yTicks)
    if !yLabel.isEmpty { lines.append(TextLine(yLabel)) }
    var labels: [Int: String] = [:]
    for tick in yTicks {
      guard let share = y.share(tick.value), (-0.001...1.001).contains(share) else { continue }
      labels[min(canvas.rows - 1, max(0, Int((1 - share) * Double(canvas.rows))))] = tick.label
    }
    for row in 0..<canvas.rows {
      let label = labels[row].map { clipped($0, to: gutter) } ?? ""
      var line = TextLine(label).padded(to: gutter, right: true)
      line.append(label.isEmpty ? (style.isPlain ? " |" : " │") : (style.isPlain ? " +" : " ┤"))
      line.cells +=
        row == canvas.rows / 2 && chart.hasNothingToDraw
        ? noData : canvas.line(row).cells
      lines.append(line)
    }
    lines += horizontalAxis
    return lines
  }

  /// Where marks would be, in the middle.
  private var noData: [TextCell] {
    let words = clipped("no data", to: canvas.columns)
    let margin = String(repeating: " ", count: (canvas.columns - words.count) / 2)
    return TextLine(margin + words).cells
  }

  private func clipped(_ words: String, to limit: Int) -> String {
    var kept = words
    while !kept.isEmpty, TextLine(kept).width > limit { kept.removeLast() }
    return kept
  }

  private var legend: [TextLine] {
    let names = slots.names.filter { !$0.isEmpty }
    guard names.count > 1 || names.first.map({ $0 != chart.yAxis.label }) ?? false else {
      return []
    }
    var lines = [TextLine()]
    for name in names {
      let slot = slots[name]
      var entry = TextLine()
      let isBar = chart.marks.contains { mark in
        if case .bars(let bars) = mark { bars.name == name } else { false }
      }
      let key =
        isBar
        ? fill(slot)
        : style.isPlain
          ? DotCanvas.plainMarks[slot % DotCanvas.plainMarks.count]
          : usesLetters ? letter(slot) : "━"
      entry.append(String(key) + " ", colour: .series(slot))
      entry.append(name + "   ")
      if let last = lines.last, !last.cells.isEmpty, last.width + entry.width - 3 > style.width {
        lines.append(TextLine())
      }
      lines[lines.count - 1].cells += entry.cells
    }
    return lines
  }

  private var horizontalAxis: [TextLine] {
    var rule = TextLine(String(repeating: " ", count: gutter + 1))
    rule.append(style.isPlain ? "+" : "└")
    rule.append(String(repeating: style.isPlain ? "-" : "─", count: canvas.columns))
    var words = TextLine(String(repeating: " ", count: gutter + 2 + canvas.columns))
    var end = -1
    let ticks = x.ticks(about: x.scale.categoryCount ?? max(2, canvas.columns / 10))
    for tick in ticks {
      guard let share = x.share(tick.value), (-0.001...1.001).contains(share) else { continue }
      let column = gutter + 2 + min(canvas.columns - 1, Int(share * Double(canvas.columns)))
      let width = TextLine(tick.label).width
      let start = min(max(0, column - width / 2), max(0, style.width - width))
      guard start > end, start + width <= style.width else { continue }
      rule.overwrite(at: column, style.isPlain ? "+" : "┬")
      words.overwrite(at: start, tick.label)
      end = start + width
    }
    let label = x.title(chart.xAxis.label, ticks: ticks)
    return [rule, words]
      + (label.isEmpty ? [] : [TextLine(label).padded(to: style.width, right: true)])
  }
}
