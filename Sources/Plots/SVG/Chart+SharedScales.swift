extension Chart {
  /// Charts that show the same for different numbers, all on axes and in colours that hold the data of all, so that
  /// the eye compares them.
  ///
  /// Charts that are not built alike stay as they are.
  public static func sharingScales(_ charts: [Chart]) -> [Chart] {
    guard let first = charts.first, charts.allSatisfy({ $0.isBuilt(like: first) }) else {
      return charts
    }
    var charts = charts
    for panel in first.panels.indices {
      let shared = sharingScales(charts.map { $0.panels[panel] })
      for index in charts.indices { charts[index].panels[panel] = shared[index] }
    }
    guard first.panels.isEmpty, var all = holding(charts) else { return charts }
    all.xAxis.hold(charts.map(\.xAxis))
    all.yAxis.hold(charts.map(\.yAxis))
    all.colours.lower = outermost(charts.map(\.colours.lower)) { min($0, $1) }
    all.colours.upper = outermost(charts.map(\.colours.upper)) { max($0, $1) }
    let settled = all.withSettledScales
    return charts.map { $0.onScales(of: settled) }
  }

  /// The first of some charts with the marks of all; nil if there is none.
  static func holding(_ charts: [Chart]) -> Chart? {
    guard var all = charts.first else { return nil }
    all.marks = charts.flatMap { $0.marks + $0.frames.flatMap(\.marks) }
    all.frames = []
    return all
  }

  /// The same chart between the ends of another's axes, in its colours.
  func onScales(of other: Chart) -> Chart {
    var chart = self
    (chart.xAxis.lower, chart.xAxis.upper) = (other.xAxis.lower, other.xAxis.upper)
    (chart.yAxis.lower, chart.yAxis.upper) = (other.yAxis.lower, other.yAxis.upper)
    chart.colours = other.colours
    return chart
  }

  private func isBuilt(like other: Chart) -> Bool {
    panels.count == other.panels.count && xAxis.scale == other.xAxis.scale
      && yAxis.scale == other.yAxis.scale && xAxis.label == other.xAxis.label
      && yAxis.label == other.yAxis.label && isDiagram == other.isDiagram
  }

  /// The outermost of ends that an author fixed; none where the data decide of one.
  fileprivate static func outermost(
    _ ends: [Double?],
    _ choose: (Double, Double) -> Double
  ) -> Double? {
    let fixed = ends.compactMap { $0 }
    guard fixed.count == ends.count, let first = fixed.first else { return nil }
    return fixed.dropFirst().reduce(first, choose)
  }
}

extension Chart.Axis {
  fileprivate mutating func hold(_ axes: [Chart.Axis]) {
    lower = Chart.outermost(axes.map(\.lower)) { min($0, $1) }
    upper = Chart.outermost(axes.map(\.upper)) { max($0, $1) }
  }
}
