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
          if plan.isOpen(assignment, for: member.id, at: grading.now) { grade.waitUntilDue() }
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
    let remarks =
      releaseRemarks + mendedReleaseRemarks + overrideRemarks(students) + manualRemarks(students)
      + timeRemarks(students)
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
      read(&grade, submission, assigned)
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
  private func read(
    _ grade: inout ExerciseGrade,
    _ submission: SubmittedAnswer,
    _ assigned: AssignedExercise
  ) {
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
    grade.manual = manual
    grade.state = .graded
    grade.score = questions[grade.exercise].map { manual.score(for: $0, assigned) } ?? 0
    grade.reason =
      manual.text == grade.text ? nil : "it was handed in anew after a person graded it: look again"
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

/// The digest of a text that was handed in, however its lines end.
enum AnswerText {
  static func digest(_ text: String) -> String {
    var digest = ContentDigest()
    digest.update(FileLines.plain(text).utf8)
    return String(digest.hexadecimal.prefix(16))
  }
}
