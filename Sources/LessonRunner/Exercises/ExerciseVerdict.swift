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
  /// What else is wrong, each at its place in the file of the answer, or in that of the lesson.
  public var problems: [Diagnostic]
  /// Where the checks stopped, if they did: `before the check 'short rows'`.
  public var stopped: String?
  /// What the answer and the visible checks printed and showed.
  public var outputs: [BlockOutput]
  /// What is worth knowing and never counted.
  public var advice: [String]
  /// The files that the answer and the visible checks wrote; nil if none.
  public var saved: [SavedFile]?
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
