import Plots

extension Chart {
  /// Charts within charts that have room.
  private static let mostNested = 4
  /// Columns and rows that a node of a diagram may be away from the first.
  private static let farthest = 1000.0

  /// Why the chart cannot be drawn as it says, or nil if it can.
  ///
  /// A chart is plain data, which a block may change and a file may spell.
  var flaw: String? { flaw(depth: 0) }

  private func flaw(depth: Int) -> String? {
    guard depth < Self.mostNested else {
      return "its panels are nested more than \(Self.mostNested) deep"
    }
    for mark in marks + frames.flatMap(\.marks) {
      if let flaw = Self.flaw(in: mark) { return flaw }
    }
    for panel in panels {
      if let flaw = panel.flaw(depth: depth + 1) { return flaw }
    }
    return nil
  }

  private static func flaw(in mark: Mark) -> String? {
    switch mark {
    case .line(let series), .step(let series), .points(let series):
      unequal("series", series.name, ["places": series.x.count, "values": series.y.count])
    case .bars(let bars):
      unequal(
        "bars",
        bars.name,
        [
          "left edges": bars.starts.count, "right edges": bars.ends.count,
          "heights": bars.values.count,
        ]
      )
    case .band(let band):
      unequal(
        "band",
        band.name,
        ["places": band.x.count, "lower edges": band.low.count, "upper edges": band.high.count]
      )
    case .arrows(let arrows):
      unequal(
        "arrows",
        arrows.name,
        [
          "places": arrows.x.count, "heights": arrows.y.count, "lengths across": arrows.dx.count,
          "lengths upwards": arrows.dy.count,
        ]
      )
    case .diagram(let diagram): diagram.nodes.lazy.compactMap(flaw).first
    case .cells, .rule, .label: nil
    }
  }

  private static func unequal(
    _ kind: String,
    _ name: String,
    _ counts: KeyValuePairs<String, Int>
  ) -> String? {
    guard let first = counts.first, counts.contains(where: { $0.value != first.value }) else {
      return nil
    }
    let parts = counts.map { "\($0.value) \($0.key)" }.joined(separator: ", ")
    return "the \(kind) '\(name.prefix(60))' has \(parts): as many of each are needed"
  }

  private static func flaw(in node: Diagram.Node) -> String? {
    let places = [("column", node.column), ("row", node.row)]
    for case (let kind, let place?) in places where !(place.magnitude <= farthest) {
      return """
        the node '\(node.id.prefix(60))' stands at \(kind) \(place): \
        choose one from -\(Int(farthest)) to \(Int(farthest))
        """
    }
    return nil
  }
}

extension Table {
  /// Cells that a table may have.
  private static let mostCells = 200_000

  /// Why the table cannot be drawn as it says, or nil if it can.
  var flaw: String? {
    let widest = max(columns.count, rows.map(\.count).max() ?? 0)
    guard widest * (rows.count + 1) > Self.mostCells else { return nil }
    return "it has \(rows.count) rows of \(widest) cells: show at most \(Self.mostCells) cells"
  }
}
