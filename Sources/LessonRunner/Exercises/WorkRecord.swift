/// What came of merging a revised lesson into an answer.
public struct WorkUpdate: Equatable, Sendable {
  /// What the lesson changed, lines as in a unified diff; empty if nothing.
  public var changes: [String]
  /// The lines where two versions stand, because both changed them.
  public var conflicts: [Int]
  /// The answer as it was; nil if nothing was changed.
  public var backup: String?

  /// Makes what came of a merge.
  public init(changes: [String], conflicts: [Int], backup: String? = nil) {
    (self.changes, self.conflicts, self.backup) = (changes, conflicts, backup)
  }
}

/// What is known of a student's work on an exercise.
public struct WorkRecord: Codable, Equatable, Sendable {
  /// The digest of the answer that passed last; nil if none has since the exercise was begun.
  public var passedAnswer: String?
  /// The digest of the answer that was checked last.
  public var checkedAnswer: String?
  /// How that came out.
  public var outcome: ExerciseVerdict.Outcome?
  /// Checks that held, and those that were made.
  public var held = 0
  /// How many checks were made.
  public var made = 0
  /// The points that were earned.
  public var earned = 0.0
  /// Hints that were shown.
  public var hints = 0

  /// Nothing is known.
  public init() {}
}
