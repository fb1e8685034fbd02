import Foundation
import LessonDocument

/// What whoever grades is to know beside the grades.
extension AnswerSheet {
  /// The exercises of which a mended check does not count, since answers are graded by an earlier release.
  var releaseRemarks: [String] {
    var counts: [String: [String: Int]] = [:]
    for submission in submissions where submission.answer != nil {
      guard let source = exercise(of: submission), let release = source.release,
        let past = releases[release],
        !catalogue.hasSameChecks(submission.exercise, as: past)
      else { continue }
      counts[submission.exercise, default: [:]][release, default: 0] += 1
    }
    return counts.sorted { $0.key < $1.key }.flatMap { exercise, releases in
      releases.sorted { $0.key < $1.key }.map { release, count in
        "'\(exercise)': checks or points have changed since the release '\(release)', and so has a block before "
          + "them, so \(count == 1 ? "1 answer keeps" : "\(count) answers keep") that release's checks and points: "
          + "for today's to count, make a new release and let students hand in from it, or mend the check in "
          + "\(Release.keptFolder)/\(release)/Lessons too"
      }
    }
  }

  /// The exercises that somebody has mended in a release alone, where today's lesson grades answers of that release.
  var mendedReleaseRemarks: [String] {
    let today = catalogue.judgements
    var counts: [String: [String: Int]] = [:]
    let past = releases.mapValues(\.judgements)
    for submission in submissions where submission.answer != nil {
      let name = submission.exercise
      guard let release = submission.release, exercise(of: submission)?.release == nil,
        let then = grading.released[release]?.digests[name], let kept = past[release]?[name],
        kept != then, kept != today[name]
      else { continue }
      counts[name, default: [:]][release, default: 0] += 1
    }
    return counts.sorted { $0.key < $1.key }.flatMap { exercise, found in
      found.sorted { $0.key < $1.key }.map { release, count in
        let what = questions[exercise] == nil ? "checks or points" : "rubric"
        let file =
          releases[release]?.file(of: exercise) ?? "\(Release.keptFolder)/\(release)/Lessons"
        return
          "'\(exercise)': what was changed of its \(what) in \(file) counts for nobody: \(count == 1 ? "1 answer" : "\(count) answers") of that release "
          + "\(count == 1 ? "is" : "are") graded by \(catalogue.file(of: exercise) ?? "today's lesson"), so make the change there"
      }
    }
  }

  // MARK: - Overrides

  /// A grade with what a person has set in its place.
  func overridden(_ grade: ExerciseGrade, _ submission: SubmittedAnswer) -> ExerciseGrade {
    guard
      let override = grading.overrides.row(for: grade.exercise, of: submission.student)?.override
    else { return grade }
    var grade = grade
    grade.override = override
    grade.score = override.score.inPoints
    if grade.state.isOpen { grade.state = .graded }
    let before = earlier?.students.first { $0.student == submission.student }?.exercises.first {
      $0.exercise == grade.exercise
    }
    grade.overriddenText = before?.override == override ? before?.overriddenText : grade.text
    let isOther = grade.overriddenText != nil && grade.text != grade.overriddenText
    if isOther || isNewer(submission, than: override) { grade.isOutdated = true }
    return grade
  }

  /// Whether an answer is known to have come after the day on which its score was set.
  private func isNewer(_ submission: SubmittedAnswer, than override: ScoreOverride) -> Bool {
    guard submission.isNoted, let time = submission.time, let date = OverrideDate(override.date)
    else { return false }
    return date.isBefore(time, WallClock(plan.timeZone))
  }

  /// The day on which a student has handed an answer in, by the clock of the class; nil if nobody knows.
  private func day(of exercise: String, _ student: String) -> String? {
    let submission = submissions.first { $0.student == student && $0.exercise == exercise }
    guard let submission, submission.isNoted, let time = submission.time else { return nil }
    return WallClock(plan.timeZone).day(time)
  }

  /// Scores that persons have set for other texts than those that count now.
  func overrideRemarks(_ students: [StudentGrades]) -> [String] {
    students.flatMap { student in
      student.exercises.filter { $0.isOutdated == true }.compactMap { grade in
        grading.overrides.row(for: grade.exercise, of: student.student).map { row in
          let day = day(of: grade.exercise, student.student)
          let date = day.map { "\($0) or a later date" } ?? "today's date"
          return ClassMistake(
            file: grading.overrides.file,
            place: row.place,
            message:
              "'\(student.student)' has handed in '\(grade.exercise)' anew since this score was set, and it stays: "
              + "look again, and write \(date) into the row"
          ).description
        }
      }
    }
  }

  /// Answers in words that were handed in anew after a person had read them.
  func manualRemarks(_ students: [StudentGrades]) -> [String] {
    students.flatMap { student in
      student.exercises.filter {
        $0.manual != nil && $0.manual?.text != $0.text && $0.override == nil
      }.map { grade in
        "'\(student.student)' has handed in '\(grade.exercise)' anew since a person graded it, and that score stays: "
          + "look again with `unroll grade --manual`"
      }
    } + rubricRemarks(students)
  }

  /// Questions whose rubric is another than that by which a person has graded answers.
  private func rubricRemarks(_ students: [StudentGrades]) -> [String] {
    questions.values.sorted { $0.name < $1.name }.compactMap { question in
      let names = students.filter { student in
        student.exercises.contains { grade in
          grade.exercise == question.name && grade.override == nil
            && grade.manual.map { $0.text == grade.text && !$0.isGiven(by: question) } ?? false
        }
      }.map { "'\($0.student)'" }
      guard !names.isEmpty else { return nil }
      let more = names.count > 5 ? " and \(names.count - 5) more" : ""
      return
        "the rubric of '\(question.name)' has changed since a person graded \(names.prefix(5).joined(separator: ", "))\(more) by it, and these "
        + "scores stay: look again with `unroll grade --manual`"
    }
  }
}
