import LessonDocument

/// An export of a university's system, filled in, and what came of it.
public struct FilledExport: Equatable, Sendable {
  /// The export; all but the scores is as it was.
  public var table: CSVTable
  /// How many scores are in it now.
  public var count = 0
  /// The keys of students who have no row, for they are of other groups than the table.
  public var elsewhere: Set<String> = []
  /// What a person should know: columns and rows that were left.
  public var notes: [String] = []
  /// What a person should look at: rows that may not be changed, scores above the system's points.
  public var warnings: [String] = []
  /// What kept scores out that belong there.
  public var problems: [String] = []
}

/// How an assignment's points become those of the system.
public enum PointsRule: Equatable, Sendable {
  /// The maxima must agree.
  case same
  /// A score is the same share of the system's maximum.
  case scaled
}

/// Writes numbers as an export has them.
struct ScoreFormat {
  /// Whether a comma stands before the decimals.
  let hasComma: Bool

  /// - Parameter cells: numbers of the export, from which the decimal sign is told.
  init(cells: [String]) {
    let hasPoint = cells.contains { $0.wholeMatch(of: /[0-9]+\.[0-9]+/) != nil }
    hasComma = !hasPoint && cells.contains { $0.wholeMatch(of: /[0-9]+,[0-9]{1,2}/) != nil }
  }

  /// At most four decimals, none of them needless.
  func text(_ score: Double) -> String {
    let rounded = (score * 10_000).rounded() / 10_000
    let text =
      rounded == rounded.rounded() && rounded.magnitude < 1e15 ? "\(Int(rounded))" : "\(rounded)"
    return hasComma ? text.replacing(".", with: ",") : text
  }

  /// The number in a cell of the export; nil if it is none.
  static func number(_ cell: String) -> Double? {
    PlainNumber(cell.trimmedBlanks)?.value
  }
}
