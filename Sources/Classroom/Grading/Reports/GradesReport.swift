import Plots

/// The grades as JUnit XML: a suite a student, a test an exercise.
struct GradesReport {
  let grades: ClassGrades

  init(_ grades: ClassGrades) { self.grades = grades }

  /// The whole file.
  var text: String {
    let all = grades.students.flatMap(\.exercises)
    return """
      <?xml version="1.0" encoding="UTF-8"?>
      <testsuites name="unroll grade"\(counts(all))>
      \(grades.students.map(suite).joined())</testsuites>

      """
  }

  private func suite(_ student: StudentGrades) -> String {
    let tests = student.exercises.map { test($0, of: student.student) }
    return "  <testsuite name=\"\(escaped(student.student))\"\(counts(student.exercises))>\n"
      + tests.joined() + "  </testsuite>\n"
  }

  private func test(_ grade: ExerciseGrade, of student: String) -> String {
    let head =
      "    <testcase classname=\"\(escaped(student)).\(escaped(grade.assignment))\" "
      + "name=\"\(escaped(grade.exercise))\""
    let score = "\(grade.score.pointsText) of \(grade.possible.pointsText) points"
    if grade.state.isOpen {
      let reason = escaped(grade.reason ?? "")
      return "\(head)><skipped message=\"\(reason)\"/></testcase>\n"
    }
    guard grade.isWanting else { return "\(head)/>\n" }
    let reason = grade.reason.map { "\(score): \($0)" } ?? score
    return
      "\(head)><failure message=\"\(escaped(score))\">\(escaped(reason))</failure></testcase>\n"
  }

  private func counts(_ grades: [ExerciseGrade]) -> String {
    let failures = grades.count(where: \.isWanting)
    let skipped = grades.count(where: \.state.isOpen)
    return " tests=\"\(grades.count)\" failures=\"\(failures)\" errors=\"0\" skipped=\"\(skipped)\""
  }

  private func escaped(_ text: String) -> String { HTMLText.escaped(text) }
}

extension ExerciseGrade {
  /// Whether points are missing that are not still to be given.
  var isWanting: Bool { !state.isOpen && score < possible - 1e-9 }
}
