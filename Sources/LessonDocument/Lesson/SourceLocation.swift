/// A place in a lesson's file.
///
/// Lines and columns count from 1; a column counts UTF-8 bytes, as the Swift compiler does.
public struct SourceLocation: Codable, Hashable, Comparable, Sendable {
  /// The line in the lesson's file, from 1.
  public var line: Int
  /// The column in UTF-8 bytes, from 1.
  public var column: Int

  /// Makes a location.
  public init(line: Int, column: Int) {
    self.line = line
    self.column = column
  }

  /// Orders by line, then by column.
  public static func < (left: SourceLocation, right: SourceLocation) -> Bool {
    (left.line, left.column) < (right.line, right.column)
  }
}
