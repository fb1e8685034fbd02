/// A question that a student answers in words, ` ```answer NAME `, and a person grades.
public struct WrittenExercise: Codable, Equatable, Sendable {
  /// One thing that a good answer says, and what it is worth.
  public struct Criterion: Codable, Equatable, Sendable {
    /// What it is worth.
    public var points: Double
    /// What the answer says.
    public var text: String

    /// Makes a criterion.
    public init(points: Double, text: String) {
      (self.points, self.text) = (points, text)
    }

    /// Reads a criterion from `points => text`.
    init?(written: String) {
      let parts = written.split(separator: "=>", maxSplits: 1).map { part in
        String(part.drop { $0.isWhitespace }).trimmedAtEnd
      }
      guard parts.count == 2, !parts[1].isEmpty, let points = PlainNumber(parts[0])?.value,
        points > 0
      else { return nil }
      (self.points, text) = (points, parts[1])
    }
  }

  /// Its name, unique in the course and also among the exercises in code.
  public var name: String
  /// What a reader sees as its name.
  public var title: String
  /// What it is worth: the sum over the rubric.
  public var points: Double
  /// What a person grades it by.
  public var rubric: [Criterion]
  /// The question as its author wrote it, in Markdown.
  public var source: String
  /// The question.
  public var statement: [Element]
  /// Where its fence stands.
  public var location: SourceLocation

  /// Makes a question.
  public init(
    name: String,
    title: String,
    points: Double,
    rubric: [Criterion],
    source: String,
    statement: [Element],
    location: SourceLocation
  ) {
    self.name = name
    self.title = title
    self.points = points
    self.rubric = rubric
    self.source = source
    self.statement = statement
    self.location = location
  }
}

extension Lesson {
  /// The questions that are answered in words, in the order of the file.
  public var writtenExercises: [WrittenExercise] {
    elements.flatMap(\.withDescendants).compactMap(\.written)
  }
}

extension Element {
  /// The question that it is.
  var written: WrittenExercise? {
    if case .answer(let written) = self { written } else { nil }
  }
}
