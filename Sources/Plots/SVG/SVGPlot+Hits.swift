extension SVGPlot {
  /// Points of a series that can be hovered; more would make the page heavy, and a figure over time
  /// holds those of all its frames.
  var hoveredPoints: Int {
    let marks = chart.marks.count + chart.frames.reduce(0) { $0 + $1.marks.count }
    return min(120, max(4, 2400 / max(1, marks)))
  }

  /// Writes invisible targets, each with a `<title>` that tells the value there.
  func drawHits(_ mark: Chart.Mark, into writer: inout SVGWriter) {
    switch mark {
    case .line(let series), .step(let series), .points(let series):
      let thinned = series.thinned(to: hoveredPoints)
      for (x, y) in zip(thinned.x, thinned.y) {
        drawHit(x, y, words: chart.words(series.name, x: x, y: y), into: &writer)
      }
    case .bars(let bars) where bars.values.count <= hoveredPoints:
      for index in bars.values.indices {
        let middle = (bars.starts[index] + bars.ends[index]) / 2
        drawHit(middle, bars.values[index], words: chart.words(bars, index), into: &writer)
      }
    case .cells(let cells):
      drawHits(cells, into: &writer)
    case .band(let band):
      drawHits(band, into: &writer)
    case .arrows(let arrows) where arrows.x.count <= 2 * hoveredPoints:
      for index in arrows.x.indices {
        let words = chart.words(arrows, index)
        drawHit(arrows.x[index], arrows.y[index], words: words, into: &writer)
      }
    // What these say stands in the drawing, as words.
    case .bars, .arrows, .rule, .label, .diagram:
      break
    }
  }

  /// In the middle of the band both its edges are told.
  private func drawHits(_ band: Chart.Band, into writer: inout SVGWriter) {
    let stride = max(1, (band.x.count + hoveredPoints - 1) / hoveredPoints)
    for index in Swift.stride(from: 0, to: band.x.count, by: stride) {
      let middle = band.low[index] / 2 + band.high[index] / 2
      drawHit(band.x[index], middle, words: chart.words(band, index), into: &writer)
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
