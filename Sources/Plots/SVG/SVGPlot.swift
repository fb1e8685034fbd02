/// Draws one plot: heading, legend, axes and marks.
struct SVGPlot {
  let chart: Chart
  let id: String
  let width: Double
  let slots: SeriesSlots
  let colours: ColourRange
  let layout: PlotLayout
  private let legend: SVGLegend?
  private let isHoverable: Bool

  /// - Parameter sharedSlots: Those of a legend that stands above; without, the plot has its own.
  init(
    _ chart: Chart,
    _ sharedSlots: SeriesSlots?,
    id: String,
    width: Double,
    isHoverable: Bool
  ) {
    self.chart = chart
    self.id = id
    self.width = width
    self.isHoverable = isHoverable
    let all = chart.marks + chart.frames.flatMap(\.marks)
    slots = sharedSlots ?? SeriesSlots(all)
    colours = chart.colourRange
    legend =
      sharedSlots == nil
      ? SVGLegend(chart, slots: slots, colours: colours, width: width) : nil
    layout = PlotLayout(
      chart,
      width: width,
      header: (chart.title.isEmpty ? 4 : 24) + (legend?.height ?? 0)
    )
  }

  /// Draws the plot below `(0, 0)`.
  ///
  /// - Returns: its height in pixels.
  func draw(into writer: inout SVGWriter) -> Double {
    let headingHeight = writer.heading(chart.title, width: width)
    legend?.draw(at: headingHeight, into: &writer)
    writer.element("clipPath", ["id": "\(id)-clip"]) {
      // A hair more than the plot, so that lines and markers at its edge stay whole.
      $0.element(
        "rect",
        [
          "x": pixels(layout.left - 5), "y": pixels(layout.top - 5),
          "width": pixels(layout.innerWidth + 10), "height": pixels(layout.innerHeight + 10),
        ]
      )
    }
    drawAxes(into: &writer)
    writer.newLine()
    if chart.hasNothingToDraw {
      writer.element(
        "text",
        [
          "class": "plot-annotation", "text-anchor": "middle", "fill-opacity": ".7",
          "x": pixels(layout.left + layout.innerWidth / 2),
          "y": pixels(layout.top + layout.innerHeight / 2),
        ],
        words: "no data"
      )
    }
    drawMarks(chart.marks, into: &writer)
    for (index, frame) in chart.frames.enumerated() {
      writer.element(
        "g",
        [
          "class": "plot-frame", "data-frame": String(index), "data-label": frame.label,
          "display": index == 0 ? "" : "none",
        ]
      ) { drawMarks(frame.marks, into: &$0) }
    }
    return layout.height
  }

  private func drawMarks(_ marks: [Chart.Mark], into writer: inout SVGWriter) {
    for mark in marks {
      draw(mark, into: &writer)
      writer.newLine()
    }
    guard isHoverable else { return }
    writer.element("g", ["class": "plot-hits", "fill": "none", "pointer-events": "all"]) {
      for mark in marks { drawHits(mark, into: &$0) }
    }
    writer.newLine()
  }

  // MARK: Axes

  private func drawAxes(into writer: inout SVGWriter) {
    let hasGrid = chart.firstCells == nil
    let (left, right) = (layout.left, layout.left + layout.innerWidth)
    let (top, bottom) = (layout.top, layout.top + layout.innerHeight)
    var grid = ""
    var marks = ""
    for tick in layout.yTicks {
      guard let y = layout.up(tick.value) else { continue }
      grid += "M\(pixels(left)) \(pixels(y))H\(pixels(right))"
    }
    for tick in layout.xTicks {
      guard let x = layout.across(tick.value) else { continue }
      marks += "M\(pixels(x)) \(pixels(bottom))v4"
    }
    if hasGrid {
      writer.element(
        "path",
        ["class": "plot-grid", "d": grid, "stroke": "currentColor", "stroke-opacity": ".15"]
      )
      writer.element(
        "path",
        [
          "class": "plot-axis", "d": marks + "M\(pixels(left)) \(pixels(bottom))H\(pixels(right))",
          "stroke": "currentColor", "stroke-opacity": ".6",
        ]
      )
    }
    drawTickLabels(bottom: bottom, into: &writer)
    if !layout.yLabel.isEmpty {
      writer.element(
        "text",
        ["class": "plot-label", "x": "2", "y": pixels(top - 11)],
        words: fitted(layout.yLabel, to: width - 4, fontSize: PlotLayout.fontSize)
      )
    }
    if !layout.xLabel.isEmpty {
      writer.element(
        "text",
        [
          "class": "plot-label", "x": pixels(right), "y": pixels(layout.height - 5),
          "text-anchor": "end",
        ],
        words: fitted(layout.xLabel, to: right, fontSize: PlotLayout.fontSize)
      )
    }
  }

  private func drawTickLabels(bottom: Double, into writer: inout SVGWriter) {
    let size = PlotLayout.fontSize
    writer.element("g", ["class": "plot-ticks", "fill-opacity": ".75", "text-anchor": "end"]) {
      for tick in layout.yTicks {
        guard let y = layout.up(tick.value) else { continue }
        $0.element(
          "text",
          ["x": pixels(layout.left - 6), "y": pixels(y + 4.5)],
          words: fitted(tick.label, to: layout.left - 8, fontSize: size)
        )
      }
    }
    let anchor = layout.isSlanted ? "end" : "middle"
    writer.element("g", ["class": "plot-ticks", "fill-opacity": ".75", "text-anchor": anchor]) {
      var end = 0.0
      for tick in layout.xTicks {
        guard let x = layout.across(tick.value) else { continue }
        let place = "\(pixels(x)) \(pixels(bottom + (layout.isSlanted ? 12 : 18)))"
        let half = estimatedWidth(tick.label, fontSize: size) / 2
        // The outermost words may reach over the edges of the drawing; then they move inward.
        let middle = min(max(x, half + 1), width - half - 1)
        guard layout.isSlanted || middle - half >= end else { continue }
        end = middle + half
        $0.element(
          "text",
          [
            "transform": layout.isSlanted ? "translate(\(place)) rotate(-45)" : "",
            "x": layout.isSlanted ? "" : pixels(middle),
            "y": layout.isSlanted ? "" : pixels(bottom + 18),
          ],
          words: layout.isSlanted ? fitted(tick.label, to: 130, fontSize: size) : tick.label
        )
      }
    }
  }
}
