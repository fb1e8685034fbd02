/// Draws one bar for each name.
///
///     barChart(["RNN": 0.61, "GRU": 0.93, "LSTM": 0.95], y: "accuracy")
public func barChart<Value: Plottable>(
  _ values: KeyValuePairs<String, Value>,
  x: String = "",
  y: String = "",
  title: String = ""
) -> Chart {
  barChart([y: values.map(\.value)], over: values.map(\.key), x: x, y: y, title: title)
}

/// Draws bars side by side for each category.
///
/// - Parameters:
///   - series: Name and values, one value for each category.
///   - categories: What stands along the horizontal axis.
public func barChart<Value: Plottable>(
  _ series: KeyValuePairs<String, [Value]>,
  over categories: [String],
  x: String = "",
  y: String = "",
  title: String = ""
) -> Chart {
  let width = 0.8 / Double(max(1, series.count))
  let marks = series.enumerated().map { index, item in
    let starts = item.value.indices.map { Double($0) - 0.4 + Double(index) * width }
    return Chart.Mark.bars(
      Chart.Bars(
        item.key,
        starts: starts,
        ends: starts.map { $0 + width },
        values: item.value.map(\.plotted)
      )
    )
  }
  return Chart(
    title: title,
    xAxis: Chart.Axis(x, scale: .categorical(categories)),
    yAxis: Chart.Axis(y),
    marks: marks
  )
}

/// Counts how many values fall into each of several equal intervals, and draws the counts.
///
/// - Parameters:
///   - values: Values; those that are not finite are left out.
///   - bins: How many intervals; the number of values decides if it is 0, by Sturges' rule;
///     more than 10,000, which nobody could see, trap.
///   - x: What the values are.
/// - Source: Sturges (1926), "The choice of a class interval": 1 + log₂ n.
public func histogram<Value: Plottable>(
  _ values: [Value],
  bins: Int = 0,
  x: String = "",
  y: String = "count",
  title: String = "",
  file: StaticString = #filePath,
  line: UInt = #line
) -> Chart {
  demand(
    (0...mostBins).contains(bins),
    "A histogram has at most \(mostBins) bins, not \(bins); ask for fewer, or for 0 to let the "
      + "number of values decide.",
    file: file,
    line: line
  )
  let finite = values.map(\.plotted).filter { Extent.isDrawable($0, on: .linear) }
  var low = finite.min() ?? 0
  var high = finite.max() ?? 1
  if low == high { (low, high) = (low - 0.5, high + 0.5) }
  let bitCount = Int.bitWidth - finite.count.leadingZeroBitCount
  let count = bins > 0 ? bins : min(60, max(1, bitCount + 1))
  let edges = (0...count).map { low + (high - low) * (Double($0) / Double(count)) }
  var counts = [Double](repeating: 0, count: count)
  for value in finite {
    counts[min(count - 1, Int((value - low) / (high - low) * Double(count)))] += 1
  }
  return Chart(
    title: title,
    xAxis: Chart.Axis(x),
    yAxis: Chart.Axis(y),
    marks: [
      .bars(
        Chart.Bars(
          y,
          starts: Array(edges.dropLast()),
          ends: Array(edges.dropFirst()),
          values: counts,
          countsIntervals: true
        )
      )
    ]
  )
}

private let mostBins = 10_000
