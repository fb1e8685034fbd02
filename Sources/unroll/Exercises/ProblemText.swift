import LessonDocument
import LessonPages
import LessonRunner
import Plots

/// What is wrong with code of a student's: the place, the message, the line with a mark, and what that means in
/// the course.
struct ProblemText {
  /// The code that was compiled, whatever its file holds by now.
  let code: [CodeLine]
  /// Its file.
  let file: String
  /// The course that says what messages mean; nil outside a course.
  let folder: LessonFolder?
  let style: TerminalStyling

  /// What is said of some problems; errors first, since the rest may follow from them, and the help with each
  /// kind once.
  func texts(_ problems: [Diagnostic]) -> [String] {
    guard !problems.isEmpty else { return [] }
    var help = folder.map { TaughtHelp(of: $0) }
    // The course says how optionals are opened.
    let problems = problems.filter {
      help == nil || $0.severity != .note || !CompilerMessage.isOnOptionals($0.message)
    }
    // A note speaks of the problem before it.
    let groups = problems.map(shown).grouped
    let all = groups.filter { $0[0].severity == .error }
    let roots = help.map { RootErrors(help: $0, code: code, file: file) }
    let errors = roots?.told(all) ?? all
    let others = groups.filter { $0[0].severity != .error }
    return (errors + others).joined().map { text($0, &help) }
  }

  private func text(_ problem: Diagnostic, _ help: inout TaughtHelp?) -> String {
    let place = "\(problem.file):\(problem.line):\(problem.column): "
    let severity = problem.severity.rawValue
    let word = style.text("\(severity):", problem.severity == .error ? .bad : .dim)
    let message = PlainText.lines(problem.message)
    let isShort =
      !message.contains("\n")
      && PlainText.columns(of: place) + severity.count + 2 + PlainText.columns(of: message)
        <= style.width
    let said = place + word + (isShort ? " \(message)" : "\n" + style.paragraph(message, margin: 2))
    return ([said] + quotation(problem.place) + lesson(problem, &help)).joined(separator: "\n")
  }

  /// What the message means in this course, and where to read it up.
  ///
  /// It is told at each of its lines, for one message has many causes; what is about another line stands below that.
  private func lesson(_ problem: Diagnostic, _ help: inout TaughtHelp?) -> [String] {
    guard problem.severity != .note else { return [] }
    var texts: [String] = []
    for place in [problem.place] + problem.cause.otherPlaces {
      let text = line(at: place)?.text
      guard let taught = help?.meaning(of: problem.cause, at: place, line: text) else { continue }
      let isElsewhere = place.line != problem.line
      if isElsewhere { texts += quotation(place) }
      let number = isElsewhere ? "Line \(place.line): " : ""
      let link = taught.section.map { "\n    See \($0)" } ?? ""
      texts.append(style.paragraph(number + taught.text, margin: 4) + style.text(link, .dim))
    }
    return texts
  }

  /// A problem of which only the line is known, at the first word of that.
  private func shown(_ problem: Diagnostic) -> Diagnostic {
    guard problem.column == 1, let line = line(at: problem.place) else { return problem }
    var problem = problem
    problem.place.column = 1 + line.text.utf8.prefix { $0 == 32 || $0 == 9 }.count
    return problem
  }

  /// The student's line at a place.
  private func line(at place: SourcePlace) -> CodeLine? {
    guard case .file(file) = place.file else { return nil }
    return code.first { $0.location.line == place.line }
  }

  /// Code with a blank for a tab, and signs for what would not be seen.
  private static func spelled(_ code: String) -> String {
    BlockText.spelled(code: code.replacing("\t", with: " "))
  }

  /// How many characters are left out at the left so that a mark after some text can be seen, and the mark's column
  /// then.
  private static func window(before text: String, room: Int) -> (start: Int, column: Int) {
    let column = PlainText.columns(of: text)
    guard column >= room - 1 else { return (0, column) }
    // As much is left as fits two thirds of the line, so that what follows the mark is seen, too.
    var rest = Substring(text)
    while PlainText.columns(of: String(rest)) + 1 > room * 2 / 3, !rest.isEmpty {
      rest = rest.dropFirst()
    }
    return (text.count - rest.count, PlainText.columns(of: String(rest)) + 1)
  }

  /// The line and a mark below the column.
  private func quotation(_ place: SourcePlace) -> [String] {
    guard let line = line(at: place) else { return [] }
    let number = String(place.line)
    let before = String(decoding: line.text.utf8.prefix(max(0, place.column - 1)), as: UTF8.self)
    let bar = style.plain ? " | " : " │ "
    let blank = String(repeating: " ", count: number.count)
    let room = style.width - 5 - number.count
    let (start, column) = Self.window(before: Self.spelled(before), room: room)
    let shown = Self.spelled(line.text).dropFirst(start)
    let source = PlainText.line((start > 0 ? "…" : "") + shown, width: room)
    return [
      "  " + style.text(number + bar, .dim) + source,
      "  " + style.text(blank + bar, .dim) + String(repeating: " ", count: column)
        + style.text(style.plain ? "^" : "▲", .bad),
    ]
  }
}

/// How verdicts and problems look on a terminal.
struct TerminalStyling {
  enum Style: String { case good = "32", bad = "31", dim = "2" }

  /// The columns there are; a line that is wider is hard to read.
  let width: Int
  let hasColour: Bool
  /// Whether it is drawn with ASCII only.
  let plain: Bool

  init(_ device: TerminalDevice, plain: Bool) {
    width = max(40, min(100, device.width))
    hasColour = device.hasColour
    self.plain = plain
  }

  func text(_ text: String, _ style: Style) -> String {
    let text = PlainText.lines(text)
    return hasColour ? "\u{1B}[\(style.rawValue)m\(text)\u{1B}[0m" : text
  }

  func paragraph(_ text: String, margin: Int) -> String {
    PlainText.paragraph(text, width: width, margin: margin)
  }
}
