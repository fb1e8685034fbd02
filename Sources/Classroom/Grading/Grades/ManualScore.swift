import Foundation

/// What a person gave for an answer in words.
public struct ManualScore: Codable, Equatable, Sendable {
  /// The points for each line of the rubric, in its order.
  public var points: [Double]
  /// What the student reads beside them.
  public var comment: String
  /// Who graded it.
  public var who: String
  /// On which day.
  public var date: String
  /// The digest of the text that was graded.
  public var text: String

  /// Makes a score.
  public init(points: [Double], comment: String, who: String, date: String, text: String) {
    (self.points, self.comment, self.who) = (points, comment, who)
    (self.date, self.text) = (date, text)
  }
}

/// The scores that persons have given: `manual.json`, which no grading takes back.
public struct ManualScores: Equatable, Sendable {
  private struct Entry: Codable, Equatable {
    var student: String
    var exercise: String
    var score: ManualScore
  }

  private var entries: [Entry] = []
  /// The file's path.
  public let path: String

  /// Reads the scores; a file that is not there holds none.
  ///
  /// - Throws: ``GradingError`` if it holds something else, for what persons have written is not guessed at.
  public init(path: String) throws(GradingError) {
    self.path = path
    guard FileManager.default.fileExists(atPath: path) else { return }
    guard let data = FileManager.default.contents(atPath: path) else {
      throw .table(
        path: path,
        row: nil,
        reason: "the file cannot be read: allow it with 'chmod +r'"
      )
    }
    do {
      entries = try JSONDecoder().decode([Entry].self, from: data)
    } catch {
      throw .table(
        path: path,
        row: nil,
        reason: "this is not what `unroll grade --manual` writes: mend it, or move it away"
      )
    }
  }

  /// What a student was given for an exercise.
  public func score(of student: String, _ exercise: String) -> ManualScore? {
    entries.first {
      StudentID.key($0.student) == StudentID.key(student) && $0.exercise == exercise
    }?.score
  }

  /// Sets what a student is given, and writes the file.
  public mutating func set(
    _ score: ManualScore,
    for student: String,
    _ exercise: String
  ) throws(GradingError) {
    entries.removeAll {
      StudentID.key($0.student) == StudentID.key(student) && $0.exercise == exercise
    }
    entries.append(Entry(student: student, exercise: exercise, score: score))
    entries.sort { ($0.exercise, $0.student) < ($1.exercise, $1.student) }
    try GradesFile.write(json: entries, to: path)
  }
}
