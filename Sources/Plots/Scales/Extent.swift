/// The smallest and the largest of the values an axis must hold.
struct Extent {
  private(set) var lower = Double.infinity
  private(set) var upper = -Double.infinity
  private(set) var isIntegral = true
  /// The smallest positive value, which a logarithmic axis needs.
  private(set) var lowestPositive = Double.infinity

  /// Beyond this, differences of values could overflow.
  static let largest = 1e300

  var isEmpty: Bool { lower > upper }

  /// Whether a value can have a place on an axis.
  static func isDrawable(_ value: Double, on scale: Chart.Scale) -> Bool {
    value.isFinite && value.magnitude <= largest && (scale != .log || value >= 1e-300)
  }

  mutating func include(_ value: Double) {
    guard Self.isDrawable(value, on: .linear) else { return }
    lower = min(lower, value)
    upper = max(upper, value)
    if value >= 1e-300 { lowestPositive = min(lowestPositive, value) }
    if isIntegral, value != value.rounded() { isIntegral = false }
  }

  /// Rows or columns of cells, numbered from 0: the axis ends half a cell before and after, and yet
  /// has whole numbers only.
  mutating func include(cellsNumbered count: Int) {
    lower = min(lower, -0.5)
    upper = max(upper, Double(count) - 0.5)
  }

  mutating func include(_ values: some Sequence<Double>) {
    for value in values { include(value) }
  }
}

/// What the marks of a chart ask of its two axes.
struct ChartExtents {
  var x = Extent()
  var y = Extent()
  /// Whether data may touch the left and right ends of the plot, as lines and cells do.
  var isTightAcross = true
  /// Whether data may touch the ends vertically.
  var isTightUp = true
  /// Values from which bars and areas rise; the axis does not go past them for beauty's sake.
  var baselines: Set<Double> = []

  init(_ marks: [Chart.Mark]) {
    for mark in marks { include(mark) }
  }

  private mutating func include(_ mark: Chart.Mark) {
    switch mark {
    case .line(let series), .step(let series):
      include(series, isTight: true)
    case .points(let series):
      include(series, isTight: false)
    case .bars(let bars):
      x.include(bars.starts)
      x.include(bars.ends)
      y.include(bars.values)
      y.include(bars.baseline)
      baselines.insert(bars.baseline)
      isTightUp = false
    case .band(let band):
      x.include(band.x)
      y.include(band.low)
      y.include(band.high)
      isTightUp = false
    case .cells(let cells):
      guard !cells.rows.isEmpty, cells.columnCount > 0 else { return }
      x.include(cellsNumbered: cells.columnCount)
      y.include(cellsNumbered: cells.rows.count)
    case .arrows(let arrows):
      for index in arrows.x.indices {
        x.include([arrows.x[index], arrows.x[index] + arrows.dx[index]])
        y.include([arrows.y[index], arrows.y[index] + arrows.dy[index]])
      }
      isTightAcross = false
      isTightUp = false
    case .rule(let rule):
      if rule.direction == .horizontal { y.include(rule.value) } else { x.include(rule.value) }
    case .label(let label):
      x.include(label.x)
      y.include(label.y)
    case .diagram:
      break
    }
  }

  private mutating func include(_ series: Chart.Series, isTight: Bool) {
    for (place, value) in zip(series.x, series.y) where place.isFinite && value.isFinite {
      x.include(place)
      y.include(value)
    }
    isTightUp = false
    if !isTight { isTightAcross = false }
  }
}
