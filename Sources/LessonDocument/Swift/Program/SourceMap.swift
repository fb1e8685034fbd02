/// Takes a place that the compiler or a backtrace names back to the lesson.
///
/// A program names lines of the lesson by `#sourceLocation`, so lines of user code are right as
/// they are reported. Columns are not where the lesson has something before the code (lists,
/// quotations) or where the program has inserted text.
public struct SourceMap: Codable, Equatable, Sendable {
  /// Text of `length` bytes that the program has on a line before `column` (of the code's text).
  struct Insertion: Codable, Hashable, Sendable {
    var column: Int
    var length: Int
  }

  /// For each line of the lesson, how many bytes precede the code on it.
  var strippedWidths: [Int: Int] = [:]
  /// For each line of the lesson, what the program inserted.
  var insertions: [Int: [Insertion]] = [:]
  /// Where the code ends.
  var end = SourceLocation(line: 1, column: 1)
  /// For each line of the program (from 1), the line of the lesson that it was made from.
  var origins: [Int] = []

  /// The place in the lesson of a place reported under the lesson's file name.
  public func lessonLocation(line: Int, column: Int) -> SourceLocation {
    var column = column
    for insertion in insertions[line] ?? [] where column >= insertion.column {
      column = max(insertion.column, column - insertion.length)
    }
    return SourceLocation(line: line, column: column + (strippedWidths[line] ?? 0))
  }

  /// The place in the lesson of a place reported under the program's own file name, or nil if that
  /// line was not made from the lesson.
  public func lessonLocation(generatedLine: Int, column: Int) -> SourceLocation? {
    // The compiler places what is missing at the end of the program on a line after the last.
    if generatedLine > origins.count { return end }
    guard generatedLine > 0, origins[generatedLine - 1] > 0 else { return nil }
    return lessonLocation(line: origins[generatedLine - 1], column: column)
  }
}
