import TextSearch

/// The lines of lessons that only instructors may see, and a search for them in what is to be published.
///
/// A line is secret if it belongs to a solution, a hidden check or a wrong answer, says enough to be told from
/// any other, and stands nowhere in what the lessons show. What they show is collected here from their elements, and
/// not from the text that students get: so the search also finds what was cut wrongly.
public struct LessonSecrets: Sendable {
  /// A secret line.
  public struct Line: Equatable, Sendable {
    /// The lesson's file.
    public var file: String
    /// Where it stands there.
    public var location: SourceLocation
    /// The index of the block to which it belongs.
    public var block: Int
    /// What it belongs to, such as "the solution of 'twice'".
    public var owner: String
    /// The line, without blanks around it.
    public var text: String
  }

  /// The secret lines, lesson by lesson.
  public let lines: [Line]
  private let finder: LineFinder

  /// The secrets of a course.
  ///
  /// - Parameter documents: its lessons and pages, as their author wrote them: what one of them shows is no secret
  ///   of another.
  public init(of documents: [Lesson]) {
    let all = documents.flatMap(\.secretLines).filter { Self.saysEnough($0.text) }
    // A character that no text has keeps what stands in two places apart.
    let shown = documents.flatMap(\.shownTexts).joined(separator: "\u{7F}")
    let candidates = LineFinder(all.map(\.text))
    let known = Array(shown.utf8).withUnsafeBytes { candidates.found(in: $0, as: [[]]) }
    lines = all.indices.filter { !known.contains($0) }.map { all[$0] }
    finder = LineFinder(lines.map(\.text))
  }

  /// The mistakes that publishing a file would be: each secret line in it, with its place in the lesson, also where
  /// the file is packed or holds base64; and that nobody can look into it.
  ///
  /// - Parameter path: where it will be published; its ending tells how it writes text.
  public func mistakes(in bytes: UnsafeRawBufferPointer, path: String) -> [LessonMistake] {
    guard !lines.isEmpty else { return [] }
    var found = finder.found(in: bytes, as: Self.forms(path))
    var mistakes: [LessonMistake] = []
    do {
      for content in try PackedFile.contents(of: bytes, name: path) {
        let forms = content.name.isEmpty ? WrittenForm.all : Self.forms(content.name)
        found.formUnion(content.bytes.withUnsafeBytes { finder.found(in: $0, as: forms) })
      }
    } catch {
      let message =
        "this file \(error), so nobody can look for solutions in it and nothing is published: pack it "
        + "anew as .zip or .gz, or take out the link to it"
      mistakes.append(
        LessonMistake(file: path, location: SourceLocation(line: 1, column: 1), message: message)
      )
    }
    return mistakes + found.sorted().map { Self.mistake(lines[$0], in: path) }
  }

  /// The mistakes that handing out a file of a program's own code would be.
  ///
  /// Such code says what it must, and a line of it may be that of an answer: what an engine computes is what
  /// exercises ask for. What makes an answer is that all its secret lines stand in one file, or three of them and half of all.
  public func answers(in bytes: UnsafeRawBufferPointer, path: String) -> [LessonMistake] {
    guard !lines.isEmpty else { return [] }
    let found = finder.found(in: bytes, as: [[]])
    func isOfOneBlock(_ one: Line, _ other: Line) -> Bool {
      one.block == other.block && one.file == other.file
    }
    return found.sorted().filter { index in
      let all = Set(lines.filter { isOfOneBlock($0, lines[index]) }.map(\.text))
      let own = Set(found.map { lines[$0] }.filter { isOfOneBlock($0, lines[index]) }.map(\.text))
      return own.count == all.count ? all.count > 1 : own.count >= 3 && 2 * own.count >= all.count
    }.map { Self.mistake(lines[$0], in: path) }
  }

  private static func mistake(_ line: Line, in path: String) -> LessonMistake {
    LessonMistake(
      file: line.file,
      location: line.location,
      message:
        "this line of \(line.owner) would stand in \(path), so nothing is published: take it out "
        + "of what students see there, or show it in the lesson if it is no secret"
    )
  }

  /// The same for a text.
  public func mistakes(in text: String, path: String) -> [LessonMistake] {
    var text = text
    return text.withUTF8 { mistakes(in: UnsafeRawBufferPointer($0), path: path) }
  }

  private static func forms(_ path: String) -> [WrittenForm] {
    switch path.split(separator: ".").last?.lowercased() {
    case "html", "htm", "svg", "xml", "xhtml", "rels": [[], .references, [.references, .tags]]
    case "json", "ipynb", "js": [[], .json, [.json, .references, .tags]]
    case "md": [[], .references]
    case "swift": [[], .json]
    default: WrittenForm.all
    }
  }

