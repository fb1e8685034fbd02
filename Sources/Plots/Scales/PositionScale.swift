#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// One axis with its ends settled: turns values into shares of its length, and has ticks.
struct PositionScale {
  let scale: Chart.Scale
  let lower: Double
  let upper: Double
  let isReversed: Bool
  let isIntegral: Bool

  /// Settles an axis: what the author fixed holds, the data decide the rest.
  ///
  /// - Parameters:
  ///   - padding: The share of the data's length to add at each end.
  ///   - baselines: Ends that are not moved outward.
  init(_ axis: Chart.Axis, extent: Extent, padding: Double, baselines: Set<Double> = []) {
    scale = axis.scale
    isReversed = axis.isReversed
    isIntegral = extent.isIntegral && !extent.isEmpty
    var ends = Self.dataEnds(axis.scale, extent, padding, baselines)
    if let lower = axis.lower, Extent.isDrawable(lower, on: axis.scale) { ends.lower = lower }
    if let upper = axis.upper, Extent.isDrawable(upper, on: axis.scale) { ends.upper = upper }
    if ends.lower > ends.upper { swap(&ends.lower, &ends.upper) }
    if ends.lower == ends.upper { ends = Self.around(ends.lower, axis.scale) }
    lower = ends.lower
    upper = ends.upper
  }

  /// The share of the axis's length at which a value lies, 0 at its beginning; `nil` if it has none.
  ///
  /// Values past the ends give shares outside of 0 … 1, limited to −10 … 11.
  func share(_ value: Double) -> Double? {
    guard Extent.isDrawable(value, on: scale) else { return nil }
    let share =
      scale == .log
      ? (log10(value) - log10(lower)) / (log10(upper) - log10(lower))
      : (value - lower) / (upper - lower)
    // Ends so near each other that their difference is lost leave no place.
    guard share.isFinite else { return nil }
    return min(11, max(-10, isReversed ? 1 - share : share))
  }

  /// Whether a value lies between the ends.
  func contains(_ value: Double) -> Bool { value >= lower && value <= upper }

  /// Where the data alone would end an axis.
  private static func dataEnds(
    _ scale: Chart.Scale,
    _ extent: Extent,
    _ padding: Double,
    _ baselines: Set<Double>
  ) -> (lower: Double, upper: Double) {
    if case .categorical(let names) = scale { return (-0.5, Double(max(1, names.count)) - 0.5) }
    if scale == .log {
      guard extent.lowestPositive <= extent.upper else { return (0.1, 1) }
      let (low, high) = (extent.lowestPositive, extent.upper)
      guard low < high else { return around(low, scale) }
      let margin = pow(high / low, min(padding, 0.05))
      guard margin.isFinite else { return (low, high) }
      return (max(1e-300, low / margin), min(Extent.largest, high * margin))
    }
    guard !extent.isEmpty else { return (0, 1) }
    guard extent.lower < extent.upper else {
      // Bars without height stand on the axis, not in the middle.
      return baselines.contains(extent.lower)
        ? (extent.lower, extent.lower + 1) : around(extent.lower, scale)
    }
    let margin = (extent.upper - extent.lower) * padding
    return (
      baselines.contains(extent.lower) ? extent.lower : extent.lower - margin,
      baselines.contains(extent.upper) ? extent.upper : extent.upper + margin
    )
  }

  /// Ends around a single value, so that constant data lie in the middle.
  private static func around(
    _ value: Double,
    _ scale: Chart.Scale
  ) -> (lower: Double, upper: Double) {
    switch scale {
    case .log: return (max(1e-300, value / 2), min(Extent.largest, value * 2))
    case .time: return (value - 43_200, value + 43_200)
    case .linear, .categorical:
      let margin = value == 0 ? 1 : max(value.magnitude * 0.1, value.ulp * 8)
      return (value - margin, value + margin)
    }
  }
}
