import Foundation
import LessonDocument
import Plots

/// Writes a lesson's text as HTML and notes what is wrong with it on the way.
///
/// A value of this class serves one page.
final class PageBody {
  let lesson: Lesson
  let results: LessonResults?
  let theme: SiteTheme
  let typesetter: MathTypesetter?
  let links: LinkResolver
  let numbering: LessonNumbering
  /// What the headings of this page are called, by their anchors.
  let names: [String: String]
  /// The ids that links may name.
  let anchors: Set<String>
  /// Where the addresses in the author's HTML stand first.
  let htmlLinks: [String: SourceLocation]
  /// What follows sliders, by the index of its block.
  let explored: [Int: ExploredOutputs]
  /// What is wrong, in the order of the text.
  private(set) var mistakes: [LessonMistake] = []
  /// The files that the page needs beside it, by their paths relative to the lesson, and where they lie.
  private(set) var files: [String: String] = [:]
  private var markCounts: [Int: Int] = [:]
  /// The headings that the next one stands below, by the level written and the level heard.
  private var above: [(written: Int, heard: Int)] = [(1, 1)]

  init(
    _ lesson: Lesson,
    results: LessonResults?,
    theme: SiteTheme,
    typesetter: MathTypesetter?,
    links: LinkResolver
  ) {
    self.lesson = lesson
    self.results = results
    self.theme = theme
    self.typesetter = typesetter
    self.links = links
    explored = Self.explored(lesson, results)
    numbering = LessonNumbering(lesson)
    names = ReferenceWords.headings(in: lesson)
    anchors = lesson.pageAnchors
    htmlLinks = Dictionary(
      lesson.text.htmlLinks.map { ($0.destination, $0.location) },
      uniquingKeysWith: { first, _ in first }
    )
  }

  /// The lesson's whole text; the heading that is the page's title is left to the template.
  func html() -> String {
    let title = titleHeading
    return BodyPart.parts(of: lesson).map { part in
      switch part {
      case .element(let index):
        title?.index == index ? "" : html(lesson.elements[index])
      case .exercise(let exercise, let statement):
        exerciseCard(exercise, statement: html(Array(lesson.elements[statement])))
      }
    }.joined() + footnotes()
  }

  /// The heading of level 1 that opens the lesson and says the title.
  var titleHeading: (index: Int, content: [Inline], anchor: String)? {
    guard let title = lesson.titleElement, case .heading(_, let content, let anchor, _) = title
    else { return nil }
    return (lesson.elements.startIndex, content, anchor)
  }

  func html(_ elements: [Element]) -> String {
    elements.map(html).joined()
  }

  func html(_ element: Element) -> String {
    switch element {
    case .heading(let level, let content, let anchor, _):
      return heading(level, content, anchor: anchor)
    case .paragraph(let content): return "<p>\(inline(content))</p>\n"
    case .list(let start, let tight, let items): return list(start, tight, items)
    case .definitions(let terms): return definitions(terms)
    case .quote(let content): return "<blockquote>\n\(html(content))</blockquote>\n"
    case .callout(let kind, let title, let content): return callout(kind, title, content)
    case .block(let index):
      return lesson.blocks.indices.contains(index) ? block(lesson.blocks[index]) : ""
    case .code(let language, let text):
      guard language == PythonTwin.language else { return foreignCode(language: language, text) }
      return "<details>\n<summary>\(HTMLText.escaped(theme.words["twin"]))</summary>\n"
        + foreignCode(language: language, PythonTwin.shown(text)) + "</details>\n"
    // Hints stand in the card of their exercise.
    case .hint: return ""
    case .answer(let written): return writtenCard(written)
    case .math(let tex, let location):
      return equation(tex, at: location)
    case .table(let table): return self.table(table)
    case .html(let html):
      let markup = markup(html, isSingle: false)
      return markup.isEmpty || markup.hasSuffix("\n") ? markup : markup + "\n"
    case .thematicBreak: return "<hr>\n"
    }
  }

  func note(_ message: String, at location: SourceLocation) {
    mistakes.append(LessonMistake(file: lesson.file, location: location, message: message))
  }

  /// How often a footnote has been referred to by now.
  func countMark(of footnote: Int) -> Int {
    markCounts[footnote, default: 0] += 1
    return markCounts[footnote, default: 1]
  }

  private func equation(_ tex: String, at location: SourceLocation) -> String {
    let formula = math(EquationLabel.removed(from: tex), isDisplay: true, at: location)
    guard let entry = numbering.equation(at: location) else {
      return "<div class=\"equation\" tabindex=\"0\">\(formula)</div>\n"
    }
    return "<div class=\"numbered-equation\" id=\"\(HTMLText.escaped(entry.anchor))\">"
      + "<div class=\"equation\" tabindex=\"0\">\(formula)</div>"
      + "<span class=\"equation-number\">(\(entry.number))</span></div>\n"
  }

  func need(_ file: String, at real: String) {
    files[file] = real
  }

  private func heading(_ level: Int, _ content: [Inline], anchor: String) -> String {
    let name = HTMLText.escaped(anchor)
    let text = content.map { $0.plainText(in: lesson.inlineExpressions) }.joined()
    let label = HTMLText.escaped(theme.words["linkTo", text])
    // Those who listen move by levels: none may be skipped. It looks as the author wrote it.
    while let last = above.last, last.written >= level { above.removeLast() }
    let heard = (above.last?.heard ?? 0) + 1
    above.append((level, heard))
    let look = heard == level ? "" : " class=\"as-h\(level)\""
    return "<h\(heard) id=\"\(name)\"\(look)>\(inline(content))"
      + " <a class=\"anchor\" href=\"#\(name)\" aria-label=\"\(label)\">#</a></h\(heard)>\n"
  }

  private func list(_ start: Int?, _ tight: Bool, _ items: [[Element]]) -> String {
    let entries = items.map { item -> String in
      guard tight else { return "<li>\(html(item))</li>\n" }
      let content = item.map { element in
        guard case .paragraph(let content) = element else { return html(element) }
        return inline(content)
      }
      return "<li>\(content.joined(separator: "\n"))</li>\n"
    }.joined()
    guard let start else { return "<ul>\n\(entries)</ul>\n" }
    return "<ol\(start == 1 ? "" : " start=\"\(start)\"")>\n\(entries)</ol>\n"
  }

  private func definitions(_ terms: [Definition]) -> String {
    let entries = terms.map { definition in
      "<dt>\(inline(definition.term))</dt>\n"
        + definition.meanings.map { "<dd>\(inline($0))</dd>\n" }.joined()
    }
    return "<dl>\n\(entries.joined())</dl>\n"
  }

  private func callout(
    _ kind: CalloutKind,
    _ title: [Inline],
    _ content: [Element]
  ) -> String {
    theme.render(
      "callout",
      [
        "kind": kind.rawValue, "name": StatusWords.title(of: kind, theme.words),
        "title": inline(title), "hasTitle": !title.isEmpty, "content": html(content),
      ]
    )
  }

  private func foreignCode(language: String, _ text: String) -> String {
    let word = language.split(separator: " ").first.map(String.init) ?? ""
    let attribute = word.isEmpty ? "" : " class=\"language-\(HTMLText.escaped(word))\""
    let code = HTMLText.escaped(BlockText.spelled(code: text))
    return "<pre class=\"code\" tabindex=\"0\"><code\(attribute)>\(code)</code></pre>\n"
  }
}
