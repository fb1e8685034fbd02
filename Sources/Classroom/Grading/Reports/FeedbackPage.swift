import ContentDigest
import Foundation
import LessonDocument
import Plots

/// What one student reads: each exercise with its score, the checks that students see, and what to mend.
///
/// Of hidden checks it tells how many hold, and neither title nor message: these would give them away.
struct FeedbackPage {
  let student: StudentGrades
  let plan: ClassPlan
  /// What readers see as the names of exercises.
  let titles: [String: String]

  /// The whole page; nothing in it is fetched from elsewhere, and no script runs.
  var html: String {
    """
    <!DOCTYPE html>
    <html lang="en">
    <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="robots" content="noindex">
    <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
    <title>\(escaped("Feedback: \(name)"))</title>
    <style>
    body { font: 1rem/1.5 system-ui, sans-serif; max-width: 45rem; margin: 2rem auto; padding: 0 1rem; }
    pre { overflow-x: auto; padding: .5rem; border: 1px solid #8888; white-space: pre-wrap; overflow-wrap: anywhere; }
    li { overflow-wrap: anywhere; } .good::before { content: "✓ "; } .bad::before { content: "✗ "; }
    table { border-collapse: collapse; } th, td { text-align: left; padding: .2rem 1rem .2rem 0; }
    :root { color-scheme: light dark; }
    </style>
    </head>
    <body>
    <main>
    <h1>Feedback</h1>
    <p>\(escaped(name))</p>
    \(plan.assignments.map(section).joined(separator: "\n"))\(strangers)
    </main>
    </body>
    </html>

    """
  }

  /// A file's name that no student's id can lead out of its folder, and no two ids share.
  static func fileName(of student: String) -> String {
    let name = student.precomposedStringWithCanonicalMapping.unicodeScalars.enumerated().map {
      index,
      scalar in
      let isPlain =
        scalar.properties.isAlphabetic || scalar.properties.numericType != nil
        || scalar == "-" || scalar == "_" || (scalar == "." && index > 0)
      return isPlain
        ? String(scalar) : String(scalar).utf8.map { "%" + String(format: "%02x", $0) }.joined()
    }.joined()
    guard name.utf8.count > 150 else { return "\(name).html" }
    var digest = ContentDigest()
    digest.update(student.precomposedStringWithCanonicalMapping.utf8)
    return "\(name.prefix(30))%\(digest.hexadecimal.prefix(24)).html"
  }

  private var name: String {
    let full = "\(student.firstName) \(student.lastName)".trimmingCharacters(in: .whitespaces)
    return full.isEmpty ? student.student : "\(full) (\(student.student))"
  }

  private var strangers: String {
    guard !student.notes.isEmpty else { return "" }
    return "\n<h2>Other files</h2>\n" + list(student.notes.map { "<li>\(escaped($0))</li>" })
  }

  // MARK: - Assignments

  private func section(_ assignment: Assignment) -> String {
    guard let sum = student.assignments.first(where: { $0.assignment == assignment.name }) else {
      return ""
    }
    let exercises = student.exercises.filter { $0.assignment == assignment.name }
    return """
      <section>
      <h2>\(escaped(assignment.title))</h2>
      \(facts(sum))
      \(exercises.map { article($0, isLate: sum.lateShare > 0) }.joined(separator: "\n"))
      </section>
      """
  }

  private func facts(_ sum: AssignmentGrade) -> String {
    let possible = sum.possible.pointsText
    var rows = [
      (
        "Score",
        sum.isNotDue == true
          ? "not yet due, \(possible) points"
          : sum.isUnjudged == true
            ? "not graded yet, \(possible) points" : "\(sum.score.pointsText) of \(possible)"
      )
    ]
    if let due = sum.due { rows.append(("Due", due)) }
    if let time = sum.handedIn { rows.append(("Handed in", time)) }
    if sum.lateDays > 0 {
      let days = "\(sum.lateDays) day\(sum.lateDays == 1 ? "" : "s") late"
      rows.append(("Late", "\(days), which takes \(sum.latePenalty.pointsText) points"))
    }
    if sum.isLateUnknown == true {
      rows.append(("Late", "not known yet: the mark of the university's system has not come"))
    }
    for unnoted in sum.unnotedTimes ?? [] where sum.due != nil {
      let file = (unnoted.file as NSString).lastPathComponent
      rows.append(
        (
          "Time of \(file)",
          "\(unnoted.time), that of the file, for \(unnoted.plainReason): if it came at another time, say so to whoever grades"
        )
      )
    }
    if sum.waiting > 0 {
      rows.append(("Not graded yet", "\(sum.waiting) exercise\(sum.waiting == 1 ? "" : "s")"))
    }
    let lines = rows.map { "<tr><th scope=\"row\">\(escaped($0))</th><td>\(escaped($1))</td></tr>" }
    return "<table>\n\(lines.joined(separator: "\n"))\n</table>"
  }

