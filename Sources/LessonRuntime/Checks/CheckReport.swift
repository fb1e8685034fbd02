/// What a check found.
package struct CheckReport: Equatable, Sendable {
  /// What should hold, in a few words.
  package var title: String
  /// What was expected, what came and what to look at; empty if it holds.
  package var message: String
  /// The file of the check, as its program is named.
  package var file: String
  /// The line of the check.
  package var line: Int
  /// What the check is worth; nil shares the exercise's points equally.
  package var points: Double?
  /// The share of the points that was earned, from 0 to 1.
  package var credit: Double

  /// Whether all of it was earned.
  package var passed: Bool { credit == 1 }

  /// Makes a report.
  package init(
    title: String,
    message: String = "",
    file: String,
    line: Int,
    points: Double? = nil,
    credit: Double
  ) {
    self.title = title
    self.message = message
    self.file = file
    self.line = line
    self.points = points
    self.credit = credit
  }
}

/// Tells what a check found.
///
/// - Parameter lookAt: the author's words on what to look at, added to the message.
func report(
  _ title: String,
  passed: Bool,
  message: String,
  lookAt: String = "",
  points: Double? = nil,
  file: String,
  line: Int
) {
  report(
    title,
    credit: passed ? 1 : 0,
    message: message,
    lookAt: lookAt,
    points: points,
    file: file,
    line: line
  )
}

/// Tells what a check found that can hold in part.
func report(
  _ title: String,
  credit: Double,
  message: String,
  lookAt: String = "",
  points: Double? = nil,
  file: String,
  line: Int
) {
  refuseWorthless(points)
  // What is not a number, or has no bound, is no credit, and ten times a tenth is all of it.
  let credit = !credit.isFinite ? 0 : credit >= 1 - 1e-9 ? 1 : max(0, credit)
  let text = [message, lookAt].filter { !$0.isEmpty }.joined(separator: "; look at ")
  RuntimeHost.emit(
    .check(
      CheckReport(
        title: title,
        message: credit == 1 ? "" : message.isEmpty ? lookAt : text,
        file: file,
        line: line,
        points: points,
        credit: credit
      )
    )
  )
}

/// Ends the block at a check that is worth nothing, or no number.
private func refuseWorthless(_ points: Double?) {
  guard let points, !(points > 0 && points.isFinite) else { return }
  fatalError("points is \(points): a check is worth a number above 0; leave 'points' out to share")
}
