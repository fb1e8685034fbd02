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

  /// What is to be done, and how far it is.
  public struct Progress: Equatable, Sendable {
    /// Answers that are graded.
    public var done: Int
    /// Answers that are to be run, each text once.
    public var total: Int
    /// The exercise of the answer that was graded last.
    public var last: String
    /// The seconds in which compilers and linkers worked, of all workers together.
    public var compileSeconds = 0.0
    /// The seconds in which answers were loaded and ran.
    public var runSeconds = 0.0

    /// So many answers of so many.
    public init(done: Int, total: Int, last: String) {
      (self.done, self.total, self.last) = (done, total, last)
    }
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
