extension SVGPlot {
  /// The class and the colour by which a page may restyle a series.
  static func seriesAttributes(_ slot: Int) -> SVGWriter.Attributes {
    let index = slot % Palette.series.count
    return ["class": "plot-series plot-series-\(index + 1)", "color": Palette.series[index]]
  }

  /// Dashes move on by one with each round of colours, so that 36 series differ.
  static func dash(_ slot: Int) -> String {
    Palette.dashes[(slot + slot / Palette.series.count) % Palette.dashes.count]
  }

  /// How solid the inside of a bar or a band is; neighbouring slots differ in grey print too.
  static func fillOpacity(_ mark: Chart.Mark, slot: Int) -> String {
    if case .band = mark { return ".18" }
    return [".85", ".35", ".6", ".1"][slot % 4]
  }

  /// Draws one mark.
  func draw(_ mark: Chart.Mark, into writer: inout SVGWriter) {
    switch mark {
    case .line(let series): drawLine(series, isStepped: false, into: &writer)
    case .step(let series): drawLine(series, isStepped: true, into: &writer)
    case .points(let series): drawPoints(series, into: &writer)
    case .bars(let bars): drawBars(bars, into: &writer)
    case .band(let band): drawBand(band, into: &writer)
    case .cells(let cells): drawCells(cells, into: &writer)
    case .arrows(let arrows): drawArrows(arrows, into: &writer)
    case .rule(let rule): drawRule(rule, into: &writer)
    case .label(let label): drawLabel(label, into: &writer)
    case .diagram: break
    }
  }

  /// The places of a series as runs without a gap.
  func runs(_ x: [Double], _ y: [Double]) -> [[(x: Double, y: Double)]] {
    var runs: [[(x: Double, y: Double)]] = [[]]
    for (place, value) in zip(x, y) {
      if let across = layout.across(place), let up = layout.up(value) {
        runs[runs.count - 1].append((across, up))
      } else if runs.last?.isEmpty == false {
        runs.append([])
      }
    }
    return runs.filter { !$0.isEmpty }
  }

  private func group(
    _ name: String,
    into writer: inout SVGWriter,
    content: (inout SVGWriter, Int) -> Void
  ) {
    let slot = slots[name]
    writer.element("g", ["clip-path": "url(#\(id)-clip)"]) {
      $0.element("g", Self.seriesAttributes(slot)) { content(&$0, slot) }
    }
  }

  private func drawLine(
    _ series: Chart.Series,
    isStepped: Bool,
    into writer: inout SVGWriter
  ) {
    // Five places for every two pixels: more would weigh and not be seen.
    let series = series.thinned(to: min(1200, Int(layout.innerWidth * 2.5)))
    var path = ""
    var dots = ""
    for run in runs(series.x, series.y) {
      if run.count == 1 {
        // A value between two gaps has no line; a dot shows it.
        let shape = slots.names.count > 1 ? slots[series.name] : 0
        dots += Marker.path(shape, x: run[0].x, y: run[0].y, radius: 3.2)
      }
      for (index, point) in run.enumerated() {
        if index == 0 {
          path += "M\(pixels(point.x)) \(pixels(point.y))"
        } else if isStepped {
          path += "H\(pixels(point.x))V\(pixels(point.y))"
        } else {
          path += "L\(pixels(point.x)) \(pixels(point.y))"
        }
      }
    }
    group(series.name, into: &writer) { writer, slot in
      writer.element(
        "path",
        [
          "class": "plot-line", "d": path, "fill": "none", "stroke": "currentColor",
          "stroke-width": "2", "stroke-linejoin": "round",
          "stroke-dasharray": slots.names.count > 1 ? Self.dash(slot) : "",
        ]
      )
      if slots.names.count > 1 { dots += markers(series, slot: slot) }
      if !dots.isEmpty { writer.element("path", ["class": "plot-marker", "d": dots]) }
    }
  }

  /// A few markers along a line; each series begins at another place, so that they do not cover.
  private func markers(_ series: Chart.Series, slot: Int) -> String {
    let points = runs(series.x, series.y).filter { $0.count > 1 }.flatMap { $0 }
    guard let first = points.first?.x, let last = points.last?.x else { return "" }
    var path = ""
    var next = first + (last - first) * (0.03 + 0.04 * Double(slot % 4))
    for point in points where point.x >= next {
      path += Marker.path(slot, x: point.x, y: point.y)
      next = max(next, point.x) + max(40, (last - first) / 5)
    }
    return path
  }

  private func drawPoints(_ series: Chart.Series, into writer: inout SVGWriter) {
    let points = runs(series.x, series.y).flatMap { $0 }
    let radius = points.count > 400 ? 1.8 : points.count > 80 ? 2.6 : 3.6
    group(series.name, into: &writer) { writer, slot in
      let path = points.map { Marker.path(slot, x: $0.x, y: $0.y, radius: radius) }.joined()
      writer.element(
        "path",
        ["class": "plot-point", "d": path, "fill-opacity": points.count > 80 ? ".5" : ".8"]
      )
    }
  }

  private func drawBars(_ bars: Chart.Bars, into writer: inout SVGWriter) {
    var path = ""
    for index in bars.values.indices {
      // A bar that stands on zero has no end on a logarithmic axis; it begins at the bottom.
      let base = layout.up(bars.baseline) ?? (layout.top + layout.innerHeight)
      guard let left = layout.across(bars.starts[index]),
        let right = layout.across(bars.ends[index]),
        let top = layout.up(bars.values[index])
      else { continue }
      let inset = right - left > 6 && bars.countsIntervals ? 0.5 : 0
      path +=
        "M\(pixels(left + inset)) \(pixels(base))V\(pixels(top))H\(pixels(right - inset))"
        + "V\(pixels(base))z"
    }
    group(bars.name, into: &writer) { writer, slot in
      writer.element(
        "path",
        [
          "class": "plot-bar", "d": path, "stroke": "currentColor",
          "fill-opacity": Self.fillOpacity(.bars(bars), slot: slot),
        ]
      )
    }
  }

  private func drawBand(_ band: Chart.Band, into writer: inout SVGWriter) {
    var path = ""
    var upper: [String] = []
    var lower: [String] = []
    func close() {
      if !upper.isEmpty {
        path +=
          "M" + upper.joined(separator: "L") + "L"
          + lower.reversed().joined(separator: "L") + "z"
      }
      (upper, lower) = ([], [])
    }
    for index in band.x.indices {
      guard let x = layout.across(band.x[index]), let low = layout.up(band.low[index]),
        let high = layout.up(band.high[index])
      else {
        close()
        continue
      }
      upper.append("\(pixels(x)) \(pixels(high))")
      lower.append("\(pixels(x)) \(pixels(low))")
    }
    close()
    group(band.name, into: &writer) { writer, slot in
      writer.element(
        "path",
        [
          "class": "plot-band", "d": path, "stroke": "currentColor", "stroke-opacity": ".35",
          "fill-opacity": Self.fillOpacity(.band(band), slot: slot),
        ]
      )
    }
  }
}
