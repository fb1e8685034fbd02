/// Draws where a system of two variables moves from each point of a grid.
///
///     phasePlane(x: "unit 1", y: "unit 2", from: -1...1) { a, b in (b - a, -a * b) }
///
/// Arrows are scaled so that the longest just fits between two points of the grid.
///
/// - Parameters:
///   - range: Of both variables.
///   - steps: Points of the grid in each direction, at least 2.
///   - paths: Named paths through the plane, each a list of points.
///   - change: How the two variables change at a point.
public func phasePlane(
  x: String = "",
  y: String = "",
  title: String = "",
  from range: ClosedRange<Double>,
  steps: Int = 15,
  paths: KeyValuePairs<String, [(Double, Double)]> = [:],
  change: (Double, Double) -> (Double, Double)
) -> Chart {
  let count = max(2, steps)
  let spacing = (range.upperBound - range.lowerBound) / Double(count - 1)
  let grid = (0..<count).map { range.lowerBound + Double($0) * spacing }
  var arrows = Chart.Arrows(x: [], y: [], dx: [], dy: [])
  for a in grid {
    for b in grid {
      let (da, db) = change(a, b)
      guard da.isFinite, db.isFinite else { continue }
      arrows.x.append(a)
      arrows.y.append(b)
      arrows.dx.append(da)
      arrows.dy.append(db)
    }
  }
  let lengths = zip(arrows.dx, arrows.dy).map { ($0 * $0 + $1 * $1).squareRoot() }
  let longest = lengths.max() ?? 0
  let factor = longest > 0 ? 0.95 * spacing / longest : 1
  arrows.dx = arrows.dx.map { $0 * factor }
  arrows.dy = arrows.dy.map { $0 * factor }
  let lines = paths.map { name, points in
    Chart.Mark.line(Chart.Series(name, x: points.map(\.0), y: points.map(\.1)).thinned())
  }
  return Chart(
    title: title,
    xAxis: Chart.Axis(x),
    yAxis: Chart.Axis(y),
    marks: [.arrows(arrows)] + lines
  )
}
