/// The table of grades, in nbgrader's columns: a row for each student and assignment, for who has handed nothing in, too.
struct GradesTable {
  static let columns = [
    "assignment", "duedate", "timestamp", "student_id", "last_name", "first_name", "email",
    "raw_score", "late_submission_penalty", "score", "max_score",
  ]

  let grades: ClassGrades

  init(_ grades: ClassGrades) { self.grades = grades }

  /// The whole file.
  var text: String {
    var table = CSVTable(columns: Self.columns, file: "grades.csv")
    for student in grades.students {
      for grade in student.assignments {
        table.append([
          grade.assignment, grade.due ?? "", grade.handedIn ?? "", student.student,
          student.lastName, student.firstName, student.email, grade.text(grade.rawScore),
          grade.text(grade.latePenalty), grade.text(grade.score), grade.possible.pointsText,
        ])
      }
    }
    return table.text
  }
}
