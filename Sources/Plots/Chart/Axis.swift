extension Chart {
  /// What one direction of the plane means.
  public struct Axis: Codable, Sendable, Equatable {
    /// The quantity, with its unit if it has one; may be empty.
    public var label: String
    /// How values become positions.
    public var scale: Scale
    /// Where the axis begins; the data decide if it is `nil`.
    public var lower: Double?
    /// Where the axis ends; the data decide if it is `nil`.
    public var upper: Double?
    /// Whether values grow to the left, or downward as the rows of a matrix do.
    public var isReversed: Bool

    /// An axis for `label`.
    public init(
      _ label: String = "",
      scale: Scale = .linear,
      lower: Double? = nil,
      upper: Double? = nil,
      isReversed: Bool = false
    ) {
      self.label = label
      self.scale = scale
      self.lower = lower
      self.upper = upper
      self.isReversed = isReversed
    }
  }

  /// How values become positions on an axis.
  public enum Scale: Codable, Sendable, Equatable {
    /// Equal differences take equal lengths.
    case linear
    /// Equal ratios take equal lengths. Values that are not positive are left out, as gaps.
    case log
    /// Values are seconds since 1970-01-01 00:00 UTC, ticks are dates and times of day.
    case time
    /// Value `k` is the category of that index, for `k` in `0 ..< names.count`.
    case categorical([String])
  }

  /// How the values of cells become colours.
  public struct ColourScale: Codable, Sendable, Equatable {
    /// The order of the colours.
    public enum Kind: String, Codable, Sendable {
      /// From dark to light: quantities from little to much.
      case sequential
      /// From one hue over a neutral middle, at zero, to another: quantities with a sign.
      case diverging
    }

    /// The order of the colours; `nil` takes `diverging` if the values have both signs.
    public var kind: Kind?
    /// The value of the first colour; the data decide if it is `nil`.
    public var lower: Double?
    /// The value of the last colour; the data decide if it is `nil`.
    public var upper: Double?
    /// What the values are, for the legend; may be empty.
    public var label: String

    /// A scale for values called `label`.
    public init(
      _ kind: Kind? = nil,
      lower: Double? = nil,
      upper: Double? = nil,
      label: String = ""
    ) {
      self.kind = kind
      self.lower = lower
      self.upper = upper
      self.label = label
    }
  }
}
