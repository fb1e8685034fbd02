import Plots

extension Table {
  /// The table with every text cleaned of control characters.
  var cleaned: Table {
    Table(
      columns: columns.map(BlockText.cleanedLine),
      rows: rows.map { $0.map(BlockText.cleanedLine) },
      caption: BlockText.cleanedLine(caption)
    )
  }
}

extension Chart {
  /// The chart with every text cleaned of control characters.
  var cleaned: Chart {
    var chart = self
    chart.title = BlockText.cleanedLine(title)
    chart.xAxis.clean()
    chart.yAxis.clean()
    chart.colours.label = BlockText.cleanedLine(colours.label)
    chart.marks = marks.map(\.cleaned)
    chart.frames = frames.map {
      Frame(BlockText.cleanedLine($0.label), marks: $0.marks.map(\.cleaned))
    }
    chart.panels = panels.map(\.cleaned)
    return chart
  }
}

extension Chart.Axis {
  fileprivate mutating func clean() {
    label = BlockText.cleanedLine(label)
    if case .categorical(let names) = scale {
      scale = .categorical(names.map(BlockText.cleanedLine))
    }
  }
}

extension Chart.Mark {
  fileprivate var cleaned: Chart.Mark {
    let clean = BlockText.cleanedLine
    func named<Value>(_ value: Value, _ path: WritableKeyPath<Value, String>) -> Value {
      var value = value
      value[keyPath: path] = clean(value[keyPath: path])
      return value
    }
    switch self {
    case .line(let series): return .line(named(series, \.name))
    case .step(let series): return .step(named(series, \.name))
    case .points(let series): return .points(named(series, \.name))
    case .bars(let bars): return .bars(named(bars, \.name))
    case .band(let band): return .band(named(band, \.name))
    case .arrows(let arrows): return .arrows(named(arrows, \.name))
    case .rule(let rule): return .rule(named(rule, \.label))
    case .label(let label): return .label(named(label, \.text))
    case .cells(var cells):
      cells.rowNames = cells.rowNames.map(clean)
      cells.columnNames = cells.columnNames.map(clean)
      return .cells(cells)
    case .diagram(var diagram):
      for index in diagram.nodes.indices {
        diagram.nodes[index].label = clean(diagram.nodes[index].label)
        diagram.nodes[index].detail = clean(diagram.nodes[index].detail)
      }
      for index in diagram.edges.indices {
        diagram.edges[index].label = clean(diagram.edges[index].label)
      }
      return .diagram(diagram)
    }
  }
}
