import LessonDocument

/// What a student wrote in answer to a question.
public struct WrittenText: Sendable {
  /// The line below which a student writes.
  public static let opening = "## Your answer"

  /// The lines below that line; all of the file without it.
  public let lines: [String]

  /// Reads a file.
  public init(_ text: String) {
    let lines = FileLines.lines(of: text).map(\.text)
    let start = lines.firstIndex {
      $0.split(separator: " ") == Self.opening.split(separator: " ")
    }
    self.lines = start.map { Array(lines[($0 + 1)...]) } ?? lines
  }

  /// How many words there are.
  public var words: Int {
    lines.reduce(0) { $0 + $1.split(whereSeparator: \.isWhitespace).count }
  }
}
