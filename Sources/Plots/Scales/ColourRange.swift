/// A colour scale with its ends settled: turns values into one of 33 levels.
struct ColourRange {
  let kind: Chart.ColourScale.Kind
  let lower: Double
  let upper: Double
  let label: String

  /// Level 16 is the neutral middle of a diverging scale.
  static let levels = 33

  /// Settles a scale on values; what its author fixed holds, the data decide the rest.
  init(_ scale: Chart.ColourScale, values: some Sequence<Double>) {
    var extent = Extent()
    extent.include(values)
    let low = scale.lower ?? (extent.isEmpty ? 0 : extent.lower)
    let high = scale.upper ?? (extent.isEmpty ? 1 : extent.upper)
    kind = scale.kind ?? (low < 0 && high > 0 ? .diverging : .sequential)
    label = scale.label
    let isFixed = scale.lower != nil && scale.upper != nil
    if kind == .diverging, !isFixed {
      let reach = max(low.magnitude, high.magnitude)
      (lower, upper) = reach > 0 ? (-reach, reach) : (-1, 1)
    } else {
      (lower, upper) = low < high ? (low, high) : low == high ? Self.around(low) : (high, low)
    }
  }

  /// The level of a value, values past the ends taking the end's; `nil` if it is not finite.
  func level(_ value: Double) -> Int? {
    guard value.isFinite else { return nil }
    let share = (min(max(value, lower), upper) - lower) / (upper - lower)
    guard share.isFinite else { return (Self.levels - 1) / 2 }
    return Int((share * Double(Self.levels - 1)).rounded())
  }

  /// A single value becomes the lowest colour if it is zero and the middle one otherwise.
  private static func around(_ value: Double) -> (Double, Double) {
    value == 0 ? (0, 1) : (value - value.magnitude / 2, value + value.magnitude / 2)
  }
}

extension Chart {
  /// The colours of all cells of the chart, frames included.
  var colourRange: ColourRange {
    let all = marks + frames.flatMap(\.marks)
    return ColourRange(
      colours,
      values: all.lazy.flatMap { mark -> [Double] in
        guard case .cells(let cells) = mark else { return [] }
        return cells.rows.flatMap { $0 }
      }
    )
  }
}
