extension Chart {
  /// The entries of a matrix: row `i`, column `j` is a cell around the point `(j, i)`.
  public struct Cells: Codable, Sendable, Equatable {
    /// Entries, row by row; rows may differ in length, and an entry that is not finite is a gap.
    public var rows: [[Double]]
    /// Names of the rows, or none: then they are counted from 0.
    public var rowNames: [String]
    /// Names of the columns, or none: then they are counted from 0.
    public var columnNames: [String]
    /// Whether each cell shows its value as a number.
    public var showsValues: Bool
    /// Whether the entries count how often a row's class was taken for a column's.
    public var isConfusionMatrix: Bool

    /// Cells for the entries of `rows`.
    public init(
      rows: [[Double]],
      rowNames: [String] = [],
      columnNames: [String] = [],
      showsValues: Bool = false,
      isConfusionMatrix: Bool = false
    ) {
      self.rows = rows
      self.rowNames = rowNames
      self.columnNames = columnNames
      self.showsValues = showsValues
      self.isConfusionMatrix = isConfusionMatrix
    }

    /// The length of the longest row.
    public var columnCount: Int { rows.map(\.count).max() ?? 0 }

    /// The entry in a row and column; not a number where there is none.
    public subscript(row: Int, column: Int) -> Double {
      rows.indices.contains(row) && rows[row].indices.contains(column) ? rows[row][column] : .nan
    }
  }

  /// Arrows from `(x, y)` to `(x + dx, y + dy)`.
  public struct Arrows: Codable, Sendable, Equatable {
    /// What the legend calls them; empty for no entry.
    public var name: String
    /// Tails, horizontally.
    public var x: [Double]
    /// Tails, vertically.
    public var y: [Double]
    /// Lengths, horizontally.
    public var dx: [Double]
    /// Lengths, vertically.
    public var dy: [Double]

    /// Arrows from points; all are cut to the shortest.
    public init(_ name: String = "", x: [Double], y: [Double], dx: [Double], dy: [Double]) {
      let count = min(x.count, y.count, dx.count, dy.count)
      self.name = name
      self.x = Array(x.prefix(count))
      self.y = Array(y.prefix(count))
      self.dx = Array(dx.prefix(count))
      self.dy = Array(dy.prefix(count))
    }
  }

  /// A line across the whole plot.
  public struct Rule: Codable, Sendable, Equatable {
    /// The axis on which the value lies.
    public enum Direction: String, Codable, Sendable {
      /// A level line at a value of the vertical axis.
      case horizontal
      /// An upright line at a value of the horizontal axis.
      case vertical
    }

    /// The axis on which the value lies.
    public var direction: Direction
    /// Where the line is.
    public var value: Double
    /// What the line says; may be empty.
    public var label: String

    /// A line at `value`.
    public init(_ direction: Direction, at value: Double, label: String = "") {
      self.direction = direction
      self.value = value
      self.label = label
    }
  }

  /// Words at a point.
  public struct Label: Codable, Sendable, Equatable {
    /// The words.
    public var text: String
    /// Where they begin, horizontally.
    public var x: Double
    /// Where they stand, vertically.
    public var y: Double

    /// `text` beside the point `(x, y)`.
    public init(_ text: String, x: Double, y: Double) {
      self.text = text
      self.x = x
      self.y = y
    }
  }
}
