/// A score that a person sets in place of what checks, rubric and earlier scores say: a row of `overrides.csv`.
public struct ScoreOverride: Codable, Equatable, Sendable {
  /// The student.
  public var student: String
  /// The exercise.
  public var exercise: String
  /// The points.
  public var score: Double
  /// Why.
  public var reason: String
  /// Who set it.
  public var who: String
  /// On which day.
  public var date: String
}
