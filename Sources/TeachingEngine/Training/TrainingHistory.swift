public import Plots

/// The numbers of a training run: losses and metrics by name, step after step.
public struct TrainingHistory: Sendable, Equatable, CustomStringConvertible {
  /// The names, in the order in which they first came.
  public private(set) var names: [String] = []
  /// For every name the values, and the steps at which they were noted.
  public private(set) var series: [String: [(step: Int, value: Double)]] = [:]
  /// The largest step noted.
  public private(set) var lastStep = 0

  /// An empty history.
  public init() {}

  /// Notes a number at a step.
  public mutating func note<Scalar: TensorScalar>(_ name: String, _ value: Scalar, step: Int) {
    if series[name] == nil { names.append(name) }
    series[name, default: []].append((step, Double(value)))
    lastStep = max(lastStep, step)
  }

  /// The values of one name, in order.
  public func values(_ name: String) -> [Double] { series[name]?.map(\.value) ?? [] }

  /// All series against the step.
  public func chart(_ yScale: Chart.Scale = .log) -> Chart {
    Chart(
      title: "Training",
      xAxis: Chart.Axis("step"),
      yAxis: Chart.Axis(names.count == 1 ? names[0] : "", scale: yScale),
      marks: names.map { name in
        let points = series[name] ?? []
        return .line(
          Chart.Series(name, x: points.map { Double($0.step) }, y: points.map(\.value))
        )
      }
    )
  }

  /// One line of progress: the step and the last value of every series.
  public var description: String {
    let values = names.compactMap { name in
      series[name]?.last.map { "\(name) \(formatted($0.value))" }
    }
    return "step \(lastStep): " + values.joined(separator: ", ")
  }

  /// Whether two histories hold the same numbers.
  public static func == (lhs: TrainingHistory, rhs: TrainingHistory) -> Bool {
    lhs.names == rhs.names
      && lhs.names.allSatisfy { name in
        let (a, b) = (lhs.series[name] ?? [], rhs.series[name] ?? [])
        return a.map(\.step) == b.map(\.step) && a.map(\.value) == b.map(\.value)
      }
  }
}
