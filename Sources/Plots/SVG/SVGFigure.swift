/// Draws a chart and, within it, its panels and frames.
struct SVGFigure {
  /// The id of the whole drawing.
  let id: String
  /// Whether frames lie above each other for a slider, or stand side by side.
  let showsAllFrames: Bool
  /// Whether values can be hovered.
  let isHoverable: Bool

  /// Panels are not drawn narrower than this, in pixels, unless the author asks for columns.
  static let narrowestPanel = 170.0
  /// In a drawing narrower than this, in pixels, panels are below each other whatever the author asks.
  private static let narrowestRow = 360.0
  private static let gap = 12.0

  /// Draws a chart below `(0, 0)`.
  ///
  /// - Parameter slots: Those of a legend that stands above; without, the chart has its own.
  /// - Returns: the height of what was drawn, in pixels.
  func draw(
    _ chart: Chart,
    _ slots: SeriesSlots? = nil,
    width: Double,
    id: String,
    into writer: inout SVGWriter
  ) -> Double {
    if !chart.panels.isEmpty {
      return drawPanels(chart, width: width, id: id, into: &writer)
    }
    if !chart.frames.isEmpty, !showsAllFrames {
      return drawStills(chart, width: width, id: id, into: &writer)
    }
    if chart.isDiagram {
      return SVGDiagram(id: id, width: width).draw(chart, into: &writer)
    }
    return SVGPlot(chart, slots, id: id, width: width, isHoverable: isHoverable)
      .draw(into: &writer)
  }

  /// Draws the first, middle and last frame beside each other; one legend serves them all.
  private func drawStills(
    _ chart: Chart,
    width: Double,
    id: String,
    into writer: inout SVGWriter
  ) -> Double {
    let stills = chart.stills
    guard !chart.isDiagram else {
      return drawPanels(stills, width: width, id: id, into: &writer)
    }
    let slots = SeriesSlots(chart.marks + chart.frames.flatMap(\.marks))
    let legend = SVGLegend(chart, slots: slots, colours: chart.colourRange, width: width)
    return drawPanels(stills, below: legend, slots, width: width, id: id, into: &writer)
  }

  private func drawPanels(
    _ chart: Chart,
    below legend: SVGLegend? = nil,
    _ slots: SeriesSlots? = nil,
    width: Double,
    id: String,
    into writer: inout SVGWriter
  ) -> Double {
    let fitting = max(1, Int((width + Self.gap) / (Self.narrowestPanel + Self.gap)))
    // Four panels stand two by two, so that none is alone in its row.
    let most = chart.panels.count == 4 ? 2 : 3
    let columns = min(
      chart.panels.count,
      width < Self.narrowestRow ? fitting : chart.columns > 0 ? chart.columns : min(most, fitting)
    )
    let panelWidth = (width - Double(columns - 1) * Self.gap) / Double(columns)
    var top = writer.heading(chart.title, width: width)
    legend?.draw(at: top, into: &writer)
    top += legend?.height ?? 0
    var rowHeight = 0.0
    for (index, panel) in chart.panels.enumerated() {
      if index > 0, index.isMultiple(of: columns) {
        top += rowHeight + Self.gap
        rowHeight = 0
      }
      let left = Double(index % columns) * (panelWidth + Self.gap)
      var height = 0.0
      writer.element(
        "g",
        ["class": "plot-panel", "transform": "translate(\(pixels(left)) \(pixels(top)))"]
      ) {
        height = draw(panel, slots, width: panelWidth, id: "\(id)-p\(index)", into: &$0)
      }
      writer.newLine()
      rowHeight = max(rowHeight, height)
    }
    return top + rowHeight
  }
}

extension SVGWriter {
  /// Writes the title of a figure.
  ///
  /// - Returns: the height it takes, in pixels.
  mutating func heading(_ title: String, width: Double) -> Double {
    guard !title.isEmpty else { return 4 }
    element(
      "text",
      ["class": "plot-heading", "x": "2", "y": "16", "font-weight": "600"],
      words: fitted(title, to: width - 4, fontSize: PlotLayout.fontSize * 1.06)
    )
    return 24
  }
}

extension Chart {
  /// Whether the chart is drawn without axes.
  var isDiagram: Bool {
    (marks + frames.flatMap(\.marks)).contains { if case .diagram = $0 { true } else { false } }
  }

  /// The first, middle and last frame as panels on equal axes and in equal colours.
  var stills: Chart {
    let middle = (frames.count - 1) / 2
    let chosen = [0, middle, frames.count - 1].reduce(into: [Int]()) {
      if $0.last != $1 { $0.append($1) }
    }
    let settled = withSettledScales
    let panels = chosen.map { index in
      var panel = settled
      panel.title = frames[index].label
      panel.marks += frames[index].marks
      panel.frames = []
      return panel
    }
    return Chart(title: title, panels: panels, columns: columns)
  }

  /// The same chart, its axes and colours fixed to what its data ask for now.
  var withSettledScales: Chart {
    var chart = self
    let scales = positionScales
    (chart.xAxis.lower, chart.xAxis.upper) = (scales.x.lower, scales.x.upper)
    (chart.yAxis.lower, chart.yAxis.upper) = (scales.y.lower, scales.y.upper)
    let range = colourRange
    chart.colours.kind = range.kind
    (chart.colours.lower, chart.colours.upper) = (range.lower, range.upper)
    return chart
  }
}
