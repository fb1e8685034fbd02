/// A grade that is not what it was when the class was graded last.
public struct GradeChange: Equatable, Sendable, CustomStringConvertible {
  /// The student.
  public var student: String
  /// The exercise, or the assignment as a whole.
  public var name: String
  /// Whether it is an assignment's.
  public var isAssignment: Bool
  /// What it was, and of how much; the score is nil where there was none.
  public var old: (score: Double?, possible: Double)
  /// What it is.
  public var new: (score: Double?, possible: Double)

  /// `007 gates: 3 of 4 → 4 of 4`, `007 gates: no score → 4 of 4`.
  public var description: String {
    "\(ShownName.text(student)) \(name)\(isAssignment ? " (all)" : ""): "
      + "\(Self.words(old)) → \(Self.words(new))"
  }

  private static func words(_ grade: (score: Double?, possible: Double)) -> String {
    grade.score.map { "\($0.pointsText) of \(grade.possible.pointsText)" } ?? "no score"
  }

  /// Whether it is another grade; where there is no score nobody asks of how much.
  var isChange: Bool { Self.words(old) != Self.words(new) }

  /// Whether two changes say the same.
  public static func == (one: GradeChange, other: GradeChange) -> Bool {
    one.description == other.description
  }
}

extension ClassGrades {
  /// Every grade that is not what it was, in the order of the students; one that is new has not changed.
  public func changes(since old: ClassGrades) -> [GradeChange] {
    let before = Dictionary(old.students.map { (StudentID.key($0.student), $0) }) { first, _ in
      first
    }
    return students.flatMap { student -> [GradeChange] in
      guard let was = before[StudentID.key(student.student)] else { return [] }
      let exercises = student.exercises.compactMap { grade -> GradeChange? in
        guard let old = was.exercises.first(where: { $0.exercise == grade.exercise }) else {
          return nil
        }
        return GradeChange(
          student: student.student,
          name: grade.exercise,
          isAssignment: false,
          old: (old.state.isOpen ? nil : old.score, old.possible),
          new: (grade.state.isOpen ? nil : grade.score, grade.possible)
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
          old: (old.hasScore ? old.score : nil, old.possible),
          new: (grade.hasScore ? grade.score : nil, grade.possible)
        )
      }
      return (exercises + assignments).filter(\.isChange)
    }
  }
}