  /// Words that many lines share.
  private static let commonWords: Set<String> = [
    "let", "var", "func", "return", "guard", "else", "for", "in", "while", "if", "case", "switch",
    "self", "true", "false", "nil", "try", "throw", "throws", "break", "continue", "init", "where",
    "Double", "Int", "Float", "String", "Bool", "Tensor", "check", "fatalError", "print", "show",
  ]

  /// Whether a line can be told from others: it names something, and is no single word.
  static func saysEnough(_ line: String) -> Bool {
    guard line.utf8.count(where: { $0 > 0x20 }) >= LineFinder.shortest else { return false }
    let words = line.split { !($0.isLetter || $0.isNumber || $0 == "_") }
    let own = words.filter { !commonWords.contains(String($0)) }
    return words.count > 1 && own.reduce(0) { $0 + $1.count } >= 6
  }
}

extension Lesson {
  /// The lines that only instructors may see.
  fileprivate var secretLines: [LessonSecrets.Line] {
    blocks.flatMap { block -> [LessonSecrets.Line] in
      let name = block.role.exercise ?? ""
      let (code, owner): ([CodeLine], String)
      switch block.role {
      case .wrong: (code, owner) = (block.code, "a wrong answer to '\(name)'")
      case .check(_, hidden: true): (code, owner) = (block.code, "a hidden check of '\(name)'")
      case .exercise:
        let starter = Set(ExerciseCode(block.code).starterLines)
        code = block.code.filter { !starter.contains($0) && ExerciseMarker($0) == nil }
        owner = "the solution of '\(name)'"
      case .example, .check(_, hidden: false): return []
      }
      return code.map { line in
        let text = line.text.drop { $0.isWhitespace }
        var location = line.location
        location.column += line.text.utf8.count - text.utf8.count
        return LessonSecrets.Line(
          file: file,
          location: location,
          block: block.index,
          owner: owner,
          text: String(text).trimmedAtEnd
        )
      }
    }
  }

  /// Everything that the lesson shows, text by text.
  fileprivate var shownTexts: [String] {
    let seen = elements + footnotes.flatMap(\.content)
    return [title, frontMatter.title ?? "", frontMatter.description ?? ""] + frontMatter.objectives
      + seen.flatMap(\.withDescendants).flatMap { $0.shownTexts(in: self) }
      + blocks.filter { !$0.isSecret }.flatMap(\.shownTexts)
      + exercises.flatMap { [$0.title] + $0.provides + $0.forbids }
  }
}

extension Element {
  fileprivate func shownTexts(in lesson: Lesson) -> [String] {
    func text(_ content: [Inline]) -> String {
      content.flatMap(\.withDescendants).map { $0.shownText(in: lesson) }.joined()
    }
    switch self {
    case .heading(_, let content, _, _), .paragraph(let content): return [text(content)]
    case .callout(_, let title, _): return [text(title)]
    case .table(let table):
      return (table.header + table.rows.flatMap { $0 }).map(text) + [text(table.caption)]
    case .code(_, let code): return [code]
    case .definitions(let terms):
      return terms.flatMap { [text($0.term)] + $0.meanings.map(text) }
    case .math(let tex, _): return [tex]
    case .html(let markup): return [HiddenMarkup.removed(from: markup)]
    case .answer(let written): return [written.title] + written.rubric.map(\.text)
    case .block, .hint, .list, .quote, .thematicBreak: return []
    }
  }
}

extension Inline {
  fileprivate func shownText(in lesson: Lesson) -> String {
    switch self {
    case .text, .code, .math, .softBreak, .lineBreak, .expression:
      plainText(in: lesson.inlineExpressions)
    case .link(let destination, let title, _, _): "\(destination)\(title)"
    case .image(let source, let title, _, _): "\(source)\(title)"
    case .html(let markup): HiddenMarkup.isHidden(markup) ? "" : markup
    case .emphasis, .strong, .strikethrough, .task, .footnote: ""
    }
  }
}

extension LessonBlock {
  fileprivate var shownTexts: [String] {
    let isExercise = if case .exercise = role { true } else { false }
    let code = isExercise ? ExerciseCode(code).starterLines : code
    let choices = options.prediction?.choices ?? []
    let texts = [
      label, options.figureCaption, options.figureAlternative, options.tableCaption,
      options.expectMessage, options.prediction?.question, options.prediction?.answer,
    ]
    return [code.map(\.text).joined(separator: "\n")] + texts.compactMap(\.self)
      + choices.flatMap { [$0.text, $0.message ?? ""] }
  }
}
