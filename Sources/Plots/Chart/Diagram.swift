/// Boxes and arrows: a computation graph, an unrolled network, the inside of a cell.
public struct Diagram: Codable, Sendable, Equatable {
  /// The boxes.
  public var nodes: [Node]
  /// The arrows.
  ///
  /// One that names no node of the diagram is left out.
  public var edges: [Edge]
  /// Which way arrows run where nodes have no place of their own.
  public var direction: Direction

  /// A diagram of `nodes` joined by `edges`.
  public init(nodes: [Node], edges: [Edge], direction: Direction = .rightward) {
    self.nodes = nodes
    self.edges = edges
    self.direction = direction
  }

  /// Which way most arrows run.
  public enum Direction: String, Codable, Sendable {
    /// From left to right.
    case rightward
    /// From top to bottom.
    case downward
  }

  /// One box.
  public struct Node: Codable, Sendable, Equatable {
    /// How a node is drawn.
    public enum Shape: String, Codable, Sendable {
      /// A rectangle with rounded corners: a value, a layer.
      case box
      /// A circle: an operation such as `+` or `⊙`.
      case circle
      /// Words alone: an input, an output.
      case plain
    }

    /// What edges call it; unique in its diagram.
    public var id: String
    /// What it says.
    public var label: String
    /// What a sentence calls it where that is not ``label``, such as "forget gate".
    public var spokenName: String?
    /// A second, smaller line, such as a shape or a number; may be empty.
    public var detail: String
    /// How it is drawn.
    public var shape: Shape
    /// Numbers drawn in it as a strip of coloured cells.
    public var values: [Double]
    /// The colours of ``values``.
    public var colours: Chart.ColourScale
    /// Its column, counted from 0 at the left, fractions allowed; `nil` leaves it to the layout.
    public var column: Double?
    /// Its row, counted from 0 at the top, fractions allowed; `nil` leaves it to the layout.
    public var row: Double?

    /// A node that says `label`; the layout places it if `column` or `row` is missing.
    public init(
      _ id: String,
      label: String? = nil,
      detail: String = "",
      shape: Shape = .box,
      values: [Double] = [],
      colours: Chart.ColourScale = Chart.ColourScale(),
      column: Double? = nil,
      row: Double? = nil,
      spokenName: String? = nil
    ) {
      self.id = id
      self.label = label ?? id
      self.detail = detail
      self.shape = shape
      self.values = values
      self.colours = colours
      self.column = column
      self.row = row
      self.spokenName = spokenName
    }
  }

  /// One arrow.
  public struct Edge: Codable, Sendable, Equatable {
    /// The node it leaves.
    public var from: String
    /// The node it enters.
    public var to: String
    /// What it says; may be empty.
    public var label: String
    /// Whether its line is broken, as for a gradient or a weight that is reused.
    public var isDashed: Bool

    /// An arrow from one node to another.
    public init(_ from: String, _ to: String, label: String = "", isDashed: Bool = false) {
      self.from = from
      self.to = to
      self.label = label
      self.isDashed = isDashed
    }
  }
}