  // MARK: - Exercises

  private func article(_ grade: ExerciseGrade, isLate: Bool) -> String {
    let title = titles[grade.exercise] ?? grade.exercise
    let score =
      switch grade.state {
      case .waiting, .unjudged: "\(grade.possible.pointsText) points, not graded yet"
      case .notDue: "\(grade.possible.pointsText) points, not yet due"
      case .absent, .unusable, .run, .graded:
        "\(grade.score.pointsText) of \(grade.possible.pointsText)"
      }
    var parts = ["<h3>\(escaped(title)): \(score)</h3>"]
    if let file = grade.file { parts.append("<p>\(escaped(ShownName.text(file)))</p>") }
    if !grade.notes.isEmpty { parts.append(list(grade.notes.map { "<li>\(escaped($0))</li>" })) }
    if let override = grade.override {
      let late = isLate ? "; being late takes nothing from it" : ""
      parts.append(
        "<p>\(escaped("Set by \(override.who) on \(override.date): \(override.reason)\(late)"))</p>"
      )
    }
    parts += grade.state == .run ? runs(grade) : words(grade)
    return "<article>\n\(parts.joined(separator: "\n"))\n</article>"
  }

  private func words(_ grade: ExerciseGrade) -> [String] {
    guard let manual = grade.manual else {
      return grade.reason.map { ["<p>\(escaped($0))</p>"] } ?? []
    }
    let points = manual.points.enumerated().map { index, points in
      "<li>\(escaped("part \(index + 1) of the rubric: \(points.pointsText)"))</li>"
    }
    return [list(points)]
      + (manual.comment.isEmpty ? [] : ["<pre>\(escaped(manual.comment))</pre>"])
  }

  /// What the answer came to, on both grounds where there are two.
  private func runs(_ grade: ExerciseGrade) -> [String] {
    let checks = { (result: AnswerGrade) in self.checks(result, of: "\(grade.exercise).swift") }
    guard let own = grade.own, let names = grade.foundations else {
      return grade.reference.map(checks) ?? []
    }
    let given = names.joined(separator: ", ")
    return [
      "<h4>On your own answer to \(escaped(given)): \(share(own, grade))</h4>"
    ] + checks(own)
      + (grade.reference.map {
        ["<h4>On the lesson's answer to \(escaped(given)): \(share($0, grade))</h4>"] + checks($0)
      } ?? [])
  }

  private func share(_ result: AnswerGrade, _ grade: ExerciseGrade) -> String {
    "\((result.share * grade.possible).pointsText) of \(grade.possible.pointsText)"
  }

  /// - Parameter file: the answer; what is no error at lines of the lesson is nothing that a student can change.
  private func checks(_ result: AnswerGrade, of file: String) -> [String] {
    let own = result.problems.filter { $0.severity == .error || $0.file == file }
    let problems = own.map { problem in
      let place = "\(problem.file):\(problem.line):\(problem.column)"
      return "<li>\(escaped("\(place): \(problem.severity.rawValue): \(problem.message)"))</li>"
    }
    let seen = result.checks.filter { !$0.isHidden }.map { check in
      let message = check.passed || check.message.isEmpty ? "" : ": \(check.message)"
      return "<li class=\"\(check.passed ? "good" : "bad")\">\(escaped(check.title + message))</li>"
    }
    let hidden = result.checks.filter(\.isHidden)
    let rest =
      hidden.isEmpty
      ? []
      : [
        "<li class=\"\(hidden.allSatisfy(\.passed) ? "good" : "bad")\">hidden checks: "
          + "\(hidden.count(where: \.passed)) of \(hidden.count) hold</li>"
      ]
    let lists = [problems, seen + rest].filter { !$0.isEmpty }.map(list)
    return lists + (result.output.isEmpty ? [] : ["<pre>\(escaped(result.output))</pre>"])
  }

  private func list(_ items: [String]) -> String { "<ul>\n\(items.joined(separator: "\n"))\n</ul>" }

  /// What would turn the text around it, or is not seen, stands as an escape.
  private func escaped(_ text: String) -> String {
    HTMLText.escaped(BlockText.spelled(code: text))
  }
}
