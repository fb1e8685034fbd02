import ContentDigest
import Foundation
import LessonDocument
import LessonRunner

/// What everybody has handed in, and the grades that come of it.
struct AnswerSheet: Sendable {
  let grading: ClassGrading
  /// The course as it is.
  let catalogue: ExerciseCatalogue
  /// The course as it was in each release that students worked in.
  let releases: [String: ExerciseCatalogue]
  let members: [ClassMember]
  let submissions: [SubmittedAnswer]
  let foundations: [String: [String]]
  let notes: [String: [String]]
  /// The grades as they were written last, if they can be read.
  let earlier: ClassGrades?
  private let byPlace: [ClassGrading.Place: Int]
  var plan: ClassPlan { grading.plan }
  /// The questions that are answered in words, by name.
  var questions: [String: WrittenExercise] { catalogue.questions }

  init(_ grading: ClassGrading) throws(GradingError) {
    self.grading = grading
    catalogue = ExerciseCatalogue(grading.lessons)
    releases = grading.releases.mapValues(ExerciseCatalogue.init)
    let names = Set(grading.plan.assignments.flatMap { $0.exercises.map(\.name) })
    for lesson in grading.lessons {
      let isWanted = lesson.exercises.contains { names.contains($0.name) }
      guard !isWanted || lesson.frontMatter.edition == .instructor else {
        throw .studentsEdition(lesson: lesson.file)
      }
    }
    let kinds = catalogue.exercises.mapValues { _ in SubmittedAnswer.Kind.code }
      .merging(catalogue.questions.mapValues { _ in .words }) { first, _ in first }
    var finder = SubmissionFinder(grading.plan, kinds: kinds, folder: grading.folder)
    members = finder.members(grading.roster)
    var submissions: [SubmittedAnswer] = []
    var notes: [String: [String]] = [:]
    for member in members {
      notes[member.id] = finder.strangers(of: member.id)
      for assignment in grading.plan.assignments {
        for exercise in assignment.exercises {
          submissions.append(finder.submission(of: member.id, exercise.name, in: assignment))
        }
      }
    }
    // Each takes a plan of its lesson, so only of what somebody answers.
    foundations = catalogue.foundations(
      of: Set(submissions.filter { $0.answer != nil && $0.kind == .code }.map(\.exercise))
    )
    byPlace = Dictionary(
      submissions.enumerated().map { index, submission in
        let place = ClassGrading.Place(
          student: submission.student,
          exercise: submission.exercise,
          isOwn: false
        )
        return (place, index)
      }
    ) { first, _ in first }
    (self.submissions, self.notes) = (submissions, notes)
    earlier = try? grading.grades.last()
  }

  /// The exercise that an answer is an answer to, and the release by which it is graded if that is not the course as it
  /// is; nil if it is answered in words.
  func exercise(
    of submission: SubmittedAnswer
  ) -> (lesson: Lesson, exercise: Exercise, release: String?)? {
    guard let now = catalogue.exercises[submission.exercise] else { return nil }
    if let release = submission.release, let past = releases[release],
      let then = past.exercises[submission.exercise],
      !catalogue.hasSameGround(submission.exercise, as: past)
    {
      return (then.lesson, then.exercise, release)
    }
    return (now.lesson, now.exercise, nil)
  }

  /// Refuses to grade an answer anew that nobody has handed in.
  func refuseNothing(_ only: ClassGrading.Selection) throws(GradingError) {
    let place = ClassGrading.Place(student: only.student, exercise: only.exercise, isOwn: false)
    guard let submission = byPlace[place].map({ submissions[$0] }), submission.answer == nil,
      submission.trouble == nil
    else { return }
    let others = notes[only.student] ?? []
    throw .noAnswer(
      "\(only.student)/\(only.exercise)",
      reason: "'\(only.student)' has handed in nothing for '\(only.exercise)'"
        + (others.isEmpty ? "" : " (" + others.joined(separator: "; ") + ")")
        + ": `unroll collect` takes what has come, and `unroll grade` grades everybody"
    )
  }

  /// What stands in for the exercises that an answer builds on; nil if it is not to be run so.
  func standIns(for submission: SubmittedAnswer, isOwn: Bool) -> [String: String]? {
    guard isOwn else { return [:] }
    let names = foundations[submission.exercise] ?? []
    guard !names.isEmpty else { return nil }
    let texts = names.compactMap { name -> (String, String)? in
      let place = ClassGrading.Place(student: submission.student, exercise: name, isOwn: false)
      return byPlace[place].flatMap { submissions[$0].answer?.content.text }.map { (name, $0) }
    }
    return texts.isEmpty ? nil : Dictionary(uniqueKeysWithValues: texts)
  }
}
