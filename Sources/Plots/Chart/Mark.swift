extension Chart {
  /// One layer of a chart.
  ///
  /// Marks of one name share a colour, a dash and an entry in the legend.
  public enum Mark: Codable, Sendable, Equatable {
    /// Points joined by straight lines, broken where a value is not finite.
    case line(Series)
    /// Points joined by level lines that jump at each next point.
    case step(Series)
    /// Points alone.
    case points(Series)
    /// Rectangles from a common baseline.
    case bars(Bars)
    /// The region between two curves, such as a median's range.
    case band(Band)
    /// The entries of a matrix as coloured cells.
    case cells(Cells)
    /// Arrows from points, such as a phase plane's.
    case arrows(Arrows)
    /// A line across the whole plot at one value.
    case rule(Rule)
    /// Words at a point.
    case label(Label)
    /// Boxes and arrows in a plane of their own, without axes.
    case diagram(Diagram)
  }

  /// Values `y` at places `x`.
  ///
  /// The longer of the two is cut to the shorter.
  public struct Series: Codable, Sendable, Equatable {
    /// What the legend calls it.
    public var name: String
    /// Places.
    public var x: [Double]
    /// Values, one for each place; one that is not finite is a gap.
    public var y: [Double]
    /// How many points there were before thinning.
    public var originalCount: Int

    /// A series of `y` at `x`, or at 0, 1, 2 and so on if `x` is `nil`.
    public init(_ name: String, x: [Double]? = nil, y: [Double]) {
      let places = x ?? y.indices.map(Double.init)
      let count = min(places.count, y.count)
      self.name = name
      self.x = Array(places.prefix(count))
      self.y = Array(y.prefix(count))
      self.originalCount = count
    }
  }

  /// Rectangles that stand on a baseline, each over an interval of the horizontal axis.
  public struct Bars: Codable, Sendable, Equatable {
    /// What the legend calls them.
    public var name: String
    /// Left edges.
    public var starts: [Double]
    /// Right edges, one for each left edge.
    public var ends: [Double]
    /// Heights, one for each left edge, in units of the vertical axis.
    public var values: [Double]
    /// Where the bars stand.
    public var baseline: Double
    /// Whether the bars count how many values fall into each interval.
    public var countsIntervals: Bool

    /// Bars over the intervals from `starts` to `ends`.
    public init(
      _ name: String,
      starts: [Double],
      ends: [Double],
      values: [Double],
      baseline: Double = 0,
      countsIntervals: Bool = false
    ) {
      let count = min(starts.count, ends.count, values.count)
      self.name = name
      self.starts = Array(starts.prefix(count))
      self.ends = Array(ends.prefix(count))
      self.values = Array(values.prefix(count))
      self.baseline = baseline
      self.countsIntervals = countsIntervals
    }
  }

  /// The region from `low` to `high` at places `x`.
  public struct Band: Codable, Sendable, Equatable {
    /// What the legend calls it.
    public var name: String
    /// Places.
    public var x: [Double]
    /// Lower edge, one for each place.
    public var low: [Double]
    /// Upper edge, one for each place.
    public var high: [Double]

    /// A band between two curves; all are cut to the shortest.
    public init(_ name: String, x: [Double]? = nil, low: [Double], high: [Double]) {
      let places = x ?? low.indices.map(Double.init)
      let count = min(places.count, low.count, high.count)
      self.name = name
      self.x = Array(places.prefix(count))
      self.low = Array(low.prefix(count))
      self.high = Array(high.prefix(count))
    }
  }
}
