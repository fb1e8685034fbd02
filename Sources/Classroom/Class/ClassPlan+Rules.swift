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
}

extension LateRule {
  /// The share that so many days take.
  func share(ofDays days: Int) -> Double {
    guard days > 0 else { return 0 }
    if let lastDay, days > lastDay { return 1 }
    return min(cap, perDay * Double(days))
  }
}
