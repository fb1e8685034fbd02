import LessonDocument

/// What a student wrote in answer to a question.
public struct WrittenText: Sendable {
  /// The line below which a student writes.
  public static let opening = "## Your answer"

  /// The lines below that line; all of the file without it.
  public let lines: [String]
  /// Whether that line is there.
  public let hasOpening: Bool

  /// Reads a file.
  public init(_ text: String) {
    let lines = FileLines.lines(of: text).map(\.text)
    let start = lines.firstIndex {
      Self.words(of: $0, where: \.isLetter) == Self.heading && $0.hasPrefix("#")
    }
    hasOpening = start != nil
    self.lines = start.map { Array(lines[($0 + 1)...]) } ?? lines
  }

  /// How many words there are: what has a letter or a digit, and is no comment.
  public var words: Int {
    let text = lines.joined(separator: "\n").replacing(/(?s)<!--.*?(?:-->|\z)/, with: " ")
    return text.split(whereSeparator: \.isWhitespace).count { word in
      word.contains { $0.isLetter || $0.isNumber }
    }
  }

  /// The words of the heading, however it is marked.
  private static let heading = words(of: opening, where: \.isLetter)

  private static func words(of line: String, where isPart: (Character) -> Bool) -> [String] {
    line.split { !isPart($0) }.map { $0.lowercased() }
  }
}
