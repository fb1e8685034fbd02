extension SVGPlot {
  /// Points of a series that can be hovered; more would make the page heavy.
  static let hoveredPoints = 120

  /// Writes invisible targets, each with a `<title>` that tells the value there.
  func drawHits(_ mark: Chart.Mark, into writer: inout SVGWriter) {
    switch mark {
    case .line(let series), .step(let series), .points(let series):
      let thinned = series.thinned(to: Self.hoveredPoints)
      for (x, y) in zip(thinned.x, thinned.y) {
        drawHit(x, y, words: chart.words(series.name, x: x, y: y), into: &writer)
      }
    case .bars(let bars) where bars.values.count <= Self.hoveredPoints:
      for index in bars.values.indices {
        let middle = (bars.starts[index] + bars.ends[index]) / 2
        drawHit(middle, bars.values[index], words: chart.words(bars, index), into: &writer)
      }
    case .cells(let cells):
      drawHits(cells, into: &writer)
    case .band, .bars, .arrows, .rule, .label, .diagram:
      break
    }
  }

  private func drawHit(_ x: Double, _ y: Double, words: String, into writer: inout SVGWriter) {
    guard let across = layout.across(x), let up = layout.up(y), layout.x.contains(x),
      layout.y.contains(y)
    else { return }
    writer.element(
      "circle",
      ["class": "plot-hit", "cx": pixels(across), "cy": pixels(up), "r": "6"]
    ) { $0.element("title", words: words) }
  }
}
