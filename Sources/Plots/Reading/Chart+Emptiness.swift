extension Chart {
  /// Whether nothing of the data has a place on the axes, such as zeros on a logarithmic one.
  ///
  /// Rules and labels are no data: with marks that show none they do not fill a chart, alone they do.
  var hasNothingToDraw: Bool {
    let all = marks + frames.flatMap(\.marks)
    let data = all.compactMap(showsData)
    return data.isEmpty ? all.isEmpty : !data.contains(true)
  }

  /// Whether a mark shows a value; `nil` for what is beside the data.
  private func showsData(_ mark: Mark) -> Bool? {
    switch mark {
    case .line(let series), .step(let series), .points(let series):
      zip(series.x, series.y).contains(where: isDrawable)
    case .bars(let bars):
      // The bars of an empty histogram are all zero.
      bars.values.contains { isDrawable(on: yAxis, $0) && !(bars.countsIntervals && $0 == 0) }
    case .band(let band):
      band.x.indices.contains {
        isDrawable((band.x[$0], band.low[$0])) && isDrawable(on: yAxis, band.high[$0])
      }
    case .cells(let cells): !cells.rows.isEmpty && cells.columnCount > 0
    case .arrows(let arrows): zip(arrows.x, arrows.y).contains(where: isDrawable)
    case .diagram(let diagram): !diagram.nodes.isEmpty
    case .rule, .label: nil
    }
  }

  private func isDrawable(_ point: (x: Double, y: Double)) -> Bool {
    isDrawable(on: xAxis, point.x) && isDrawable(on: yAxis, point.y)
  }

  private func isDrawable(on axis: Axis, _ value: Double) -> Bool {
    Extent.isDrawable(value, on: axis.scale)
  }
}
