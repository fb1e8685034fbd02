/// The table of grades, in nbgrader's columns: a row for each student and assignment, for who has handed nothing in, too.
///
/// Where anything is to be known of a row, such as a time that nobody has noted, a column `remark` stands after them.
struct GradesTable {
  static let columns = [
    "assignment", "duedate", "timestamp", "student_id", "last_name", "first_name", "email",
    "raw_score", "late_submission_penalty", "score", "max_score",
  ]

  let grades: ClassGrades

  init(_ grades: ClassGrades) { self.grades = grades }

  /// The whole file.
  var text: String {
    let hasRemarks = grades.students.flatMap(\.assignments).contains { !$0.remark.isEmpty }
    let columns = Self.columns + (hasRemarks ? ["remark"] : [])
    var table = CSVTable(columns: columns, file: "grades.csv")
    for student in grades.students {
      for grade in student.assignments {
        let cells = [
          grade.assignment, grade.due ?? "", grade.handedIn ?? "", student.student,
          student.lastName, student.firstName, student.email, grade.text(grade.rawScore),
          grade.isLateUnknown == true ? "" : grade.text(grade.latePenalty),
          grade.text(grade.score), grade.possible.pointsText,
        ]
        table.append(cells + (hasRemarks ? [grade.remark] : []))
      }
    }
    return table.text
  }
}
