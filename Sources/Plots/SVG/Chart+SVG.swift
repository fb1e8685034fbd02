extension Chart {
  /// Draws the chart as a complete `<svg>` element.
  ///
  /// It is readable without a style sheet, in the colour of the text around it; a page may restyle
  /// it with ``styleSheet``. It holds neither script nor style, and each value that can be hovered
  /// has a `<title>`. A chart with frames shows its first, middle and last frame.
  ///
  /// - Parameters:
  ///   - id: Unique on its page; every id inside begins with it.
  ///   - width: In pixels of the drawing, at least 200; words keep their size.
  ///   - isHoverable: Whether values can be hovered, which is most of the size of a drawing.
  public func svg(id: String, width: Double = 540, isHoverable: Bool = true) -> String {
    wellFormed.document(
      SVGFigure(id: id, showsAllFrames: false, isHoverable: isHoverable),
      width: width
    )
  }

  /// Draws all frames above each other on the same axes, the first one visible: for a slider.
  ///
  /// Each frame is a `<g class="plot-frame" data-frame="0" data-label="epoch 0">`; all but the
  /// first have the attribute `display="none"`, which a script moves to show another.
  ///
  /// - Returns: `nil` if the chart has no frames.
  public func scrubberSVG(
    id: String,
    width: Double = 540,
    isHoverable: Bool = true
  ) -> String? {
    guard !frameLabels.isEmpty else { return nil }
    return wellFormed.document(
      SVGFigure(id: id, showsAllFrames: true, isHoverable: isHoverable),
      width: width
    )
  }

  /// The width for a drawing that is read whole on a phone, in pixels.
  public static let narrowWidth = 300.0

  /// Whether the chart can be drawn narrower than usual with all its words: all but diagrams can.
  public var fitsNarrowScreens: Bool {
    !isDiagram && panels.allSatisfy(\.fitsNarrowScreens)
  }

  /// What the frames are called, in order; those of the panels if the chart has panels.
  public var frameLabels: [String] {
    panels.isEmpty ? frames.map(\.label) : panels.first?.frameLabels ?? []
  }

  private func document(_ figure: SVGFigure, width: Double) -> String {
    let id = figure.id
    let width = width.isFinite ? min(10_000, max(200, width)) : 540
    let (drawn, omissions) = bounded()
    var body = SVGWriter()
    var height = figure.draw(drawn, width: width, id: id, into: &body)
    if !omissions.isEmpty {
      height += 20
      body.element(
        "text",
        ["class": "plot-annotation", "x": "2", "y": pixels(height - 6), "fill-opacity": ".7"],
        words: fitted(omissions, to: width - 4, fontSize: PlotLayout.fontSize)
      )
    }
    var writer = SVGWriter()
    writer.element(
      "svg",
      [
        "xmlns": "http://www.w3.org/2000/svg", "class": "plot", "role": "img",
        "aria-labelledby": "\(id)-title \(id)-desc", "width": pixels(width),
        "height": pixels(height), "viewBox": "0 0 \(pixels(width)) \(pixels(height))",
        "font-family": "system-ui, sans-serif", "font-size": pixels(PlotLayout.fontSize),
        "fill": "currentColor",
      ]
    ) { writer in
      writer.element("title", ["id": "\(id)-title"], words: title.isEmpty ? kindOfFigure : title)
      writer.element("desc", ["id": "\(id)-desc"], words: told)
      writer.newLine()
      writer.append(body)
    }
    return writer.text
  }
}
