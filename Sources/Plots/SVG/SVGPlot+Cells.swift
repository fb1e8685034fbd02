extension SVGPlot {
  /// The class by which a page may recolour one level of a colour scale.
  static func levelClass(_ kind: Chart.ColourScale.Kind, _ level: Int) -> String {
    "plot-level plot-\(kind.rawValue)-\(level)"
  }

  /// The rectangle of one cell.
  private func cellBox(
    row: Int,
    column: Int
  ) -> (x: Double, y: Double, width: Double, height: Double)? {
    guard let x0 = layout.across(Double(column) - 0.5),
      let x1 = layout.across(Double(column) + 0.5),
      let y0 = layout.up(Double(row) - 0.5), let y1 = layout.up(Double(row) + 0.5)
    else { return nil }
    return (min(x0, x1), min(y0, y1), (x1 - x0).magnitude, (y1 - y0).magnitude)
  }

  /// Draws a matrix: one path for all cells of a level, so that large ones stay small files.
  func drawCells(_ cells: Chart.Cells, into writer: inout SVGWriter) {
    let cells = cells.pooled(
      rows: Int(layout.innerHeight),
      columns: Int(layout.innerWidth),
      around: colours.middle
    )
    var levels = [String](repeating: "", count: ColourRange.levels)
    var gaps = ""
    var signs = ""
    for row in cells.matrix.rows.indices {
      for column in cells.matrix.rows[row].indices {
        guard let box = cells.box(row: row, column: column, cellBox) else { continue }
        let corner = "M\(pixels(box.x)) \(pixels(box.y))"
        let outline = corner + "h\(pixels(box.width))v\(pixels(box.height))h\(pixels(-box.width))z"
        guard let level = colours.level(cells.matrix[row, column]) else {
          gaps += corner + "l\(pixels(box.width)) \(pixels(box.height))"
          continue
        }
        levels[level] += outline
        if cells.matrix[row, column] < 0, min(box.width, box.height) >= 9 {
          signs += "M\(pixels(box.x + box.width / 2 - 2.5)) \(pixels(box.y + box.height / 2))h5"
        }
      }
    }
    writer.element("g", ["clip-path": "url(#\(id)-clip)", "class": "plot-cells"]) {
      for (level, path) in levels.enumerated() where !path.isEmpty {
        $0.element(
          "path",
          [
            "class": Self.levelClass(colours.kind, level), "d": path,
            "fill": Palette.hex(colours.kind, level: level), "shape-rendering": "crispEdges",
          ]
        )
      }
      $0.element(
        "rect",
        [
          "class": "plot-frame-line", "x": pixels(layout.left), "y": pixels(layout.top),
          "width": pixels(layout.innerWidth), "height": pixels(layout.innerHeight),
          "fill": "none", "stroke": "currentColor", "stroke-opacity": ".4",
        ]
      )
      if !gaps.isEmpty {
        $0.element("path", ["class": "plot-gap", "d": gaps, "stroke": "currentColor"])
      }
      if !signs.isEmpty, colours.kind == .diverging, !cells.matrix.showsValues {
        // In grey print both ends of a diverging scale are dark; the dash marks the negative one.
        $0.element(
          "path",
          ["class": "plot-sign", "d": signs, "stroke": "#000", "stroke-opacity": ".45"]
        )
      }
    }
    if cells.matrix.showsValues { drawValues(cells.matrix, into: &writer) }
  }

  private func drawValues(_ cells: Chart.Cells, into writer: inout SVGWriter) {
    writer.element("g", ["class": "plot-values", "text-anchor": "middle"]) {
      for row in cells.rows.indices {
        for column in cells.rows[row].indices {
          let value = cells.rows[row][column]
          guard let box = cellBox(row: row, column: column), let level = colours.level(value) else {
            continue
          }
          let words = NumberFormat.short(value, digits: 3)
          let size = min(
            PlotLayout.fontSize,
            box.height * 0.8,
            box.width * 0.92 / max(0.1, estimatedWidth(words, fontSize: 1))
          )
          guard size >= 5 else { continue }
          $0.element(
            "text",
            [
              "x": pixels(box.x + box.width / 2), "y": pixels(box.y + box.height / 2 + size * 0.36),
              "font-size": pixels(size),
              "fill": Palette.isDark(colours.kind, level: level) ? "#fff" : "#000",
            ],
            words: words
          )
        }
      }
    }
  }

  /// Cells that can be hovered one by one; more would make the page heavy.
  static let hoveredCells = 600

  /// Writes an invisible rectangle that tells its value, for each cell of a small matrix.
  func drawHits(_ cells: Chart.Cells, into writer: inout SVGWriter) {
    guard cells.rows.count * cells.columnCount <= Self.hoveredCells else { return }
    for row in cells.rows.indices {
      for column in cells.rows[row].indices {
        guard let box = cellBox(row: row, column: column) else { continue }
        writer.element(
          "rect",
          [
            "class": "plot-hit", "x": pixels(box.x), "y": pixels(box.y),
            "width": pixels(box.width), "height": pixels(box.height),
          ]
        ) { $0.element("title", words: chart.words(cells, row: row, column: column)) }
      }
    }
  }
}
