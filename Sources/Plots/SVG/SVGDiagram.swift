/// Draws the diagrams of a chart.
struct SVGDiagram {
  let id: String
  let width: Double
  private let colours: DiagramColours

  init(_ chart: Chart, id: String, width: Double) {
    self.id = id
    self.width = width
    colours = DiagramColours(chart)
  }

  /// Draws heading and diagrams below `(0, 0)`.
  ///
  /// - Returns: the height in pixels.
  func draw(_ chart: Chart, into writer: inout SVGWriter) -> Double {
    let top = writer.heading(chart.title, width: width) + 4
    var bottom = top
    bottom = max(bottom, draw(chart.marks, top: top, into: &writer))
    for (index, frame) in chart.frames.enumerated() {
      writer.element(
        "g",
        [
          "class": "plot-frame", "data-frame": String(index), "data-label": frame.label,
          "display": index == 0 ? "" : "none",
        ]
      ) { bottom = max(bottom, draw(frame.marks, top: top, into: &$0)) }
    }
    return drawLegend(top: bottom + 4, into: &writer)
  }

  /// Draws the colours of values that are not printed, one scale after the other.
  ///
  /// - Returns: where it ends, in pixels.
  private func drawLegend(top: Double, into writer: inout SVGWriter) -> Double {
    var (left, row) = (2.0, top)
    for range in colours.legend {
      let needed = SVGLegend.scaleLength(range)
      if left > 2, left + needed > width { (left, row) = (2, row + 20) }
      SVGLegend.drawScale(range, left: left, top: row, into: &writer)
      left += needed + 12
    }
    return colours.legend.isEmpty ? top : row + 22
  }

  private func draw(_ marks: [Chart.Mark], top: Double, into writer: inout SVGWriter) -> Double {
    var bottom = top
    for case .diagram(let diagram) in marks {
      let geometry = DiagramGeometry(diagram)
      let scale = min(1, width / max(1, geometry.width))
      let left = (width - geometry.width * scale) / 2
      let factor = NumberFormat.fixed(scale, decimals: 3)
      writer.element(
        "g",
        [
          "class": "plot-diagram",
          "transform": "translate(\(pixels(left)) \(pixels(bottom))) scale(\(factor))",
        ]
      ) {
        drawEdges(diagram, geometry, into: &$0)
        for (node, box) in zip(diagram.nodes, geometry.boxes) { draw(node, box, into: &$0) }
      }
      writer.newLine()
      bottom += geometry.height * scale
    }
    return bottom
  }

  private func drawEdges(
    _ diagram: Diagram,
    _ geometry: DiagramGeometry,
    into writer: inout SVGWriter
  ) {
    for (index, link) in diagram.joined.enumerated() {
      let points = geometry.path(index)
      guard points.count > 1 else { continue }
      var path = "M\(pixels(points[0].x)) \(pixels(points[0].y))"
      for point in points.dropFirst().dropLast() {
        path += "L\(pixels(point.x)) \(pixels(point.y))"
      }
      let (before, tip) = (points[points.count - 2], points[points.count - 1])
      path += "L\(pixels(tip.x)) \(pixels(tip.y))"
      writer.element(
        "g",
        ["class": "plot-edge", "stroke": "currentColor", "fill": "none", "stroke-width": "1.3"]
      ) {
        $0.element("path", ["d": path, "stroke-dasharray": link.edge.isDashed ? "4 3" : ""])
        $0.element("path", ["d": Arrow.head(from: before, to: tip, size: 7)])
      }
      if !link.edge.label.isEmpty {
        let middle = ((before.x + tip.x) / 2, (before.y + tip.y) / 2)
        writer.element(
          "text",
          [
            "class": "plot-edge-label", "x": pixels(middle.0), "y": pixels(middle.1 - 5),
            "text-anchor": "middle", "font-size": "11",
          ],
          words: link.edge.label
        )
      }
    }
  }

  private func draw(_ node: Diagram.Node, _ box: DiagramBox, into writer: inout SVGWriter) {
    writer.element("g", ["class": "plot-node plot-node-\(node.shape.rawValue)"]) { writer in
      let (x, y) = (box.x - box.width / 2, box.y - box.height / 2)
      switch node.shape {
      case .plain: break
      case .circle:
        writer.element(
          "circle",
          [
            "cx": pixels(box.x), "cy": pixels(box.y), "r": pixels(box.width / 2),
            "fill-opacity": ".06", "stroke": "currentColor", "stroke-opacity": ".7",
          ]
        )
      case .box:
        writer.element(
          "rect",
          [
            "x": pixels(x), "y": pixels(y), "width": pixels(box.width),
            "height": pixels(box.height), "rx": "5", "fill-opacity": ".06",
            "stroke": "currentColor", "stroke-opacity": ".7",
          ]
        )
      }
      drawWords(node, box, into: &writer)
    }
  }

