/// Of which answers the marks are by which a university's system calls a hand-in late.
///
/// A mark is of the assignment to which somebody has uploaded an archive, and that archive holds the answers of all weeks.
public enum LateMarks: Equatable, Sendable {
  /// Of all answers: there is one assignment, or none is told apart.
  case ofAll
  /// Of one assignment, whose answers' files these are; all others are left out of what its download holds.
  case of(assignment: String, files: Set<String>)
  /// Of one of these assignments, and nobody says which.
  case untold(assignments: [String])
}

extension Collector {
  /// Why a download cannot be taken, or what else is to be said of its marks.
  func examine(
    _ submissions: [IncomingSubmission],
    from path: String,
    _ report: inout CollectReport
  ) -> Bool {
    if countsMarks, submissions.contains(where: { $0.sender?.system == .moodle }) {
      report.notes.append(
        "\(path) is of Moodle, whose downloads mark nobody as late, so that by 'by: lms' in class.yml nobody knows who is late: 'by: "
          + "time' goes by when answers were handed in"
      )
    }
    guard case .untold(let assignments) = marks else { return true }
    let sent = submissions.filter { $0.sender != nil }
    guard !sent.isEmpty else { return true }
    let names = assignments.map { "'\($0)'" }.joined(separator: ", ")
    if countsMarks {
      report.refusals.append(
        "\(path) is of one assignment, and class.yml takes its marks of lateness ('by: lms'): say which with --assignment, "
          + "of \(names); nothing of it is taken"
      )
      return false
    }
    let late = sent.count { $0.answers.contains { $0.isLate == true } }
    if late > 0 {
      report.notes.append(
        "\(path) marks \(late == 1 ? "1 hand-in" : "\(late) hand-ins") as late, which is kept only where --assignment says of which "
          + "assignment it is, of \(names)"
      )
    }
    return true
  }
}
