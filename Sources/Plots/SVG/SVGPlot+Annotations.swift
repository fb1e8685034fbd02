extension SVGPlot {
  /// Draws arrows as one path: shafts and open heads.
  func drawArrows(_ arrows: Chart.Arrows, into writer: inout SVGWriter) {
    var path = ""
    for index in arrows.x.indices {
      guard let x = layout.across(arrows.x[index]), let y = layout.up(arrows.y[index]),
        let toX = layout.across(arrows.x[index] + arrows.dx[index]),
        let toY = layout.up(arrows.y[index] + arrows.dy[index])
      else { continue }
      path += Arrow.path(from: (x, y), to: (toX, toY), head: 5)
    }
    writer.element("g", ["clip-path": "url(#\(id)-clip)"]) {
      $0.element("g", Self.seriesAttributes(slots[arrows.name])) {
        $0.element(
          "path",
          [
            "class": "plot-arrow", "d": path, "fill": "none", "stroke": "currentColor",
            "stroke-width": "1.4",
          ]
        )
      }
    }
  }

  /// Draws a line across the plot, its words above its end.
  func drawRule(_ rule: Chart.Rule, into writer: inout SVGWriter) {
    let isLevel = rule.direction == .horizontal
    guard (isLevel ? layout.y : layout.x).contains(rule.value),
      let place = isLevel ? layout.up(rule.value) : layout.across(rule.value)
    else { return }
    let (right, bottom) = (layout.left + layout.innerWidth, layout.top + layout.innerHeight)
    writer.element(
      "path",
      [
        "class": "plot-rule", "stroke": "currentColor", "stroke-dasharray": "4 3",
        "d": isLevel
          ? "M\(pixels(layout.left)) \(pixels(place))H\(pixels(right))"
          : "M\(pixels(place)) \(pixels(layout.top))V\(pixels(bottom))",
      ]
    )
    guard !rule.label.isEmpty else { return }
    let words = fitted(rule.label, to: layout.innerWidth, fontSize: PlotLayout.fontSize)
    let reach = place + 5 + estimatedWidth(words, fontSize: PlotLayout.fontSize)
    let isLeftward = !isLevel && reach > width
    writer.element(
      "text",
      [
        "class": "plot-annotation",
        "x": pixels(isLevel ? right - 2 : place + (isLeftward ? -5 : 5)),
        "y": pixels(
          isLevel ? (place - 5 < layout.top + 8 ? place + 15 : place - 5) : layout.top + 12
        ),
        "text-anchor": isLevel || isLeftward ? "end" : "",
      ],
      words: words
    )
  }

  /// Draws words beside a point, on the side where there is room.
  func drawLabel(_ label: Chart.Label, into writer: inout SVGWriter) {
    guard let x = layout.across(label.x), let y = layout.up(label.y),
      layout.x.contains(label.x), layout.y.contains(label.y)
    else { return }
    let wordsWidth = estimatedWidth(label.text, fontSize: PlotLayout.fontSize)
    let isLeftward = x + 6 + wordsWidth > width && x - 6 > wordsWidth
    writer.element(
      "text",
      [
        "class": "plot-annotation", "x": pixels(x + (isLeftward ? -6 : 6)),
        "y": pixels(max(layout.top + 12, y - 5)), "text-anchor": isLeftward ? "end" : "",
      ],
      words: fitted(label.text, to: width - 10, fontSize: PlotLayout.fontSize)
    )
  }
}

/// The outline of an arrow.
enum Arrow {
  /// A shaft and two strokes for its head; a point of its own where it has no length.
  static func path(
    from tail: (x: Double, y: Double),
    to tip: (x: Double, y: Double),
    head: Double
  ) -> String {
    let (dx, dy) = (tip.x - tail.x, tip.y - tail.y)
    let length = (dx * dx + dy * dy).squareRoot()
    guard length > 0.1 else { return Marker.path(0, x: tail.x, y: tail.y, radius: 0.8) }
    let size = min(head, length * 0.5)
    let (ux, uy) = (dx / length * size, dy / length * size)
    func wing(_ side: Double) -> String {
      "\(pixels(tip.x - ux - side * uy * 0.6)) \(pixels(tip.y - uy + side * ux * 0.6))"
    }
    let end = "\(pixels(tip.x)) \(pixels(tip.y))"
    return "M\(pixels(tail.x)) \(pixels(tail.y))L\(end)M\(wing(1))L\(end)L\(wing(-1))"
  }
}
