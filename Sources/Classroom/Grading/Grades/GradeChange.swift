/// A grade that is not what it was when the class was graded last.
public struct GradeChange: Equatable, Sendable, CustomStringConvertible {
  /// The student.
  public var student: String
  /// The exercise, or the assignment as a whole.
  public var name: String
  /// Whether it is an assignment's.
  public var isAssignment: Bool
  /// What it was, and of how much.
  public var old: (score: Double, possible: Double)
  /// What it is.
  public var new: (score: Double, possible: Double)

  /// `007 gates: 3 of 4 → 4 of 4`.
  public var description: String {
    "\(ShownName.text(student)) \(name)\(isAssignment ? " (all)" : ""): "
      + "\(old.score.pointsText) of \(old.possible.pointsText) → "
      + "\(new.score.pointsText) of \(new.possible.pointsText)"
  }

  /// Whether two changes say the same.
  public static func == (one: GradeChange, other: GradeChange) -> Bool {
    one.description == other.description
  }
}

extension ClassGrades {
  /// Every grade that is not what it was, in the order of the students; one that is new has not changed.
  public func changes(since old: ClassGrades) -> [GradeChange] {
    let before = Dictionary(old.students.map { ($0.student, $0) }) { first, _ in first }
    return students.flatMap { student -> [GradeChange] in
      guard let was = before[student.student] else { return [] }
      let exercises = student.exercises.compactMap { grade -> GradeChange? in
        guard let old = was.exercises.first(where: { $0.exercise == grade.exercise }) else {
          return nil
        }
        return GradeChange(
          student: student.student,
          name: grade.exercise,
          isAssignment: false,
          old: (old.score, old.possible),
          new: (grade.score, grade.possible)
        )
      }
      let assignments = student.assignments.compactMap { grade -> GradeChange? in
        guard let old = was.assignments.first(where: { $0.assignment == grade.assignment }) else {
          return nil
        }
        return GradeChange(
          student: student.student,
          name: grade.assignment,
          isAssignment: true,
          old: (old.score, old.possible),
          new: (grade.score, grade.possible)
        )
      }
      return (exercises + assignments).filter { $0.old != $0.new }
    }
  }
}
