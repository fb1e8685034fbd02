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
    let groups = problems.reduce(into: [[Diagnostic]]()) { groups, problem in
      if problem.severity == .note, !groups.isEmpty {
        groups[groups.count - 1].append(problem)
      } else {
        groups.append([problem])
      }
    }
    let errors = told(groups.filter { $0[0].severity == .error }, help)
    let others = groups.filter { $0[0].severity != .error }
    return (errors + others).joined().map { text($0, &help) }
  }

  /// Errors without those that follow from others.
  ///
  /// These are what the compiler says of a line that has another error, or of a name that such a line was to
  /// declare; what else may follow comes last.
  private func told(_ errors: [[Diagnostic]], _ help: TaughtHelp?) -> [[Diagnostic]] {
    guard let help else { return errors }
    func lineText(_ group: [Diagnostic]) -> String { line(at: group[0].place)?.text ?? "" }
    let following = errors.filter {
      !$0[0].places.isEmpty && help.follows($0[0].cause, line: lineText($0))
    }
    let first = errors.filter { group in !following.contains { $0 == group } }
    guard !first.isEmpty, !following.isEmpty else { return errors }
    let places = first.flatMap(\.[0].places)
    let names = Set(
      first.compactMap { $0[0].cause.missingName }
        + places.compactMap { line(at: $0) }.flatMap { DeclaredNames.names(in: $0.text) }
    )
    let rest = following.filter { group in
      !places.contains { $0.line == group[0].line }
        && names.isDisjoint(with: DeclaredNames.words(in: lineText(group)))
    }
    return first + rest
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
    return ([said] + quotation(problem) + lesson(problem, &help)).joined(separator: "\n")
  }

  /// What the message means in this course, and where to read it up: at each of its lines, for one message has
  /// many causes.
  private func lesson(_ problem: Diagnostic, _ help: inout TaughtHelp?) -> [String] {
    guard problem.severity != .note else { return [] }
    var texts: [String] = []
    for place in [problem.place] + problem.cause.otherPlaces {
      guard let taught = help?.meaning(of: problem.cause, line: line(at: place)?.text) else {
        continue
      }
      let number = place.line == problem.line ? "" : "Line \(place.line): "
      let link = taught.section.map { "\n    See \($0)" } ?? ""
      texts.append(style.paragraph(number + taught.text, margin: 4) + style.text(link, .dim))
    }
    return texts
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
  private func quotation(_ problem: Diagnostic) -> [String] {
    guard let line = line(at: problem.place) else { return [] }
    let number = String(problem.line)
    let before = String(decoding: line.text.utf8.prefix(max(0, problem.column - 1)), as: UTF8.self)
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

extension Diagnostic {
  /// All places of which it is said.
  fileprivate var places: [SourcePlace] { [place] + cause.otherPlaces }
}

/// The words of a line of code, and those that it gives a value.
private enum DeclaredNames {
  static func words(in line: String) -> Set<String> {
    Set(line.split { !($0.isLetter || $0.isNumber || $0 == "_") }.map(String.init))
  }

  /// The names between `let`, `var` or the beginning of the line and a `=`.
  static func names(in line: String) -> [String] {
    let pattern = /^\s*(?:(?:let|var)\s+)?\(?\s*([\w\s,]+?)\s*\)?\s*(?::[^=]*)?=[^=]/
    guard let match = line.firstMatch(of: pattern) else { return [] }
    return match.1.split { $0 == "," || $0 == " " }.map(String.init)
  }
}

extension DiagnosticCause {
  /// The other places of which the same is said.
  fileprivate var otherPlaces: [SourcePlace] {
    if case .repeated(_, _, let places) = self { places } else { [] }
  }
}
