public import Foundation
public import LessonDocument

/// Grades a class: what each student has handed in for each exercise of the plan.
///
/// A run of it is the same however often and in whatever order answers are run, and goes on where it was ended: what
/// an answer comes to is kept as soon as it is known.
public struct ClassGrading: Sendable {
  /// The lessons, of the instructor's edition.
  public let lessons: [Lesson]
  /// What is graded, and by which rules.
  public let plan: ClassPlan
  /// Who is graded; nil takes every folder for a student.
  public let roster: [ClassMember]?
  /// What was handed in.
  public let folder: SubmittedFolders
  /// The lessons of earlier releases, by the release's id.
  public var releases: [String: [Lesson]] = [:]
  /// What the exercises of earlier releases were judged by when these were made.
  public var released: [String: ReleasedExercises] = [:]
  /// What persons have set in place of scores.
  public var overrides = OverridesTable()
  /// When it is graded: what is not handed in counts as nothing only when it is due.
  public var now = Date()
  /// What persons have given for answers in words.
  public let manual: ManualScores
  /// Where the grades stand.
  public let grades: GradesFolder

  /// Makes the grading of a class.
  public init(
    lessons: [Lesson],
    plan: ClassPlan,
    roster: [ClassMember]?,
    folder: SubmittedFolders,
    manual: ManualScores,
    grades: GradesFolder
  ) {
    (self.lessons, self.plan, self.roster) = (lessons, plan, roster)
    (self.folder, self.manual, self.grades) = (folder, manual, grades)
  }

  /// An answer that alone is graded, and anew.
  public struct Selection: Equatable, Sendable {
    /// The student.
    public var student: String
    /// The exercise.
    public var exercise: String

    /// Makes a selection.
    public init(student: String, exercise: String) {
      (self.student, self.exercise) = (student, exercise)
    }
  }
}
