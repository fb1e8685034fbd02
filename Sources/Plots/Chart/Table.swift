/// Rows of words under named columns.
public struct Table: Codable, Sendable, Equatable {
  /// What the table holds; may be empty.
  public var caption: String
  /// The head.
  public var columns: [String]
  /// The body; a row shorter than the head is filled up with empty cells.
  public var rows: [[String]]

  /// A table of `rows` under `columns`.
  public init(columns: [String], rows: [[String]], caption: String = "") {
    self.caption = caption
    self.columns = columns
    self.rows = rows
  }
}
