import Foundation

extension ClassPlan {
  /// Until when a student has time; an extension and extra time do not add up, the later counts.
  func due(_ assignment: Assignment, for student: String, _ clock: WallClock) -> Date? {
    guard let due = assignment.due else { return nil }
    let isStudent = { (name: String) in
      SubmittedFolders.folded(name) == SubmittedFolders.folded(student)
    }
    let extended = extensions.filter {
      isStudent($0.student) && $0.assignment == assignment.name
    }.map(\.until)
    let longer = extraTime.filter { isStudent($0.key) }.map { clock.date(due, after: $0.value) }
    return ([due] + extended + longer).max()
  }

  /// Whether a student has time left.
  func isOpen(_ assignment: Assignment, for student: String, at now: Date) -> Bool {
    let clock = WallClock(timeZone)
    guard let due = due(assignment, for: student, clock) else { return false }
    return now <= clock.date(due, after: assignment.late.grace)
  }

  /// What is to be said of the time zone in which dates are meant; nil if there is none to say.
  public var timeZoneRemark: String? {
    guard !isTimeZoneSaid, assignments.contains(where: { $0.due != nil }) else { return nil }
    return
      "class.yml names no time zone, so that its dates and days are those of UTC: write your own, as in 'time-zone: Europe/Berlin', or "
      + "'time-zone: UTC'"
  }
}

extension LateRule {
  /// Whether being late takes anything.
  var costs: Bool { lastDay != nil || (perDay > 0 && cap > 0) }

  /// The share that so many days take.
  func share(ofDays days: Int) -> Double {
    guard days > 0 else { return 0 }
    if let lastDay, days > lastDay { return 1 }
    return min(cap, perDay * Double(days))
  }
}
