/// The row above a plot that names its series, or the colours of its cells.
struct SVGLegend {
  private struct Entry {
    var name: String
    var slot: Int
    var mark: Chart.Mark
    var left: Double
    var top: Double
  }

  private var entries: [Entry] = []
  private let colours: ColourRange?
  /// What the colours stand for, on a row of its own where one row is too narrow for all.
  private let colourLabel: (text: String, standsAlone: Bool)
  private let usesDashes: Bool
  /// What the legend takes, in pixels.
  let height: Double

  init(_ chart: Chart, slots: SeriesSlots, colours: ColourRange, width: Double) {
    let all = chart.marks + chart.frames.flatMap(\.marks)
    let names = slots.names.filter { !$0.isEmpty }
    usesDashes = slots.names.count > 1
    var left = 2.0
    var top = 0.0
    if names.count > 1 || names.first.map({ $0 != chart.yAxis.label }) ?? false {
      for name in names {
        let named = all.filter { $0.seriesName == name }
        guard let mark = named.first(where: \.isLine) ?? named.first else { continue }
        let entryWidth = 34 + estimatedWidth(name, fontSize: PlotLayout.fontSize) + 16
        if left > 2, left + entryWidth > width {
          left = 2
          top += 20
        }
        entries.append(Entry(name: name, slot: slots[name], mark: mark, left: left, top: top))
        left += entryWidth
      }
    }
    self.colours = chart.firstCells == nil ? nil : colours
    let label = fitted(colours.label, to: min(220, width), fontSize: PlotLayout.fontSize)
    let row = [label, Self.end(colours.lower), Self.end(colours.upper)]
      .reduce(2 + Self.scaleWidth) { $0 + Self.advance($1) }
    colourLabel = (label, row > width)
    let cellLegend = self.colours == nil ? 0.0 : 24 + (colourLabel.standsAlone ? 20 : 0)
    height = (entries.isEmpty ? 0 : top + 22) + cellLegend
  }

  /// Draws the legend below `top`.
  func draw(at top: Double, into writer: inout SVGWriter) {
    for entry in entries {
      let middle = top + entry.top + 9
      writer.element("g", SVGPlot.seriesAttributes(entry.slot)) {
        drawSample(entry, middle: middle, into: &$0)
      }
      writer.element(
        "text",
        ["class": "plot-legend", "x": pixels(entry.left + 32), "y": pixels(middle + 4.5)],
        words: fitted(entry.name, to: 400, fontSize: PlotLayout.fontSize)
      )
    }
    writer.newLine()
    if let colours { drawColours(colours, top: top + height - 22, into: &writer) }
  }

  private func drawSample(_ entry: Entry, middle: Double, into writer: inout SVGWriter) {
    let (left, slot) = (entry.left, entry.slot)
    switch entry.mark {
    case .bars, .band:
      writer.element(
        "rect",
        [
          "x": pixels(left + 5), "y": pixels(middle - 5), "width": "16", "height": "11",
          "fill-opacity": SVGPlot.fillOpacity(entry.mark, slot: slot), "stroke": "currentColor",
        ]
      )
    case .points:
      writer.element(
        "path",
        ["d": Marker.path(slot, x: left + 13, y: middle), "stroke": "currentColor"]
      )
    default:
      writer.element(
        "path",
        [
          "d": "M\(pixels(left)) \(pixels(middle))h26", "stroke": "currentColor",
          "stroke-width": "2", "stroke-dasharray": SVGPlot.dash(slot),
        ]
      )
      if usesDashes {
        writer.element("path", ["d": Marker.path(slot, x: left + 13, y: middle)])
      }
    }
  }

  /// Draws all levels in a row between their two ends.
  private func drawColours(_ range: ColourRange, top: Double, into writer: inout SVGWriter) {
    var left = 2.0
    func words(_ text: String, above rise: Double = 0) {
      guard !text.isEmpty else { return }
      writer.element(
        "text",
        ["class": "plot-legend", "x": pixels(left), "y": pixels(top + 13 - rise)],
        words: text
      )
      left += Self.advance(text)
    }
    words(colourLabel.text, above: colourLabel.standsAlone ? 20 : 0)
    if colourLabel.standsAlone { left = 2 }
    words(Self.end(range.lower))
    for level in 0..<ColourRange.levels {
      writer.element(
        "rect",
        [
          "class": SVGPlot.levelClass(range.kind, level),
          "fill": Palette.hex(range.kind, level: level),
          "x": pixels(left.rounded() + Double(level * 3)),
          "y": pixels(top + 2), "width": "3", "shape-rendering": "crispEdges", "height": "12",
        ]
      )
    }
    left += Self.scaleWidth
    words(Self.end(range.upper))
  }

  private static let scaleWidth = Double(ColourRange.levels * 3) + 7

  private static func end(_ value: Double) -> String {
    NumberFormat.typeset(NumberFormat.short(value, digits: 3))
  }

  /// How far the next thing in a row stands from the beginning of a text.
  private static func advance(_ text: String) -> Double {
    text.isEmpty ? 0 : estimatedWidth(text, fontSize: PlotLayout.fontSize) + 6
  }
}
