/// How a series runs from its first finite value to its last, in words.
struct Trend {
  let series: Chart.Series
  let chart: Chart
  private let indices: [Int]

  init?(_ series: Chart.Series, in chart: Chart) {
    self.series = series
    self.chart = chart
    indices = series.y.indices.filter {
      Extent.isDrawable(series.x[$0], on: chart.xAxis.scale)
        && Extent.isDrawable(series.y[$0], on: chart.yAxis.scale)
    }
    if indices.isEmpty { return nil }
  }

  private func y(_ index: Int) -> String { chart.yAxis.words(series.y[index], digits: 4) }
  private func x(_ index: Int) -> String {
    chart.xAxis.named(series.x[index], else: "x", digits: 4)
  }

  private func point(_ index: Int) -> String {
    x(index) + ", " + chart.yAxis.named(series.y[index], else: "y", digits: 4)
  }

  /// The lowest and the highest value.
  private var low: Int { indices.min { series.y[$0] < series.y[$1] } ?? indices[0] }
  private var high: Int { indices.max { series.y[$0] < series.y[$1] } ?? indices[0] }

  var last: Double { series.y[indices[indices.count - 1]] }

  /// A clause without a full stop: `loss falls from 0.84 at epoch 0 to 0.006 at epoch 600, most of
  /// it before epoch 100`.
  func clause(_ name: String) -> String {
    let (first, last) = (indices[0], indices[indices.count - 1])
    guard indices.count > 1 else { return "\(name) is \(y(first)) at \(x(first))" }
    guard zip(indices, indices.dropFirst()).allSatisfy({ series.x[$0] <= series.x[$1] }) else {
      return "\(name) runs from \(point(first)) to \(point(last))"
    }
    let reach = series.y[high] - series.y[low]
    guard reach > 0 else { return "\(name) stays at \(y(first)) from \(x(first)) to \(x(last))" }
    let change = series.y[last] - series.y[first]
    if change.magnitude >= 0.25 * reach {
      let verb = change > 0 ? "rises" : "falls"
      return "\(name) \(verb) from \(y(first)) at \(x(first)) to \(y(last)) at \(x(last))"
        + (early(first, last, change) ?? "") + turn(first, last, change)
    }
    return "\(name) starts at \(y(first)) and ends at \(y(last)), "
      + "between \(y(low)) at \(x(low)) and \(y(high)) at \(x(high))"
  }

  /// Where four fifths of the change are done, if that is in the first half.
  private func early(_ first: Int, _ last: Int, _ change: Double) -> String? {
    let goal = series.y[first] + 0.8 * change
    guard
      let reached = indices.first(where: {
        change > 0 ? series.y[$0] >= goal : series.y[$0] <= goal
      }), series.x[reached] < (series.x[first] + series.x[last]) / 2, reached > first,
      // A series that swings back has not arrived.
      !indices.contains(where: {
        $0 > reached && (series.y[$0] - series.y[first]) / change < 0.5
      })
    else { return nil }
    return ", most of it before \(x(reached))"
  }

  /// An extreme well outside of both ends.
  private func turn(_ first: Int, _ last: Int, _ change: Double) -> String {
    let margin = 0.1 * (series.y[high] - series.y[low])
    let (top, bottom) = (
      max(series.y[first], series.y[last]), min(series.y[first], series.y[last])
    )
    var words = ""
    if series.y[high] > top + margin { words += ", with a peak of \(y(high)) at \(x(high))" }
    if series.y[low] < bottom - margin { words += ", with a low of \(y(low)) at \(x(low))" }
    return words
  }

  /// How many values cannot be drawn.
  var gapCount: Int { series.y.count - indices.count }
}
