/// One figure: what is drawn, on which axes, and over which frames.
///
/// A chart is plain data. It is drawn as SVG by ``svg(id:width:)``, as characters by
/// ``text(width:colour:plain:)``, told by ``summary`` and listed by ``table``; all four say the same.
///
/// Most charts are made by a function such as ``lineChart(_:x:y:title:at:xScale:yScale:)`` and
/// refined by assignment: `chart.yAxis.lower = 0`.
public struct Chart: Codable, Sendable, Equatable {
  /// What the figure is called; may be empty.
  public var title: String
  /// The horizontal axis.
  public var xAxis: Axis
  /// The vertical axis.
  public var yAxis: Axis
  /// How the values of cells become colours.
  public var colours: ColourScale
  /// What is drawn, later marks above earlier ones.
  ///
  /// A chart with a ``Mark/diagram(_:)`` has no axes
  /// and draws its diagrams alone.
  public var marks: [Mark]
  /// A figure over time: each frame is drawn above ``marks``, on axes that hold all frames.
  public var frames: [Frame]
  /// Small multiples.
  ///
  /// If there are any, they are drawn in place of ``marks`` and ``frames``.
  public var panels: [Chart]
  /// How many panels stand side by side; 0 lets the width decide.
  public var columns: Int

  /// Puts a chart together from its parts.
  public init(
    title: String = "",
    xAxis: Axis = Axis(),
    yAxis: Axis = Axis(),
    colours: ColourScale = ColourScale(),
    marks: [Mark] = [],
    frames: [Frame] = [],
    panels: [Chart] = [],
    columns: Int = 0
  ) {
    self.title = title
    self.xAxis = xAxis
    self.yAxis = yAxis
    self.colours = colours
    self.marks = marks
    self.frames = frames
    self.panels = panels
    self.columns = columns
  }

  /// One moment of a figure over time.
  public struct Frame: Codable, Sendable, Equatable {
    /// Which moment this is, such as `epoch 20`.
    public var label: String
    /// What is drawn at that moment.
    public var marks: [Mark]

    /// A moment named `label` that draws `marks`.
    public init(_ label: String, marks: [Mark]) {
      self.label = label
      self.marks = marks
    }
  }
}
