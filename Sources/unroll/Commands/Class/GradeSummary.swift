import Classroom

/// What a grading came to, in a few lines: each assignment, every grade that changed, and where the rest stands.
struct GradeSummary {
  let grades: ClassGrades
  let grading: ClassGrading
  let before: ClassGrades?

  init(_ grades: ClassGrades, _ grading: ClassGrading, since before: ClassGrades?) {
    (self.grades, self.grading, self.before) = (grades, grading, before)
  }

  var text: String {
    let lines =
      grading.plan.assignments.map(line) + unusable + strangers + overridden + changes
      + (grades.remarks ?? []).map { "warning: \($0)" }
      + [grading.plan.timeZoneRemark].compactMap { remark in remark.map { "note: \($0)" } }
      + [place] + waiting
    return PlainText.lines(lines.map { "\($0)\n" }.joined())
  }

  private func line(_ assignment: Assignment) -> String {
    let sums = grades.students.flatMap { student in
      student.assignments.filter { $0.assignment == assignment.name }
    }
    let all = grades.students.flatMap { student in
      student.exercises.filter { $0.assignment == assignment.name }
    }
    let handedIn = Set(
      grades.students.filter { student in
        student.exercises.contains { $0.assignment == assignment.name && $0.isHandedIn }
      }.map(\.student)
    ).count
    let late = sums.count { $0.lateDays > 0 }
    let due = sums.filter(\.hasScore)
    let isOpen = sums.count { $0.isNotDue == true }
    var parts = ["\(handedIn) of \(grades.students.count) handed in"]
    if !due.isEmpty {
      let mean = due.reduce(0) { $0 + $1.score } / Double(due.count)
      let possible = due.map(\.possible).max() ?? 0
      parts.append("mean \(Points.number(mean)) of \(Points.number(possible))")
    }
    let unjudged = Set(all.filter { $0.state == .unjudged }.map(\.exercise)).sorted()
    if !unjudged.isEmpty { parts.append("\(unjudged.joined(separator: ", ")) left out") }
    if isOpen > 0 { parts.append("\(isOpen) not yet due") }
    if late > 0 { parts.append("\(late) late") }
    let unusable = all.count { $0.trouble != nil }
    if unusable > 0 {
      parts.append("\(unusable) answer\(unusable == 1 ? "" : "s") cannot be graded")
    }
    return "\(assignment.name): \(parts.joined(separator: ", "))"
  }

  /// Whose answers cannot be graded, and why.
  private var unusable: [String] {
    grades.students.flatMap { student in
      student.exercises.compactMap { grade in
        grade.trouble.map { "  \(student.student)/\(grade.exercise): \($0)" }
      }
    }
  }

  /// How many files that answer nothing are named.
  private static let strangerLimit = 20

  /// Files that answer nothing: one may be misspelt.
  private var strangers: [String] {
    let all = grades.students.flatMap { student in
      student.notes.map { "  \(student.student): \($0)" }
    }
    let rest = all.count - Self.strangerLimit
    return all.prefix(Self.strangerLimit)
      + (rest > 0 ? ["  and \(rest) more; each stands on its student's page"] : [])
  }

  /// Late answers whose scores a person has set.
  private var overridden: [String] {
    grades.students.flatMap { student -> [String] in
      let late = student.assignments.filter { $0.lateShare > 0 }.map(\.assignment)
      return student.exercises.filter { $0.override != nil && late.contains($0.assignment) }.map {
        "  \(student.student)/\($0.exercise): the \(Points.number($0.score)) that "
          + "\(grading.overrides.file) sets is final, though late: nothing is taken from it"
      }
    }
  }

  /// Every grade that changed, from what to what.
  private var changes: [String] {
    guard let before else { return [] }
    let changes = grades.changes(since: before)
    return changes.isEmpty ? ["No grade changed."] : ["Changed:"] + changes.map { "  \($0)" }
  }

  private var place: String {
    let count = grades.students.count
    return "\(grading.grades.table), and in \(grading.grades.feedback) a page for "
      + "\(count == 1 ? "1 student" : "each of \(count) students")"
  }

  private var waiting: [String] {
    let count = grades.students.flatMap(\.exercises).count { $0.state == .waiting }
    guard count > 0 else { return [] }
    return [
      "\(count) answer\(count == 1 ? "" : "s") in words wait\(count == 1 ? "s" : "") for a person: "
        + "unroll grade --manual"
    ]
  }
}
