/// Draws the median of several runs as a line, and the range from the lowest to the highest run.
///
///     bandChart(["LSTM": lossesOfEachSeed], x: "epoch", y: "loss")
///
/// - Parameters:
///   - runs: Name and runs, each run holding one value for each place; the shortest run decides.
///   - places: Where the values lie; 0, 1, 2, … if it is empty.
public func bandChart<Value: Plottable, Place: Plottable>(
  _ runs: KeyValuePairs<String, [[Value]]>,
  x: String = "",
  y: String = "",
  title: String = "",
  at places: [Place] = [] as [Double],
  yScale: Chart.Scale = .linear
) -> Chart {
  var marks: [Chart.Mark] = []
  for (name, values) in runs {
    let count = values.map(\.count).min() ?? 0
    let sorted = (0..<count).map { index in
      values.map { $0[index].plotted }.filter(\.isFinite).sorted()
    }
    let x = places.isEmpty ? nil : places.map(\.plotted)
    let low = Chart.Series(name, x: x, y: sorted.map { $0.first ?? .nan })
    marks.append(
      .band(Chart.Band(name, x: low.x, low: low.y, high: sorted.map { $0.last ?? .nan }))
    )
    marks.append(.line(Chart.Series(name, x: x, y: sorted.map(median)).thinned()))
  }
  return Chart(
    title: title,
    xAxis: Chart.Axis(x),
    yAxis: Chart.Axis(y, scale: yScale),
    marks: marks
  )
}

/// Draws values as regions that stand on zero.
public func areaChart<Value: Plottable, Place: Plottable>(
  _ series: KeyValuePairs<String, [Value]>,
  x: String = "",
  y: String = "",
  title: String = "",
  at places: [Place] = [] as [Double]
) -> Chart {
  let thinned = thinnedSeries(series.map { ($0.key, $0.value) }, at: places)
  return Chart(
    title: title,
    xAxis: Chart.Axis(x),
    yAxis: Chart.Axis(y),
    marks: thinned.flatMap { series -> [Chart.Mark] in
      let zeros = [Double](repeating: 0, count: series.y.count)
      let band = Chart.Band(
        series.name,
        x: series.x,
        low: zip(zeros, series.y).map(min),
        high: zip(zeros, series.y).map(max)
      )
      return [.band(band), .line(series)]
    }
  )
}

/// The middle of sorted values, or the mean of the two in the middle; NaN if there are none.
private func median(_ sorted: [Double]) -> Double {
  guard !sorted.isEmpty else { return .nan }
  let middle = sorted.count / 2
  return sorted.count.isMultiple(of: 2)
    ? sorted[middle - 1] / 2 + sorted[middle] / 2 : sorted[middle]
}
