import LessonDocument
import LessonPages
import LessonRunner

/// A verdict on an answer, as a terminal shows it.
struct VerdictText {
  let verdict: ExerciseVerdict
  let choice: ExerciseChoice
  let answer: ExerciseAnswer
  /// Whether the loops that never end have been told before the run.
  let isWarned: Bool
  private let style: TerminalStyling

  init(
    verdict: ExerciseVerdict,
    choice: ExerciseChoice,
    answer: ExerciseAnswer,
    isWarned: Bool,
    device: TerminalDevice,
    plain: Bool
  ) {
    (self.verdict, self.choice, self.answer) = (verdict, choice, answer)
    self.isWarned = isWarned
    style = TerminalStyling(device, plain: plain)
  }

  var text: String {
    var parts = problems
    parts += output
    parts += checks
    parts += verdict.advice.map { style.paragraph("advice: \($0) (not counted)", margin: 2) }
    parts.append(
      verdict.stopped == nil ? summary : style.paragraph(summary, margin: 0)
    )
    if let prospect { parts.append(prospect) }
    return parts.joined(separator: "\n") + "\n"
  }

  private var problems: [String] {
    let text = ProblemText(
      code: answer.lines,
      file: answer.file,
      folder: choice.folder,
      style: style
    )
    return text.texts(
      verdict.problems.filter { problem in
        if isWarned, case .endless = problem.cause { false } else { true }
      }
    )
  }

  // MARK: - Checks

  /// The checks, what is the same in a row told once.
  private var checks: [String] {
    var rows: [(check: CheckVerdict, times: Int)] = []
    for check in verdict.checks {
      if let last = rows.last, last.check == check {
        rows[rows.count - 1].times += 1
      } else {
        rows.append((check, 1))
      }
    }
    return rows.map(line)
  }

  private func line(_ check: CheckVerdict, times: Int) -> String {
    let passed = check.result.passed
    let mark = passed ? (style.plain ? "ok   " : "✓ ") : (style.plain ? "FAIL " : "✗ ")
    let share =
      check.result.credit > 0 && !passed
      ? " (\(Points.text(check.earned, of: check.possible)))" : ""
    let remark =
      (times > 1 ? " (\(times) times)" : "") + (check.isHidden ? " (hidden check)" : "") + share
    // The mark stands out, and the title goes on below itself.
    let title = PlainText.lines(check.result.title) + remark
    let lines = PlainText.paragraph(title, width: style.width, margin: 2 + mark.count)
    let words = lines.drop { $0 == " " }
    let head = "  " + style.text(mark + words, passed ? .good : .bad)
    guard !passed, !check.result.message.isEmpty else { return head }
    return head + "\n" + style.paragraph(check.result.message, margin: 6)
  }

  private var summary: String {
    let held = verdict.checks.count { $0.result.passed }
    let count = verdict.checks.count
    let points = Points.text(verdict.earned, of: verdict.possible)
    return switch verdict.outcome {
    case .passed where count == 0: "There is no check of this exercise: the answer runs to its end."
    case .passed: style.text("Passed: \(points).", .good)
    case .failed where count == 0: "No check was made, though there are some: \(points)."
    case .failed: "\(held) of \(count) checks \(count == 1 ? "holds" : "hold"): \(points)."
    case .refused: style.text("The answer was not run.", .bad)
    case .faulted:
      "The answer did not run to its end"
        + (verdict.stopped.map { ", and stopped \($0)" } ?? "") + ": \(points)."
    case .notReached: "The lesson fails before the exercise, so the answer was not run."
    }
  }

  /// What a student who has passed may do next, or tries beside.
  private var prospect: String? {
    if verdict.passed { return choice.next }
    guard choice.hasPassed else { return nil }
    return style.paragraph(
      """
      You have passed this exercise, and that stays: this is an experiment. To begin anew, say \
      unroll exercise reset \(choice.exercise.name)
      """,
      margin: 0
    )
  }

  // MARK: - Output

  /// What the answer printed, set in so that it is not taken for a verdict.
  private var output: [String] {
    let shown = verdict.outputs.map { ShortenedText.text($0.text, width: style.width - 4) }
    let lines = shown.flatMap { text -> [Substring] in
      let lines = PlainText.lines(text).split(separator: "\n", omittingEmptySubsequences: false)
      return lines.last?.isEmpty == true ? lines.dropLast() : lines
    }
    return lines.map { style.text("  \(style.plain ? "|" : "┃") ", .dim) + $0 }
  }
}
