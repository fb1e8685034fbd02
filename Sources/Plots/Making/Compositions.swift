/// Puts charts side by side.
///
/// - Parameters:
///   - charts: The panels, in reading order.
///   - columns: How many stand in a row; 0 lets the width decide.
///   - sharesScales: Whether all panels have the same axes and colours, so that they can be compared.
public func smallMultiples(
  _ charts: [Chart],
  columns: Int = 0,
  title: String = "",
  sharesScales: Bool = true
) -> Chart {
  var panels = charts
  if sharesScales, let all = Chart.holding(charts)?.withSettledScales {
    panels = charts.map { $0.onScales(of: all) }
  }
  return Chart(title: title, panels: panels, columns: columns)
}

/// A figure over time: readers move through its frames; print and terminal show the first, the
/// middle and the last.
///
///     figureOverTime(norms.enumerated().map { ("epoch \($0)", lineChart($1, y: "norm")) })
///
/// Axes are the first chart's and hold the data of all frames.
///
/// - Parameters:
///   - frames: Label and chart of each moment.
///   - title: What the figure is called; the first chart's title if it is empty.
public func figureOverTime(_ frames: [(String, Chart)], title: String = "") -> Chart {
  var chart = frames.first?.1 ?? Chart()
  if !title.isEmpty { chart.title = title }
  chart.marks = []
  chart.frames = frames.map { Chart.Frame($0.0, marks: $0.1.marks) }
  return chart
}

extension Chart {
  /// The same chart with more marks above its own: `chart.adding(.rule(y: 0.1, "chance"))`.
  public func adding(_ more: Mark...) -> Chart {
    var chart = self
    chart.marks += more
    return chart
  }
}

extension Chart.Mark {
  /// A level line across the plot.
  public static func rule(y value: Double, _ label: String = "") -> Chart.Mark {
    .rule(Chart.Rule(.horizontal, at: value, label: label))
  }

  /// An upright line across the plot.
  public static func rule(x value: Double, _ label: String = "") -> Chart.Mark {
    .rule(Chart.Rule(.vertical, at: value, label: label))
  }

  /// Words at a point.
  public static func label(_ text: String, x: Double, y: Double) -> Chart.Mark {
    .label(Chart.Label(text, x: x, y: y))
  }
}
