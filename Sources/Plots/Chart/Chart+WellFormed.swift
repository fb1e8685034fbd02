/// What can be drawn of a chart whatever it holds: a chart is plain data, which a block may change
/// and a file may spell, so that nothing in it can be relied on.
extension Chart {
  /// Characters that a name or label has at most.
  private static let longestWords = 2000
  /// Charts within charts within charts have no room.
  private static let mostNested = 4
  /// Nodes and arrows that a drawing may still be read with, and more.
  private static let mostNodes = 4000
  /// Entries of a matrix, gaps at the ends of short rows among them.
  private static let mostEntries = 8_000_000

  /// The chart with lists of one mark equally long, bounds that can be kept, and words that steer
  /// nothing.
  ///
  /// All four forms are made from it, so that each is made for every chart.
  var wellFormed: Chart { wellFormed(depth: 0) }

  private func wellFormed(depth: Int) -> Chart {
    var chart = self
    chart.title = Self.words(title)
    chart.xAxis = xAxis.wellFormed
    chart.yAxis = yAxis.wellFormed
    chart.colours = colours.wellFormed
    chart.marks = marks.map(\.wellFormed)
    chart.frames = frames.map { Frame(Self.words($0.label), marks: $0.marks.map(\.wellFormed)) }
    chart.panels =
      depth < Self.mostNested ? panels.map { $0.wellFormed(depth: depth + 1) } : []
    chart.columns = min(100, max(0, columns))
    return chart
  }

  fileprivate static func words(_ text: String) -> String {
    let line = BlockText.cleanedLine(text)
    guard line.utf8.count > longestWords else { return line }
    let kept = line.prefix(longestWords)
    return kept.endIndex == line.endIndex ? line : kept + "…"
  }

  /// A number that an axis or a scale can begin or end with.
  fileprivate static func bound(_ value: Double?) -> Double? {
    value.flatMap { Extent.isDrawable($0, on: .linear) ? $0 : nil }
  }

  fileprivate static func cut(_ cells: Cells) -> Cells {
    var cells = cells
    cells.rowNames = cells.rowNames.map(words)
    cells.columnNames = cells.columnNames.map(words)
    if cells.rows.count > mostEntries { cells.rows.removeSubrange(mostEntries...) }
    let longest = mostEntries / max(1, cells.rows.count)
    if cells.columnCount > longest { cells.rows = cells.rows.map { Array($0.prefix(longest)) } }
    return cells
  }

  fileprivate static func cut(_ diagram: Diagram) -> Diagram {
    var diagram = diagram
    diagram.nodes = diagram.nodes.prefix(mostNodes).map(\.wellFormed)
    diagram.edges = diagram.edges.prefix(2 * mostNodes).map { edge in
      var edge = edge
      edge.label = words(edge.label)
      return edge
    }
    return diagram
  }
}

extension Chart.Axis {
  fileprivate var wellFormed: Chart.Axis {
    var axis = self
    axis.label = Chart.words(label)
    if case .categorical(let names) = scale { axis.scale = .categorical(names.map(Chart.words)) }
    (axis.lower, axis.upper) = (Chart.bound(lower), Chart.bound(upper))
    return axis
  }
}

extension Chart.ColourScale {
  fileprivate var wellFormed: Chart.ColourScale {
    Chart.ColourScale(
      kind,
      lower: Chart.bound(lower),
      upper: Chart.bound(upper),
      label: Chart.words(label)
    )
  }
}

extension Chart.Mark {
  fileprivate var wellFormed: Chart.Mark {
    switch self {
    case .line(let series): .line(series.wellFormed)
    case .step(let series): .step(series.wellFormed)
    case .points(let series): .points(series.wellFormed)
    case .bars(let bars):
      .bars(
        Chart.Bars(
          Chart.words(bars.name),
          starts: bars.starts,
          ends: bars.ends,
          values: bars.values,
          baseline: Chart.bound(bars.baseline) ?? 0,
          countsIntervals: bars.countsIntervals
        )
      )
    case .band(let band):
      .band(Chart.Band(Chart.words(band.name), x: band.x, low: band.low, high: band.high))
    case .arrows(let arrows):
      .arrows(
        Chart.Arrows(
          Chart.words(arrows.name),
          x: arrows.x,
          y: arrows.y,
          dx: arrows.dx,
          dy: arrows.dy
        )
      )
    case .rule(let rule):
      .rule(Chart.Rule(rule.direction, at: rule.value, label: Chart.words(rule.label)))
    case .label(let label): .label(Chart.Label(Chart.words(label.text), x: label.x, y: label.y))
    case .cells(let cells): .cells(Chart.cut(cells))
    case .diagram(let diagram): .diagram(Chart.cut(diagram))
    }
  }
}

extension Chart.Series {
  fileprivate var wellFormed: Chart.Series {
    var series = Chart.Series(Chart.words(name), x: x, y: y)
    series.originalCount = min(.max / 1_000_000, max(series.originalCount, originalCount))
    return series
  }
}

extension Diagram.Node {
  /// Columns and rows that a place may be away from the first.
  private static let farthest = 1000.0

  fileprivate var wellFormed: Diagram.Node {
    var node = self
    node.label = Chart.words(label)
    node.detail = Chart.words(detail)
    node.spokenName = spokenName.map(Chart.words)
    node.colours = colours.wellFormed
    func place(_ value: Double?) -> Double? {
      value.flatMap { $0.magnitude <= Self.farthest ? $0 : nil }
    }
    (node.column, node.row) = (place(column), place(row))
    return node
  }
}

extension Table {
  /// Cells that a reader may want to see.
  private static let mostCells = 5_000

  /// The table with words that steer nothing; of a long one the middle is left out, and the caption says so.
  var cleaned: Table {
    let width = max(1, columns.count, rows.map(\.count).max() ?? 0)
    let most = max(20, Self.mostCells / width)
    var (shown, words) = (rows, BlockText.shortLine(caption))
    if rows.count > most {
      let last = most / 5
      let first = most - last
      shown = rows.prefix(first) + [Array(repeating: "…", count: width)] + rows.suffix(last)
      words +=
        (words.isEmpty ? "" : " ")
        + "Rows \(first + 1) to \(rows.count - last) of \(rows.count)"
        + " are left out."
    }
    return Table(
      columns: columns.prefix(Self.mostCells).map(BlockText.shortLine),
      rows: shown.map { $0.prefix(Self.mostCells).map(BlockText.shortLine) },
      caption: words
    )
  }
}
