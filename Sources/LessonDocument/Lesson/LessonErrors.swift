/// Everything that is wrong with a lesson's file.
public struct LessonErrors: Error, Equatable, Sendable, CustomStringConvertible {
  /// The mistakes, in the order of the file.
  public var mistakes: [LessonMistake]

  /// Collects mistakes.
  public init(_ mistakes: [LessonMistake]) {
    self.mistakes = mistakes
  }

  /// One line a mistake.
  public var description: String {
    mistakes.map(\.description).joined(separator: "\n")
  }
}

/// One mistake in a lesson's file.
public struct LessonMistake: Codable, Equatable, Sendable, CustomStringConvertible {
  /// The path of the file.
  public var file: String
  /// Where it stands.
  public var location: SourceLocation
  /// A sentence that says what is wrong and what would be right.
  public var message: String
  /// Whether the lesson can be read and shown all the same.
  public var isWarning = false

  /// Makes a mistake.
  public init(
    file: String,
    location: SourceLocation,
    message: String,
    isWarning: Bool = false
  ) {
    self.file = file
    self.location = location
    self.message = message
    self.isWarning = isWarning
  }

  /// `file:line:column: error: message`.
  public var description: String {
    "\(file):\(location.line):\(location.column): \(isWarning ? "warning" : "error"): \(message)"
  }
}