  private func drawWords(
    _ node: Diagram.Node,
    _ box: DiagramBox,
    into writer: inout SVGWriter
  ) {
    var baseline = box.y - box.contentHeight / 2 + 12
    writer.element(
      "text",
      ["x": pixels(box.x), "y": pixels(baseline), "text-anchor": "middle"],
      words: node.label
    )
    if !node.detail.isEmpty {
      baseline += 14
      writer.element(
        "text",
        [
          "x": pixels(box.x), "y": pixels(baseline), "text-anchor": "middle", "font-size": "11",
          "fill-opacity": ".75",
        ],
        words: node.detail
      )
    }
    if !node.values.isEmpty { drawStrip(node, box, top: baseline + 5, into: &writer) }
  }

  /// A value as it fits on its cell: of a share what is less than half a thousandth is 0.000, and exact where it is
  /// hovered.
  private static func printed(_ value: Double, of node: Diagram.Node) -> String {
    let isShare = node.colours.lower == 0 && node.colours.upper == 1
    return isShare && value.magnitude < 5e-4 && value != 0
      ? NumberFormat.fixed(value, decimals: 3) : NumberFormat.short(value, digits: 3)
  }

  /// The values of a node as coloured cells; one alone is printed on its cell.
  private func drawStrip(
    _ node: Diagram.Node,
    _ box: DiagramBox,
    top: Double,
    into writer: inout SVGWriter
  ) {
    let range = colours.range(node)
    let cell = box.stripWidth / Double(node.strip.count)
    let left = box.x - box.stripWidth / 2
    for (index, value) in node.strip.enumerated() {
      guard let level = range.level(value) else { continue }
      writer.element(
        "rect",
        [
          "class": SVGPlot.levelClass(range.kind, level), "x": pixels(left + Double(index) * cell),
          "y": pixels(top), "width": pixels(cell), "height": pixels(node.stripHeight),
          "fill": Palette.hex(range.kind, level: level), "stroke": "currentColor",
          "stroke-opacity": ".35", "stroke-width": ".5",
        ]
      ) { $0.element("title", words: "\(node.label): \(NumberFormat.short(value, digits: 4))") }
      guard node.values.count == 1 else { continue }
      writer.element(
        "text",
        [
          "class": "plot-value", "x": pixels(box.x), "y": pixels(top + 11.5),
          "text-anchor": "middle", "font-size": "11",
          "fill": Palette.isDark(range.kind, level: level) ? "#fff" : "#000",
        ],
        words: NumberFormat.typeset(Self.printed(value, of: node))
      )
    }
  }
}

/// The colours of all values in the diagrams of a chart: equal scales have equal ends everywhere.
struct DiagramColours {
  private var scales: [(scale: Chart.ColourScale, values: [Double], isStrip: Bool)] = []

  init(_ chart: Chart) {
    for case .diagram(let diagram) in chart.marks + chart.frames.flatMap(\.marks) {
      for node in diagram.nodes where !node.values.isEmpty {
        let isStrip = node.values.count > 1
        if let index = scales.firstIndex(where: { $0.scale == node.colours }) {
          scales[index].values += node.values
          scales[index].isStrip = scales[index].isStrip || isStrip
        } else {
          scales.append((node.colours, node.values, isStrip))
        }
      }
    }
  }

  /// The colours of a node's values.
  func range(_ node: Diagram.Node) -> ColourRange {
    let values = scales.first { $0.scale == node.colours }?.values ?? node.values
    return ColourRange(node.colours, values: values)
  }

  /// Those that need a legend, since their values are not printed.
  var legend: [ColourRange] {
    scales.filter(\.isStrip).map { ColourRange($0.scale, values: $0.values) }
  }
}

extension Arrow {
  /// The two strokes of an arrow's head.
  static func head(
    from tail: (x: Double, y: Double),
    to tip: (x: Double, y: Double),
    size: Double
  ) -> String {
    let (dx, dy) = (tip.x - tail.x, tip.y - tail.y)
    let length = max(0.1, (dx * dx + dy * dy).squareRoot())
    let (ux, uy) = (dx / length * size, dy / length * size)
    func wing(_ side: Double) -> String {
      "\(pixels(tip.x - ux - side * uy * 0.5)) \(pixels(tip.y - uy + side * ux * 0.5))"
    }
    return "M\(wing(1))L\(pixels(tip.x)) \(pixels(tip.y))L\(wing(-1))"
  }
}
