import ContentDigest
import Foundation
import LessonDocument

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
  /// The digest of the rubric by which it was graded; nil in files of before it was kept.
  public private(set) var rubric: String?
  /// What all lines of that rubric were worth together.
  public private(set) var worth: Double?

  /// Makes a score.
  public init(points: [Double], comment: String, who: String, date: String, text: String) {
    (self.points, self.comment, self.who) = (points, comment, who)
    (self.date, self.text) = (date, text)
  }
}

extension ManualScore {
  /// The same, given by a question's rubric as it is.
  func given(by question: WrittenExercise) -> ManualScore {
    var score = self
    (score.rubric, score.worth) = (question.rubricDigest, question.points)
    return score
  }

  /// Whether it was given by the rubric as it is, as far as anybody knows.
  func isGiven(by question: WrittenExercise) -> Bool {
    if let rubric { return rubric == question.rubricDigest }
    // What cannot have been given by this rubric was given by another.
    return points.count == question.rubric.count
      && zip(points, question.rubric).allSatisfy { $0 <= $1.points + 1e-9 }
  }

  /// The points that it comes to; what was given by an earlier rubric stays what it was.
  func score(for question: WrittenExercise, _ assigned: AssignedExercise) -> Double {
    let given = points.reduce(0, +)
    let possible = assigned.points ?? question.points
    if !isGiven(by: question), assigned.points == nil { return min(given, possible).inPoints }
    let full = isGiven(by: question) ? question.points : worth ?? question.points
    return full > 0 ? (min(1, max(0, given / full)) * possible).inPoints : 0
  }
}

extension WrittenExercise {
  /// The digest of all that a person grades it by.
  var rubricDigest: String {
    var digest = ContentDigest()
    for criterion in rubric {
      digest.add("\(criterion.points)")
      digest.add(criterion.text)
    }
    return String(digest.hexadecimal.prefix(16))
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
    // Without class.yml it stands among grades, of which there may be none yet.
    let folder = (path as NSString).deletingLastPathComponent
    if !folder.isEmpty { try GradesFile.makeFolder(folder) }
    try GradesFile.write(json: entries, to: path)
  }
}
