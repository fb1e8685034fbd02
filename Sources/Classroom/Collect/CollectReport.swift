/// What came of collecting.
public struct CollectReport: Equatable, Sendable {
  /// One sentence a student of whom something came.
  public var lines: [String] = []
  /// What was left out, renamed or replaced.
  public var notes: [String] = []
  /// What was refused: each is nobody's hand-in until somebody looks into it.
  public var refusals: [String] = []

  /// An empty report.
  public init() {}
}
