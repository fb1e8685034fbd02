extension Chart {
  /// Rows that a table has at most; longer data are thinned.
  static let tableRows = 400

  /// The data of the chart as a table; a long one is thinned without losing extremes, and its
  /// caption says so.
  public var table: Table { wellFormed.tabulated }

  private var tabulated: Table {
    if !panels.isEmpty { return joined(panels.map { ($0.title, $0.tabulated) }, by: "panel") }
    if !frames.isEmpty { return framesTable }
    var table = marksTable
    if table.caption.isEmpty { table.caption = title }
    return table
  }

  private var framesTable: Table {
    joined(
      frames.map { frame in
        var chart = self
        chart.title = ""
        chart.frames = []
        chart.marks = frame.marks
        return (frame.label, chart.tabulated)
      },
      by: "frame"
    )
  }

  /// Puts tables below each other, a first column saying which is which.
  private func joined(_ tables: [(label: String, table: Table)], by name: String) -> Table {
    var columns: [String] = []
    for column in tables.flatMap(\.table.columns) where !columns.contains(column) {
      columns.append(column)
    }
    let share = max(6, Self.tableRows / max(1, tables.count))
    var isShortened = false
    let rows = tables.flatMap { label, table -> [[String]] in
      isShortened = isShortened || table.rows.count > share
      return Self.spread(table.rows, share).map { row in
        [label]
          + columns.map { column in
            table.columns.firstIndex(of: column).map { row.indices.contains($0) ? row[$0] : "" }
              ?? ""
          }
      }
    }
    let notes = tables.map(\.table.caption).filter { $0.hasPrefix("Thinned") }
    let note = isShortened ? "Some rows of each \(name) are left out." : notes.first ?? ""
    return Table(
      columns: [name] + columns,
      rows: rows,
      caption: [title, note].filter { !$0.isEmpty }.joined(separator: ". ")
    )
  }

  /// At most so many rows, evenly spread, the first and the last among them.
  private static func spread(_ rows: [[String]], _ limit: Int) -> [[String]] {
    guard rows.count > limit else { return rows }
    return (0..<limit).map { rows[$0 * (rows.count - 1) / (limit - 1)] }
  }

  private var marksTable: Table {
    if let cells = firstCells { return table(of: cells) }
    for case .diagram(let diagram) in marks { return diagram.table }
    let series = marks.compactMap { mark -> Series? in
      switch mark {
      case .line(let series), .step(let series), .points(let series): series
      default: nil
      }
    }
    let bars = marks.compactMap { mark -> Bars? in
      if case .bars(let bars) = mark { bars } else { nil }
    }
    if !bars.isEmpty { return table(of: bars) }
    for case .arrows(let arrows) in marks where series.isEmpty { return table(of: arrows) }
    return table(of: series)
  }

  private func table(of cells: Cells) -> Table {
    let columns = cells.columnCount
    let pooled = cells.pooled(rows: Self.tableRows, columns: 60, around: colourRange.middle)
    let corner = [yAxis.label, xAxis.label].filter { !$0.isEmpty }.joined(separator: " \\ ")
    let isPooled = pooled.rowFactor > 1 || pooled.columnFactor > 1
    return Table(
      columns: [corner]
        + stride(from: 0, to: columns, by: pooled.columnFactor).map { xAxis.words(Double($0)) },
      rows: pooled.matrix.rows.enumerated().map { index, row in
        [yAxis.words(Double(index * pooled.rowFactor))] + row.map { NumberFormat.short($0) }
      },
      caption: isPooled
        ? "Thinned: each entry is the outermost of \(pooled.rowFactor) rows by "
          + "\(pooled.columnFactor) columns" : ""
    )
  }

  private func table(of bars: [Bars]) -> Table {
    let x = xAxis.label.isEmpty ? "x" : xAxis.label
    if bars.contains(where: \.countsIntervals) {
      return Table(
        columns: [x + " from", "to"] + bars.map { columnName($0.name) },
        rows: (bars.first?.starts.indices ?? 0..<0).map { index in
          [bars[0].starts[index], bars[0].ends[index]].map { xAxis.words($0) }
            + bars.map { $0.values.indices.contains(index) ? yAxis.words($0.values[index]) : "" }
        }
      )
    }
    return Table(
      columns: [x] + bars.map { columnName($0.name) },
      rows: (bars.first?.starts.indices ?? 0..<0).map { index in
        let middle = (bars[0].starts[index] + bars[0].ends[index]) / 2
        return [xAxis.words(middle.rounded())]
          + bars.map { $0.values.indices.contains(index) ? yAxis.words($0.values[index]) : "" }
      }
    )
  }

  private func table(of arrows: Arrows) -> Table {
    let (x, y) = (
      xAxis.label.isEmpty ? "x" : xAxis.label, yAxis.label.isEmpty ? "y" : yAxis.label
    )
    return Table(
      columns: [x, y, "change of \(x)", "change of \(y)"],
      rows: arrows.x.indices.prefix(Self.tableRows).map { index in
        [arrows.x[index], arrows.y[index], arrows.dx[index], arrows.dy[index]].map {
          NumberFormat.short($0)
        }
      }
    )
  }

  private func columnName(_ name: String) -> String {
    name.isEmpty ? (yAxis.label.isEmpty ? "y" : yAxis.label) : name
  }

  /// One row for each place, one column for each series, band edges included.
  private func table(of series: [Series]) -> Table {
    var columns: [(name: String, x: [Double], y: [Double])] = []
    var originalCount = 0
    var shownCount = 0
    for item in series {
      let thinned = item.thinned(to: Self.tableRows / 2)
      originalCount = max(originalCount, item.originalCount)
      shownCount = max(shownCount, thinned.y.count)
      columns.append((columnName(item.name), thinned.x, thinned.y))
    }
    for case .band(let band) in marks {
      let low = Series(band.name + " low", x: band.x, y: band.low).thinned(to: Self.tableRows / 2)
      let high = Series(band.name + " high", x: band.x, y: band.high)
        .thinned(to: Self.tableRows / 2)
      columns += [(low.name, low.x, low.y), (high.name, high.x, high.y)]
    }
    var places: [Double: Int] = [:]
    var rows: [(x: Double, cells: [String])] = []
    for (column, item) in columns.enumerated() {
      for (x, y) in zip(item.x, item.y) where x.isFinite {
        // Places that repeat within a column, as in a scatter, get a row of their own.
        var row = places[x] ?? -1
        if row < 0 || !rows[row].cells[column].isEmpty {
          row = rows.count
          rows.append((x, Array(repeating: "", count: columns.count)))
          places[x] = row
        }
        rows[row].cells[column] = NumberFormat.short(y)
      }
    }
    rows.sort { $0.x < $1.x }
    return Table(
      columns: [xAxis.label.isEmpty ? "x" : xAxis.label] + columns.map(\.name),
      rows: rows.map { [xAxis.words($0.x)] + $0.cells },
      caption: shownCount < originalCount
        ? "Thinned: \(shownCount) of \(originalCount) points, the extremes among them" : ""
    )
  }
}
