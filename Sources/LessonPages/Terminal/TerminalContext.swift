import LessonDocument
import Plots

/// What the lines of an element are made from.
struct TerminalContext {
  var renderer: TerminalRenderer
  var lesson: Lesson
  var results: LessonResults?
  var numbering: LessonNumbering
  /// The footnotes that each top-level element is the first to name, for they stand below it.
  let firstNotes: [Int: [Int]]
  /// The heading that says the lesson's title.
  private let title: Element?

  init(renderer: TerminalRenderer, lesson: Lesson, results: LessonResults?) {
    self.renderer = renderer
    self.lesson = lesson
    self.results = results
    numbering = LessonNumbering(lesson)
    firstNotes = Self.firstNotes(in: lesson)
    title = lesson.titleElement
  }

  var glyphs: Glyphs { renderer.glyphs }

  /// The lines with their styles drawn, spaces at line ends dropped.
  func string(_ lines: [[StyledText]]) -> String {
    let writer = StyledTextWriter(usesColour: renderer.colour)
    return lines.map { line in
      var line = line
      while !line.isEmpty {
        line[line.count - 1].trimEnd()
        guard line[line.count - 1].text.isEmpty else { break }
        line.removeLast()
      }
      return writer.string(line) + "\n"
    }.joined()
  }

  /// Title, description and objectives.
  func introduction(_ title: [StyledText]) -> [[StyledText]] {
    let matter = lesson.frontMatter
    var lines = heading(1, title, width: renderer.width)
    if matter.description != nil || !matter.objectives.isEmpty { lines.append([]) }
    if let description = matter.description {
      lines += wrap([StyledText(description, .italic)], width: renderer.width)
    }
    if !matter.objectives.isEmpty {
      if matter.description != nil { lines.append([]) }
      lines.append([StyledText(InterfaceWords.english["objectives"], .bold)])
      for objective in matter.objectives {
        lines += hanging(
          glyphs.bullet + " ",
          wrap([StyledText(objective)], width: renderer.width - 4),
          indent: 2
        )
      }
    }
    return lines
  }

  /// The lines of an element; none is wider than `width` unless a word is.
  func lines(_ element: Element, width: Int) -> [[StyledText]] {
    switch element {
    case .heading(let level, let content, _, _):
      if level == 1, element == title { return introduction(inline(content, style: [])) }
      return heading(level, inline(content, style: []), width: width)
    case .paragraph(let content): return wrap(inline(content, style: []), width: width)
    case .list(let start, let tight, let items):
      return list(start: start, tight: tight, items: items, width: width)
    case .quote(let content):
      return prefixed(glyphs.quoteBar, .dim, lines(content, width: width - 2))
    case .callout(let kind, let title, let content):
      return callout(kind, title: title, content: content, width: width)
    case .block(let index):
      guard lesson.blocks.indices.contains(index) else { return [] }
      return BlockLines(context: self, block: lesson.blocks[index], width: width).lines
    case .code(PythonTwin.language, let text):
      return renderer.showsTwins ? code(PythonTwin.shown(text), width: width) : []
    case .code(_, let text): return code(text, width: width)
    case .hint: return []
    case .answer(let written): return card(written, width: width)
    case .definitions(let terms): return definitions(terms, width: width)
    case .table(let table): return TableLines(context: self, table: table, width: width).lines
    case .math(let tex, let location): return displayMath(tex, at: location, width: width)
    case .html(let html): return htmlText(html, width: width)
    case .thematicBreak:
      return [[StyledText(String(repeating: glyphs.rule, count: width), .dim)]]
    }
  }

  /// Elements below one another, an empty line between them.
  func lines(
    _ elements: [Element],
    width: Int,
    tight: Bool = false
  ) -> [[StyledText]] {
    var result: [[StyledText]] = []
    for element in elements {
      let lines = lines(element, width: max(10, width))
      guard !lines.isEmpty else { continue }
      if !result.isEmpty, !tight { result.append([]) }
      result += lines
    }
    return result
  }

  func wrap(_ content: [StyledText], width: Int) -> [[StyledText]] {
    LineWrapper(width: max(10, width)).wrapped(content)
  }

  func prefixed(
    _ prefix: String,
    _ style: TerminalStyle,
    _ lines: [[StyledText]]
  ) -> [[StyledText]] {
    lines.map { [StyledText(prefix, style)] + $0 }
  }

  /// The first line after a mark, the others below its text.
  func hanging(_ mark: String, _ lines: [[StyledText]], indent: Int) -> [[StyledText]] {
    let margin = String(repeating: " ", count: indent)
    let blank = margin + String(repeating: " ", count: mark.displayWidth)
    let content = lines.isEmpty ? [[]] : lines
    return content.enumerated().map { index, line in
      [StyledText(index == 0 ? margin + mark : blank)] + line
    }
  }
}
