public import LessonDocument

/// What came of checking an answer to an exercise.
public struct ExerciseVerdict: Codable, Equatable, Sendable {
  /// How an answer fared.
  public enum Outcome: String, Codable, Sendable {
    /// Every check holds.
    case passed
    /// A check does not hold.
    case failed
    /// The answer uses what it may not, lacks what it must declare, or does not compile.
    case refused
    /// The answer or a check of it crashed, threw, or ran out of time.
    case faulted
    /// The lesson fails before the exercise, so that nothing can be said of the answer.
    case notReached = "not-reached"
  }

  /// The exercise's name.
  public var exercise: String
  /// How the answer fared.
  public var outcome: Outcome
  /// The checks that were made, in order.
  public var checks: [CheckVerdict]
  /// What else is wrong, each at its place.
  public var problems: [AnswerProblem]
  /// What the answer and the visible checks printed and showed.
  public var outputs: [BlockOutput]
  /// What is worth knowing and never counted.
  public var advice: [String]
  /// The points that were earned, and those that can be.
  public var earned: Double
  /// The exercise's points.
  public var possible: Double

  /// Whether every check holds.
  public var passed: Bool { outcome == .passed }
}

/// What came of one check of an answer.
public struct CheckVerdict: Codable, Equatable, Sendable {
  /// What the check found.
  public var result: CheckResult
  /// The points that were earned, and those that can be.
  public var earned: Double
  /// What the check is worth.
  public var possible: Double
  /// Whether students do not see its code.
  public var isHidden: Bool
}

/// Something that is wrong with an answer, or with the lesson around it.
public struct AnswerProblem: Equatable, Sendable, CustomStringConvertible {
  /// How grave it is.
  public var severity: Diagnostic.Severity
  /// The file: the answer's, or the lesson's.
  public var file: String
  /// The line in that file.
  public var line: Int
  /// The column in UTF-8 bytes, from 1.
  public var column: Int
  /// What is wrong.
  public var cause: DiagnosticCause
  /// The same in a sentence.
  public var message: String { cause.sentence }

  /// Makes a problem.
  public init(
    severity: Diagnostic.Severity,
    file: String,
    line: Int,
    column: Int,
    cause: DiagnosticCause
  ) {
    self.severity = severity
    self.file = file
    self.line = line
    self.column = column
    self.cause = cause
  }

  /// `file:line:column: error: message`.
  public var description: String {
    "\(file):\(line):\(column): \(severity.rawValue): \(message)"
  }
}

extension AnswerProblem: Codable {
  private enum Key: String, CodingKey { case severity, file, line, column, message, cause }

  /// Reads a problem; its sentence is made anew.
  public init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: Key.self)
    self.init(
      severity: try values.decode(Diagnostic.Severity.self, forKey: .severity),
      file: try values.decode(String.self, forKey: .file),
      line: try values.decode(Int.self, forKey: .line),
      column: try values.decode(Int.self, forKey: .column),
      cause: try values.decode(DiagnosticCause.self, forKey: .cause)
    )
  }

  /// Writes the problem with its sentence.
  public func encode(to encoder: any Encoder) throws {
    var values = encoder.container(keyedBy: Key.self)
    try values.encode(severity, forKey: .severity)
    try values.encode(file, forKey: .file)
    try values.encode(line, forKey: .line)
    try values.encode(column, forKey: .column)
    try values.encode(message, forKey: .message)
    try values.encode(cause, forKey: .cause)
  }
}
