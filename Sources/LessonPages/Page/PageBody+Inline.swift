import LessonDocument
import Plots

extension PageBody {
  func inline(_ content: [Inline]) -> String {
    var html = ""
    var index = content.startIndex
    while index < content.endIndex {
      if case .math = content[index], index + 1 < content.endIndex,
        case .text(let text) = content[index + 1], let first = text.first, ".,;:!?)".contains(first)
      {
        // Browsers would break the line between a formula and the comma after it.
        let mark = String(text.prefix { ".,;:!?)".contains($0) })
        let rest = inline(.text(String(text.dropFirst(mark.count))))
        html += "<span class=\"kept\">\(inline(content[index]))\(mark)</span>" + rest
        index += 2
      } else {
        html += inline(content[index])
        index += 1
      }
    }
    return html
  }

  private func inline(_ part: Inline) -> String {
    switch part {
    case .text(let text): return HTMLText.escaped(text)
    case .code(let text): return "<code>\(HTMLText.escaped(BlockText.spelled(code: text)))</code>"
    case .expression(let index): return expression(index)
    case .emphasis(let content): return "<em>\(inline(content))</em>"
    case .strong(let content): return "<strong>\(inline(content))</strong>"
    case .strikethrough(let content): return "<del>\(inline(content))</del>"
    case .task(let isDone):
      let label = HTMLText.escaped(theme.words[isDone ? "taskDone" : "taskOpen"])
      return
        "<span class=\"task\" role=\"img\" aria-label=\"\(label)\">\(isDone ? "☑" : "☐")</span> "
    case .link(let destination, let title, let content, let location):
      return link(to: destination, title: title, content, at: location)
    case .image(let source, let title, let content, let location):
      return image(source, title: title, content, at: location)
    case .math(let tex, let location): return math(tex, isDisplay: false, at: location)
    case .footnote(let index): return footnoteMark(index)
    case .html(let html): return markup(html, isSingle: true)
    case .softBreak: return "\n"
    case .lineBreak: return "<br>\n"
    }
  }

  func math(_ tex: String, isDisplay: Bool, at location: SourceLocation) -> String {
    let source = "<code class=\"tex\">\(HTMLText.escaped(tex))</code>"
    guard let typesetter else { return source }
    do {
      return try typesetter.mathML(tex, isDisplay: isDisplay)
    } catch {
      note(error.description, at: location)
      return "<span class=\"fault\">\(source)</span>"
    }
  }

  private func expression(_ index: Int) -> String {
    guard lesson.inlineExpressions.indices.contains(index) else { return "" }
    let source = HTMLText.escaped(
      BlockText.spelled(code: lesson.inlineExpressions[index].source)
    )
    guard let results, results.inline.indices.contains(index) else {
      return "<code>\(source)</code>"
    }
    if let value = results.inline[index].value {
      // A script finds by its place what follows a slider.
      let place = moves(index) ? " data-value=\"\(index)\"" : ""
      return "<span class=\"computed\"\(place)>\(computed(value))</span>"
    }
    let reason = BlockText.shortLine(results.inline[index].error ?? "It did not run.")
    return "<span class=\"fault\" title=\"\(HTMLText.escaped(reason))\">"
      + "<code>\(source)</code> (\(HTMLText.escaped(theme.words["noValue"])))</span>"
  }

  /// A computed value as HTML.
  func computed(_ value: String) -> String {
    ReadableNumber(value)?.html ?? HTMLText.escaped(BlockText.shortLine(value))
  }

  private func moves(_ expression: Int) -> Bool {
    results?.explorations?.contains { $0.expressions.contains(expression) } == true
  }
}
