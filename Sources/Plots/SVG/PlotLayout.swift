/// Where the parts of a plot lie in its drawing, in pixels.
struct PlotLayout {
  static let fontSize = 13.0

  let x: PositionScale
  let y: PositionScale
  /// The inner rectangle, in which marks are drawn.
  var left: Double
  var top: Double
  var innerWidth: Double
  var innerHeight: Double
  let xTicks: [Tick]
  let yTicks: [Tick]
  /// What stands beside the axes.
  let xLabel: String
  let yLabel: String
  /// Whether the words below the plot are slanted for want of room.
  let isSlanted: Bool
  /// The whole drawing.
  let height: Double

  /// Settles the axes of a chart and finds room for their words.
  ///
  /// - Parameters:
  ///   - width: Of the whole drawing.
  ///   - header: The height taken by title and legend.
  init(_ chart: Chart, width: Double, header: Double) {
    (x, y) = chart.positionScales
    let size = Self.fontSize
    let cells = chart.firstCells
    let rowCount = cells?.rows.count ?? 0
    let crowded = chart.yAxis.scale.categoryCount ?? 6
    var yTicks = y.typesetTicks(about: crowded <= 40 ? max(5, crowded) : 20)
    let limit = width * 0.34
    let widest = yTicks.map { estimatedWidth($0.label, fontSize: size) }.max() ?? 0
    left = min(limit, widest) + 14
    var inner = max(60, width - left - 14)
    if let cells, cells.columnCount > 0 { inner = min(inner, Double(cells.columnCount) * 64) }
    innerWidth = inner
    innerHeight = Self.innerHeight(cells, rowCount, width: inner)
    if chart.yAxis.scale.categoryCount == nil {
      // A matrix of few rows is low, and its numbers must not lie on each other.
      yTicks = Self.verticalTicks(y, yTicks, height: innerHeight)
    }
    self.yTicks = yTicks
    yLabel = y.title(chart.yAxis.label, ticks: yTicks)
    top = header + (yLabel.isEmpty ? 10 : 24)

    (xTicks, isSlanted) = Self.horizontalTicks(chart.xAxis, x, width: inner)
    xLabel = x.title(chart.xAxis.label, ticks: xTicks)
    let longest = xTicks.map { estimatedWidth($0.label, fontSize: size) }.max() ?? 0
    let words = xTicks.isEmpty ? 4 : isSlanted ? min(110, longest * 0.72) + 16 : 22
    height = top + innerHeight + words + (xLabel.isEmpty ? 4 : 20)
  }

  /// The place of a value, if it has one.
  func across(_ value: Double) -> Double? { x.share(value).map { left + $0 * innerWidth } }

  /// The height of a value, if it has one.
  func up(_ value: Double) -> Double? { y.share(value).map { top + (1 - $0) * innerHeight } }

  private static func innerHeight(_ cells: Chart.Cells?, _ rows: Int, width: Double) -> Double {
    guard let cells, rows > 0, cells.columnCount > 0 else { return max(120, width * 0.56) }
    let cell = min(40, max(12, width / Double(cells.columnCount)))
    return min(width * 1.1, max(24, Double(rows) * cell))
  }

  /// As many of an axis's ticks as have room, at least two.
  private static func verticalTicks(
    _ scale: PositionScale,
    _ ticks: [Tick],
    height: Double
  ) -> [Tick] {
    let most = max(2, Int(height / (fontSize + 2)))
    var (fewer, count) = (ticks, most)
    while fewer.count > most, count >= 2 {
      fewer = scale.typesetTicks(about: count)
      count -= 1
    }
    return fewer
  }

  /// Ticks that do not run into each other, slanted if they are names and there is no other way.
  private static func horizontalTicks(
    _ axis: Chart.Axis,
    _ scale: PositionScale,
    width: Double
  ) -> ([Tick], Bool) {
    func widest(_ ticks: [Tick]) -> Double {
      (ticks.map { estimatedWidth($0.label, fontSize: fontSize) }.max() ?? 0) + 8
    }
    if let count = axis.scale.categoryCount {
      let all = scale.typesetTicks(about: max(2, count))
      if widest(all) * Double(count) <= width { return (all, false) }
      let most = max(2, Int(width / 17))
      return (count <= most ? all : scale.typesetTicks(about: most), true)
    }
    for count in [8, 6, 5, 4, 3] {
      let ticks = scale.typesetTicks(about: count)
      if widest(ticks) * Double(ticks.count) <= width { return (ticks, false) }
    }
    let ticks = scale.typesetTicks(about: 2)
    return ([ticks.first, ticks.count > 1 ? ticks.last : nil].compactMap { $0 }, false)
  }
}

extension Chart.Scale {
  /// How many categories there are, if the scale has any.
  var categoryCount: Int? {
    guard case .categorical(let names) = self else { return nil }
    return names.count
  }
}

extension Chart {
  /// Both axes, settled on all marks of all frames.
  var positionScales: (x: PositionScale, y: PositionScale) {
    let extents = ChartExtents(marks + frames.flatMap(\.marks))
    return (
      PositionScale(xAxis, extent: extents.x, padding: extents.isTightAcross ? 0 : 0.04),
      PositionScale(
        yAxis,
        extent: extents.y,
        padding: extents.isTightUp ? 0 : 0.05,
        baselines: extents.baselines
      )
    )
  }

  /// The first matrix, which decides how high cells are.
  var firstCells: Cells? {
    for case .cells(let cells) in marks + frames.flatMap(\.marks) { return cells }
    return nil
  }
}
