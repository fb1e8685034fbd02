import ContentDigest
import Foundation
import LessonDocument

extension AnswerSheet {
  typealias Results = [ClassGrading.Place: AnswerGrade]
  typealias Faults = [GradingJob.Source: LessonFault]

  /// The grades that come of what answers came to.
  ///
  /// - Parameter faults: those of lessons, for which answers have no verdict.
  func grades(_ results: Results, faults: Faults = [:]) -> ClassGrades {
    let students = members.map { member in
      let grades = plan.assignments.map { assignment in
        let own = submissions.filter {
          $0.student == member.id && $0.assignment == assignment.name
        }
        let sum = self.sum(own, assignment, member.id)
        let exercises = zip(own, assignment.exercises).map { submission, assigned in
          var grade = self.grade(submission, assigned, results, faults)
          if isOpen(assignment, for: member.id) { grade.waitUntilDue() }
          return overridden(grade, submission)
        }
        return (sum.summed(exercises), exercises)
      }
      return StudentGrades(
        student: member.id,
        lastName: member.lastName,
        firstName: member.firstName,
        email: member.email,
        isOnRoster: member.isOnRoster,
        notes: notes[member.id] ?? [],
        assignments: grades.map(\.0),
        exercises: grades.flatMap(\.1)
      )
    }
    var all = ClassGrades(students: students)
    let told = faults.values.map(\.description).sorted()
    if !told.isEmpty { all.faults = told }
    let remarks = releaseRemarks + overrideRemarks(students) + manualRemarks(students)
    if !remarks.isEmpty { all.remarks = remarks }
    return all
  }

  // MARK: - One exercise

  private func grade(
    _ submission: SubmittedAnswer,
    _ assigned: AssignedExercise,
    _ results: Results,
    _ faults: Faults
  ) -> ExerciseGrade {
    let source = exercise(of: submission)
    // Checks and points are of one source.
    let natural = source?.exercise.points ?? questions[assigned.name]?.points ?? 0
    var grade = ExerciseGrade(
      exercise: assigned.name,
      assignment: submission.assignment,
      state: .absent,
      score: 0,
      possible: (assigned.points ?? natural).inPoints
    )
    grade.notes = submission.notes
    grade.file = submission.answer?.file
    grade.text = submission.answer.map { AnswerText.digest($0.content.text) }
    grade.handedInBy = submission.handedInBy
    grade.release = source?.release
    grade.reason = submission.trouble?.description ?? "nothing was handed in"
    if submission.trouble != nil { grade.state = .unusable }
    if let source,
      faults[GradingJob.Source(file: source.lesson.file, exercise: assigned.name)] != nil
    {
      // Nobody has a score for it, not even who has handed nothing in.
      grade.state = .unjudged
      if let trouble = submission.trouble { grade.notes.append(trouble.description) }
      grade.reason =
        "the exercise has a fault, which is not yours: it is graded when that is mended"
      return grade
    }
    guard submission.answer != nil else { return grade }
    if source == nil {
      read(&grade, submission)
    } else {
      run(&grade, results, submission.student)
    }
    return grade
  }

  /// The score of an answer that was run: the better of what it earns on the student's own answers to earlier
  /// exercises and on the lesson's.
  private func run(_ grade: inout ExerciseGrade, _ results: Results, _ student: String) {
    let name = grade.exercise
    let result = { (isOwn: Bool) in
      results[ClassGrading.Place(student: student, exercise: name, isOwn: isOwn)]
    }
    grade.state = .run
    let names = foundations[grade.exercise] ?? []
    if !names.isEmpty { grade.foundations = names }
    let both = [result(false), result(true)]
    (grade.reference, grade.own) = (both[0]?.inPoints, both[1]?.inPoints)
    let best = both.compactMap(\.self).max { $0.share < $1.share }
    grade.score = ((best?.share ?? 0) * grade.possible).inPoints
    grade.reason = best?.reason
  }

  /// The score of an answer in words, which a person gives.
  private func read(_ grade: inout ExerciseGrade, _ submission: SubmittedAnswer) {
    let text = submission.answer?.content.text ?? ""
    guard WrittenText(text).words > 0 else {
      grade.state = .unusable
      grade.reason = "nothing is written below '\(WrittenText.opening)'"
      return
    }
    guard let manual = grading.manual.score(of: submission.student, grade.exercise) else {
      grade.state = .waiting
      grade.reason = "a person grades it"
      return
    }
    let full = questions[grade.exercise]?.points ?? 0
    let given = manual.points.reduce(0, +)
    grade.manual = manual
    grade.state = .graded
    grade.score = full > 0 ? (min(1, max(0, given / full)) * grade.possible).inPoints : 0
    grade.reason =
      manual.text == grade.text ? nil : "it was handed in anew after a person graded it: look again"
  }

  // MARK: - One assignment

  /// Whether a student has time left.
  private func isOpen(_ assignment: Assignment, for student: String) -> Bool {
    let clock = WallClock(plan.timeZone)
    guard let due = plan.due(assignment, for: student, clock) else { return false }
    return grading.now <= clock.date(due, after: assignment.late.grace)
  }

  /// When an assignment was due and handed in, and what that costs.
  private func sum(
    _ submissions: [SubmittedAnswer],
    _ assignment: Assignment,
    _ student: String
  ) -> AssignmentGrade {
    let clock = WallClock(plan.timeZone)
    var grade = AssignmentGrade(assignment: assignment.name)
    guard let due = plan.due(assignment, for: student, clock) else {
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
    case .system: grade.lateDays = submissions.contains(where: \.isLate) ? max(1, days) : 0
    }
    grade.lateShare = assignment.late.share(ofDays: grade.lateDays).inPoints
    return grade
  }
}

extension ExerciseGrade {
  /// What is not handed in while there is time left is no zero yet, nor is what nobody can grade.
  fileprivate mutating func waitUntilDue() {
    switch state {
    case .absent: (state, reason) = (.notDue, "nothing is handed in, and it is not yet due")
    case .unusable:
      if let trouble = reason { notes.append(trouble) }
      (state, reason) = (.notDue, "what is handed in cannot be graded, and it is not yet due")
    case .notDue, .run, .unjudged, .waiting, .graded: break
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
    sum.waiting = exercises.count { $0.state == .waiting || $0.state == .unjudged }
    sum.isNotDue = !exercises.isEmpty && exercises.allSatisfy { $0.state == .notDue } ? true : nil
    return sum
  }
}

/// The digest of a text that was handed in, however its lines end.
enum AnswerText {
  static func digest(_ text: String) -> String {
    var digest = ContentDigest()
    digest.update(FileLines.plain(text).utf8)
    return String(digest.hexadecimal.prefix(16))
  }
}
