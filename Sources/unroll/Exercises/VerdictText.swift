import LessonDocument
import LessonPages
import LessonRunner

/// A verdict on an answer, as a terminal shows it.
struct VerdictText {
  let verdict: ExerciseVerdict
  let choice: ExerciseChoice
  let answer: ExerciseAnswer
  let device: TerminalDevice
  let plain: Bool

  private enum Style: String { case good = "32", bad = "31", dim = "2" }

  var text: String {
    var parts = problems
    parts += output
    parts += checks
    parts += verdict.advice.map { paragraph("advice: \($0) (not counted)", margin: 2) }
    parts.append(summary)
    return parts.joined(separator: "\n") + "\n"
  }

  // MARK: - Checks

  private var checks: [String] {
    verdict.checks.map { check in
      let passed = check.result.passed
      let mark = passed ? (plain ? "ok   " : "✓ ") : (plain ? "FAIL " : "✗ ")
      let hidden = check.isHidden ? styled(" (hidden check)", .dim) : ""
      let share =
        check.result.credit > 0 && !passed
        ? " (\(Points.number(check.earned)) of \(Points.text(check.possible)))" : ""
      let title = PlainText.line(check.result.title, width: max(20, width - 20))
      let head = "  " + styled(mark + title, passed ? .good : .bad) + hidden + share
      guard !passed, !check.result.message.isEmpty else { return head }
      return head + "\n" + paragraph(check.result.message, margin: 6)
    }
  }

  private var summary: String {
    let held = verdict.checks.count { $0.result.passed }
    let count = verdict.checks.count
    let points = "\(Points.number(verdict.earned)) of \(Points.text(verdict.possible))"
    return switch verdict.outcome {
    case .passed where count == 0: "There is no check of this exercise: the answer runs to its end."
    case .passed: styled("Passed: \(points).", .good)
    case .failed where count == 0: "No check was made, though there are some: \(points)."
    case .failed: "\(held) of \(count) checks \(count == 1 ? "holds" : "hold"): \(points)."
    case .refused: styled("The answer was not run.", .bad)
    case .faulted: "The answer did not run to its end: \(points)."
    case .notReached: "The lesson fails before the exercise, so the answer was not run."
    }
  }

  // MARK: - Problems

  private var problems: [String] {
    verdict.problems.map { problem in
      let place = "\(problem.file):\(problem.line):\(problem.column): "
      let style: Style = problem.severity == .error ? .bad : .dim
      let word = styled("\(problem.severity.rawValue):", style)
      let message = PlainText.lines(problem.message)
      let isShort =
        PlainText.columns(of: place) + problem.severity.rawValue.count + 2
        + PlainText.columns(of: message) <= width
      let said = place + word + (isShort ? " \(message)" : "\n" + paragraph(message, margin: 2))
      return ([said] + quotation(problem) + lesson(problem)).joined(separator: "\n")
    }
  }

  /// What the message means in this course, and where to read it up.
  private func lesson(_ problem: AnswerProblem) -> [String] {
    guard problem.severity != .note, let taught = choice.taught.about(problem.cause) else {
      return []
    }
    let place = taught.sections.lazy.compactMap(choice.place).first
    let link = place.map { "\n    See \($0)" } ?? ""
    return [paragraph(taught.meaning, margin: 4) + styled(link, .dim)]
  }

  /// The student's line and a mark below the column.
  private func quotation(_ problem: AnswerProblem) -> [String] {
    guard problem.file == answer.file,
      let line = answer.lines.first(where: { $0.location.line == problem.line })
    else { return [] }
    let number = String(problem.line)
    let before = String(decoding: line.text.utf8.prefix(max(0, problem.column - 1)), as: UTF8.self)
    let bar = plain ? " | " : " │ "
    let blank = String(repeating: " ", count: number.count)
    let source = PlainText.line(
      line.text.replacing("\t", with: " "),
      width: width - 5 - number.count
    )
    let column = PlainText.columns(of: before.replacing("\t", with: " "))
    guard column < width - 6 - number.count else { return ["  \(number)\(bar)\(source)"] }
    return [
      "  " + styled(number + bar, .dim) + source,
      "  " + styled(blank + bar, .dim) + String(repeating: " ", count: column)
        + styled(plain ? "^" : "▲", .bad),
    ]
  }

  // MARK: - Output

  /// What the answer printed, set in so that it is not taken for a verdict.
  private var output: [String] {
    let shown = verdict.outputs.map { ShortenedText.text($0.text, width: width - 4) }
    let lines = shown.flatMap { text -> [Substring] in
      let lines = PlainText.lines(text).split(separator: "\n", omittingEmptySubsequences: false)
      return lines.last?.isEmpty == true ? lines.dropLast() : lines
    }
    return lines.map { styled("  \(plain ? "|" : "┃") ", .dim) + $0 }
  }

  // MARK: - Words

  private var width: Int { max(40, min(100, device.width)) }

  private func paragraph(_ text: String, margin: Int) -> String {
    PlainText.paragraph(text, width: width, margin: margin)
  }

  private func styled(_ text: String, _ style: Style) -> String {
    let text = PlainText.lines(text)
    return device.hasColour ? "\u{1B}[\(style.rawValue)m\(text)\u{1B}[0m" : text
  }
}
