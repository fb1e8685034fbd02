/// What a message of the compiler or of a crash means in this course, and where the course teaches it.
public struct TaughtDiagnostic: Equatable, Sendable {
  /// A section of a lesson.
  public struct Section: Equatable, Sendable {
    /// The lesson's slug.
    public var lesson: String
    /// The heading, as the lesson writes it.
    public var heading: String
  }

  /// Its name in tests.
  public var name: String
  /// A regular expression that the message matches somewhere.
  var pattern: String
  /// What it means here, and what to do.
  public var sentence: String
  /// Where it is taught: the first of these that a course has.
  public var sections: [Section]

  /// What is taught about a message, or nil if nothing is.
  public static func about(_ message: String) -> TaughtDiagnostic? {
    all.first { taught in
      guard let pattern = try? Regex(taught.pattern) else { return false }
      return message.contains(pattern)
    }
  }

  init(_ name: String, _ pattern: String, _ sentence: String, _ sections: [Section] = []) {
    (self.name, self.pattern, self.sentence, self.sections) = (name, pattern, sentence, sections)
  }
}

extension TaughtDiagnostic.Section {
  static let tensors = Self(lesson: "the-engine", heading: "Tensors")
  static let tape = Self(lesson: "the-engine", heading: "From scratch")
  static let oldGradients = Self(lesson: "the-engine", heading: "Yesterday's gradients")
  static let matrices = Self(lesson: "vanilla-rnn", heading: "Two units, in matrices")
  static let scratch = Self(lesson: "vanilla-rnn", heading: "From state to answer")
}
