/// One mistake in a file that an instructor wrote, or had written, for a class.
public struct ClassMistake: Error, Equatable, Sendable, CustomStringConvertible {
  /// Where in a file something stands.
  public struct Place: Equatable, Sendable {
    /// The line; the first is 1.
    public var line: Int
    /// The row of a table as spreadsheets number it; the header is 1.
    public var row: Int?
    /// The name of a table's column, or a column of text as a number.
    public var column: String?

    /// A place.
    public init(line: Int, row: Int? = nil, column: String? = nil) {
      (self.line, self.row, self.column) = (line, row, column)
    }
  }

  /// The path of the file.
  public var file: String
  /// Where it stands; nil if the file is meant as a whole.
  public var place: Place?
  /// A sentence that says what is wrong and what would be right.
  public var message: String

  /// A mistake.
  public init(file: String, place: Place? = nil, message: String) {
    (self.file, self.place, self.message) = (file, place, message)
  }

  /// `roster.csv:4: row 3, column 'email': …`; the row only where a cell with several lines makes it another number.
  public var description: String {
    guard let place else { return "\(file): \(message)" }
    var words: [String] = []
    if let row = place.row, row != place.line { words.append("row \(row)") }
    if let column = place.column { words.append("column '\(column)'") }
    return "\(file):\(place.line): " + (words.isEmpty ? "" : words.joined(separator: ", ") + ": ")
      + message
  }
}

/// Everything that is wrong with the files of a class.
public struct ClassMistakes: Error, Equatable, Sendable, CustomStringConvertible {
  /// The mistakes, in the order of their files.
  public var mistakes: [ClassMistake]

  /// Collects mistakes.
  public init(_ mistakes: [ClassMistake]) { self.mistakes = mistakes }

  /// One mistake.
  public init(_ file: String, _ message: String) {
    mistakes = [ClassMistake(file: file, message: message)]
  }

  /// One line a mistake.
  public var description: String {
    mistakes.map { "error: \($0)" }.joined(separator: "\n")
  }
}
