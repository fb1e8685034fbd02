/// Draws values over their index or over given places, joined by lines.
///
///     lineChart(["training": losses, "validation": validationLosses],
///       x: "epoch", y: "loss", yScale: .log)
///
/// - Parameters:
///   - series: Name and values of each line, in the order of the legend.
///   - x: What the horizontal axis means.
///   - y: What the vertical axis means.
///   - title: What the figure is called.
///   - places: Where the values lie, for all lines; 0, 1, 2, … if it is empty.
///   - xScale: How places become positions.
///   - yScale: How values become positions.
public func lineChart<Value: Plottable, Place: Plottable>(
  _ series: KeyValuePairs<String, [Value]>,
  x: String = "",
  y: String = "",
  title: String = "",
  at places: [Place] = [] as [Double],
  xScale: Chart.Scale = .linear,
  yScale: Chart.Scale = .linear
) -> Chart {
  Chart(
    title: title,
    xAxis: Chart.Axis(x, scale: xScale),
    yAxis: Chart.Axis(y, scale: yScale),
    marks: thinnedSeries(series.map { ($0.key, $0.value) }, at: places).map { .line($0) }
  )
}

/// Draws the values of a dictionary as lines, in the order of their names.
@_disfavoredOverload
public func lineChart<Value: Plottable, Place: Plottable>(
  _ series: [String: [Value]],
  x: String = "",
  y: String = "",
  title: String = "",
  at places: [Place] = [] as [Double],
  xScale: Chart.Scale = .linear,
  yScale: Chart.Scale = .linear
) -> Chart {
  let ordered = series.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
  return Chart(
    title: title,
    xAxis: Chart.Axis(x, scale: xScale),
    yAxis: Chart.Axis(y, scale: yScale),
    marks: thinnedSeries(ordered, at: places).map { .line($0) }
  )
}

/// Draws one line; its name is what the vertical axis means.
public func lineChart<Value: Plottable, Place: Plottable>(
  _ values: [Value],
  x: String = "",
  y: String = "",
  title: String = "",
  at places: [Place] = [] as [Double],
  xScale: Chart.Scale = .linear,
  yScale: Chart.Scale = .linear
) -> Chart {
  Chart(
    title: title,
    xAxis: Chart.Axis(x, scale: xScale),
    yAxis: Chart.Axis(y, scale: yScale),
    marks: thinnedSeries([(y, values)], at: places).map { .line($0) }
  )
}

/// Draws values that stay level until the next place, as counts and learning rates do.
public func stepChart<Value: Plottable, Place: Plottable>(
  _ series: KeyValuePairs<String, [Value]>,
  x: String = "",
  y: String = "",
  title: String = "",
  at places: [Place] = [] as [Double],
  xScale: Chart.Scale = .linear,
  yScale: Chart.Scale = .linear
) -> Chart {
  Chart(
    title: title,
    xAxis: Chart.Axis(x, scale: xScale),
    yAxis: Chart.Axis(y, scale: yScale),
    marks: thinnedSeries(series.map { ($0.key, $0.value) }, at: places).map { .step($0) }
  )
}

/// Draws points that no line joins: name, then places and values.
///
///     scatterChart(["digits": (lengths, losses)], x: "length", y: "loss")
public func scatterChart<Place: Plottable, Value: Plottable>(
  _ series: KeyValuePairs<String, (x: [Place], y: [Value])>,
  x: String = "",
  y: String = "",
  title: String = "",
  xScale: Chart.Scale = .linear,
  yScale: Chart.Scale = .linear
) -> Chart {
  Chart(
    title: title,
    xAxis: Chart.Axis(x, scale: xScale),
    yAxis: Chart.Axis(y, scale: yScale),
    marks: series.map { name, channels in
      let points = Chart.Series(
        name,
        x: channels.x.map(\.plotted),
        y: channels.y.map(\.plotted)
      )
      return .points(points.thinnedOnGrid())
    }
  )
}

/// Turns named values into series small enough to draw, keeping every extreme.
func thinnedSeries<Value: Plottable, Place: Plottable>(
  _ series: [(name: String, values: [Value])],
  at places: [Place]
) -> [Chart.Series] {
  let x = places.isEmpty ? nil : places.map(\.plotted)
  return series.map { name, values in
    Chart.Series(name, x: x, y: values.map(\.plotted)).thinned()
  }
}
