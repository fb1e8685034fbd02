import Foundation

/// What an assignment comes to.
extension AnswerSheet {
  /// When an assignment was due and handed in, and what that costs.
  func sum(
    _ submissions: [SubmittedAnswer],
    _ assignment: Assignment,
    _ student: String
  ) -> AssignmentGrade {
    let clock = WallClock(plan.timeZone)
    var grade = AssignmentGrade(assignment: assignment.name)
    let unnoted = unnotedTimes(submissions, clock)
    guard let due = plan.due(assignment, for: student, clock) else {
      // What is damaged is never the same as what is not there, though nobody asks when.
      grade.unnotedTimes = unnoted.filter { $0.cause == .damaged }.nilIfEmpty
      // Without a due date nobody asks when, and what a file says by itself changes with every copy.
      grade.handedIn = submissions.filter(\.isNoted).compactMap(\.time).max().map(clock.text)
      return grade
    }
    grade.due = clock.text(due)
    guard let time = submissions.compactMap(\.time).max() else { return grade }
    grade.handedIn = clock.text(time)
    let days = clock.lateDays(due: due, handedIn: time, grace: assignment.late.grace)
    switch assignment.late.by {
    case .time: grade.lateDays = days
    case .system:
      let marks = submissions.filter { $0.answer != nil }.map(\.isLate)
      grade.lateDays = marks.contains(true) ? max(1, days) : 0
      let isUnknown = assignment.late.costs && !marks.contains(true) && marks.contains(nil)
      grade.isLateUnknown = isUnknown ? true : nil
    }
    grade.lateShare = assignment.late.share(ofDays: grade.lateDays).inPoints
    let countsTime = assignment.late.costs && (assignment.late.by == .time || grade.lateDays > 0)
    grade.unnotedTimes = unnoted.filter { countsTime || $0.cause == .damaged }.nilIfEmpty
    return grade
  }

  /// The answers of which nobody has noted when they came.
  private func unnotedTimes(
    _ submissions: [SubmittedAnswer],
    _ clock: WallClock
  ) -> [UnnotedTime] {
    submissions.compactMap { submission in
      guard let missing = submission.missingNote, let time = submission.time else { return nil }
      return UnnotedTime(
        file: submission.path,
        time: clock.text(time),
        note: missing.path,
        cause: missing.cause,
        damage: missing.cause == .damaged ? missing.damage : nil
      )
    }
  }
}

extension AssignmentGrade {
  /// The same with the points of its exercises together, those left out of which the lesson itself is at fault.
  ///
  /// A score that a person has set is final: being late takes nothing from it.
  func summed(_ exercises: [ExerciseGrade]) -> AssignmentGrade {
    var sum = self
    let judged = exercises.filter { $0.state != .unjudged }
    sum.isUnjudged = judged.isEmpty && !exercises.isEmpty ? true : nil
    sum.rawScore = judged.reduce(0) { $0 + $1.score }.inPoints
    sum.possible = (judged.isEmpty ? exercises : judged).reduce(0) { $0 + $1.possible }.inPoints
    let earned = judged.filter { $0.override == nil }.reduce(0) { $0 + $1.score }
    sum.latePenalty = (earned * lateShare).inPoints
    sum.score = (sum.rawScore - sum.latePenalty).inPoints
    // Of nothing, being late takes nothing.
    if earned == 0, !exercises.contains(where: \.state.isOpen) { sum.isLateUnknown = nil }
    sum.waiting = exercises.count { $0.state == .waiting || $0.state == .unjudged }
    sum.isNotDue = !exercises.isEmpty && exercises.allSatisfy { $0.state == .notDue } ? true : nil
    return sum
  }
}

extension Array {
  fileprivate var nilIfEmpty: Self? { isEmpty ? nil : self }
}
