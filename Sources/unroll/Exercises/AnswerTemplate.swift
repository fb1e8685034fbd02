import LessonDocument
import LessonPages
import LessonRunner

/// The file with which a student begins an answer: the statement as a comment, then the starter.
struct AnswerTemplate {
  private let lesson: Lesson
  private let exercise: Exercise

  init(lesson: Lesson, exercise: Exercise) {
    (self.lesson, self.exercise) = (lesson.asStudentsSeeIt(), exercise)
  }

  /// The text of the file.
  var text: String {
    var starter = ExerciseCode(lesson.blocks[exercise.block].code).starterText[...]
    while starter.last?.isNewline == true { starter.removeLast() }
    let statement = statement
    let release = StudentWork.digest(of: statement.joined(separator: "\n") + starter).prefix(8)
    let lessonName = [lesson.number, lesson.slug].compactMap { $0 }.joined(separator: "-")
    var header = [
      "\(exercise.title) (\(Points.text(exercise.points)))",
      "Exercise \(exercise.name), release \(release), of lesson \(lessonName).", "",
    ]
    header += statement
    if !exercise.provides.isEmpty {
      header += ["", "The answer declares:"] + exercise.provides.map { "  \($0)" }
    }
    if !exercise.forbids.isEmpty {
      header += ["", "Without: \(exercise.forbids.joined(separator: ", "))"]
    }
    header += ["", "Check it:  unroll exercise check \(exercise.name)"]
    if exercise.hintCount > 0 { header += ["A hint:    unroll exercise hint \(exercise.name)"] }
    // No title may break out of its comment.
    let lines = header.map { PlainText.line($0, width: 1000) }
    let comment = lines.map { $0.isEmpty ? "//" : "// \($0)" }.joined(separator: "\n")
    return "\(comment)\n\n\(starter)\n"
  }

  /// The statement, as it would be shown on a terminal without colours.
  private var statement: [String] {
    let renderer = TerminalRenderer(
      width: 77,
      colour: false,
      plain: false,
      course: lesson.referredLessons
    )
    let parts = exercise.statement.map {
      renderer.text(for: lesson.elements[$0], in: lesson, results: nil)
    }
    var lines = parts.filter { !$0.isEmpty }.joined(separator: "\n")
      .split(separator: "\n", omittingEmptySubsequences: false)
      .map { line in
        var line = line
        while line.last?.isWhitespace == true { line.removeLast() }
        return String(line)
      }
    while lines.last?.isEmpty == true { lines.removeLast() }
    return lines
  }
}

/// Points as text.
enum Points {
  /// A count without needless digits: `1 point`, `2.5 points`.
  static func text(_ points: Double) -> String {
    "\(number(points)) \(points == 1 ? "point" : "points")"
  }

  /// What was earned of what can be: `0.5 of 1 point`.
  ///
  /// What is short of all, or above nothing, never reads as that.
  static func text(_ earned: Double, of possible: Double) -> String {
    var number = number(earned)
    if number == Self.number(possible), earned < possible {
      number = "less than \(number)"
    } else if number == "0", earned > 0 {
      number = "more than 0"
    }
    return "\(number) of \(text(possible))"
  }

  /// At most two digits after the point.
  static func number(_ points: Double) -> String {
    let hundredths = (points * 100).rounded() / 100
    guard abs(hundredths) < 1e9 else { return "\(hundredths)" }
    return hundredths == hundredths.rounded() ? "\(Int(hundredths))" : "\(hundredths)"
  }
}
