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

  /// Draws a matrix: one path for all cells of a level, in units of a cell, so that large ones stay
  /// small files and neighbours leave no seam.
  func drawCells(_ cells: Chart.Cells, into writer: inout SVGWriter) {
    guard let first = cellBox(row: 0, column: 0), !cells.rows.isEmpty else { return }
    let pooled = cells.pooled(
      rows: max(1, Int(layout.innerHeight / 2)),
      columns: max(1, Int(layout.innerWidth / 2)),
      around: colours.middle
    )
    let outlines = CellOutlines(pooled, of: cells, colours: colours)
    let (left, top) = (
      layout.x.isReversed ? first.x + first.width : first.x,
      layout.y.isReversed ? first.y : first.y + first.height
    )
    let (across, down) = (
      layout.x.isReversed ? -first.width : first.width,
      layout.y.isReversed ? first.height : -first.height
    )
    let places = [left, top].map { NumberFormat.fixed($0, decimals: 3) }
    let scales = [across, down].map { NumberFormat.fixed($0, decimals: 5) }
    writer.element("g", ["clip-path": "url(#\(id)-clip)", "class": "plot-cells"]) {
      $0.element(
        "g",
        [
          "transform": "translate(\(places[0]) \(places[1])) scale(\(scales[0]) \(scales[1]))",
          "shape-rendering": "crispEdges",
        ]
      ) { drawOutlines(outlines, into: &$0) }
      if colours.kind == .diverging, !cells.showsValues, min(first.width, first.height) >= 9 {
        drawSigns(cells, into: &$0)
      }
      $0.element(
        "rect",
        [
          "class": "plot-border", "x": pixels(layout.left), "y": pixels(layout.top),
          "width": pixels(layout.innerWidth), "height": pixels(layout.innerHeight),
          "fill": "none", "stroke": "currentColor", "stroke-opacity": ".4",
        ]
      )
    }
    if cells.showsValues { drawValues(cells, into: &writer) }
  }

  private func drawOutlines(_ outlines: CellOutlines, into writer: inout SVGWriter) {
    for (level, path) in outlines.levels.enumerated() where !path.isEmpty {
      writer.element(
        "path",
        [
          "class": Self.levelClass(colours.kind, level), "d": path,
          "fill": Palette.hex(colours.kind, level: level),
        ]
      )
    }
    if !outlines.gaps.isEmpty {
      writer.element(
        "path",
        [
          "class": "plot-gap", "d": outlines.gaps, "stroke": "currentColor",
          "vector-effect": "non-scaling-stroke",
        ]
      )
    }
  }

  /// In grey print both ends of a diverging scale are dark; a dash marks the negative cells.
  private func drawSigns(_ cells: Chart.Cells, into writer: inout SVGWriter) {
    var path = ""
    for row in cells.rows.indices {
      for column in cells.rows[row].indices where cells.rows[row][column] < 0 {
        guard let box = cellBox(row: row, column: column) else { continue }
        path += "M\(pixels(box.x + box.width / 2 - 2.5)) \(pixels(box.y + box.height / 2))h5"
      }
    }
    writer.element(
      "path",
      ["class": "plot-sign", "d": path, "stroke": "#000", "stroke-opacity": ".45"]
    )
  }

  private func drawValues(_ cells: Chart.Cells, into writer: inout SVGWriter) {
    writer.element("g", ["class": "plot-values", "text-anchor": "middle"]) {
      for row in cells.rows.indices {
        for column in cells.rows[row].indices {
          let value = cells.rows[row][column]
          guard let box = cellBox(row: row, column: column), let level = colours.level(value) else {
            continue
          }
          let words = NumberFormat.typeset(NumberFormat.short(value, digits: 3))
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

  /// Cells that can be hovered one by one; more would make the page heavy, and a figure over time
  /// holds those of all its frames.
  private var hoveredCells: Int { min(600, max(64, 3000 / max(1, chart.frames.count))) }

  /// Writes an invisible rectangle for each cell that tells its value; in a large matrix for
  /// neighbours together, which tell the value farthest from the middle.
  func drawHits(_ cells: Chart.Cells, into writer: inout SVGWriter) {
    let (height, width) = (cells.rows.count, cells.columnCount)
    guard height > 0, width > 0 else { return }
    let share = min(1, (Double(hoveredCells) / Double(height * width)).squareRoot())
    // A long thin matrix keeps all of its short side.
    let rows = max(1, min(height, max(Int(Double(height) * share), hoveredCells / width)))
    let columns = max(1, min(width, hoveredCells / rows))
    let pooled = cells.pooled(rows: rows, columns: columns, around: colours.middle)
    for (index, values) in pooled.matrix.rows.enumerated() {
      let top = index * pooled.rowFactor
      let rows = top..<min(top + pooled.rowFactor, height)
      for (place, value) in values.enumerated() {
        let left = place * pooled.columnFactor
        let columns = left..<min(left + pooled.columnFactor, width)
        drawHit(cells, rows, columns, value, into: &writer)
      }
    }
  }

  private func drawHit(
    _ cells: Chart.Cells,
    _ rows: Range<Int>,
    _ columns: Range<Int>,
    _ value: Double,
    into writer: inout SVGWriter
  ) {
    guard let first = cellBox(row: rows.lowerBound, column: columns.lowerBound),
      let last = cellBox(row: rows.upperBound - 1, column: columns.upperBound - 1)
    else { return }
    let (x, y) = (min(first.x, last.x), min(first.y, last.y))
    writer.element(
      "rect",
      [
        "class": "plot-hit", "x": pixels(x), "y": pixels(y),
        "width": pixels(max(first.x + first.width, last.x + last.width) - x),
        "height": pixels(max(first.y + first.height, last.y + last.height) - y),
      ]
    ) {
      $0.element(
        "title",
        words: chart.words(cells, rows: rows, columns: columns, value: value)
      )
    }
  }
}

/// The outlines of a matrix's cells by level, in units of a cell: `M2 0h3v1h-3z`.
struct CellOutlines {
  var levels = [String](repeating: "", count: ColourRange.levels)
  /// A stroke through each cell that has no colour.
  var gaps = ""

  /// Neighbours of one level in a row become one rectangle.
  init(_ pooled: PooledCells, of cells: Chart.Cells, colours: ColourRange) {
    let columnCount = cells.columnCount
    for (index, row) in pooled.matrix.rows.enumerated() {
      let y = index * pooled.rowFactor
      let height = min(pooled.rowFactor, cells.rows.count - y)
      var column = 0
      while column < row.count {
        let level = colours.level(row[column])
        var end = column + 1
        while end < row.count, colours.level(row[end]) == level { end += 1 }
        let x = column * pooled.columnFactor
        let width = min(end * pooled.columnFactor, columnCount) - x
        if let level {
          levels[level] += "M\(x) \(y)h\(width)v\(height)h-\(width)z"
        } else {
          for step in 0..<width { gaps += "M\(x + step) \(y)l1 \(height)" }
        }
        column = end
      }
    }
  }
}
