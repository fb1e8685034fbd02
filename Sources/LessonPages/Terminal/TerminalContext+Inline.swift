import LessonDocument
import Plots

extension TerminalContext {
  /// A line's parts as styled text; `\n` stands for a forced line break.
  func inline(_ content: [Inline], style: TerminalStyle) -> [StyledText] {
    content.flatMap { inline($0, style: style) }
  }

  private func inline(_ part: Inline, style: TerminalStyle) -> [StyledText] {
    switch part {
    case .text(let text): return [StyledText(BlockText.cleanedLine(text), style)]
    case .code(let text):
      let code = BlockText.cleanedLine(BlockText.spelled(code: text))
      return [StyledText(codeMarks(code), style.union(.cyan))]
    case .expression(let index): return expression(index, style: style)
    case .emphasis(let content): return inline(content, style: style.union(.italic))
    case .strong(let content): return inline(content, style: style.union(.bold))
    case .strikethrough(let content):
      // Without colours what is gone is told from what holds by the marks it has in Markdown.
      let words = inline(content, style: style.union(.struck))
      return renderer.colour ? words : [StyledText("~~", style)] + words + [StyledText("~~", style)]
    case .task(let isDone):
      return [
        StyledText(renderer.plain ? (isDone ? "[x] " : "[ ] ") : (isDone ? "☑ " : "☐ "), style)
      ]
    case .link(let destination, _, let content, _):
      return link(to: destination, content, style: style)
    case .image(_, _, let content, _):
      let words = inline(content, style: style.union(.italic))
      return [StyledText("[image: ", style)] + words + [StyledText("]", style)]
    case .math(let tex, _):
      let text = renderer.plain ? tex : UnicodeMath.line(tex)
      return [StyledText(BlockText.cleanedLine(text), style)]
    case .footnote(let index): return [StyledText(footnoteMark(index), style)]
    case .html(let html): return [StyledText(HTMLText.plain(html), style)]
    case .softBreak: return [StyledText(" ", style)]
    case .lineBreak: return [StyledText("\n", style)]
    }
  }

  /// Without colours, code is told from prose by the marks it has in Markdown.
  private func codeMarks(_ text: String) -> String {
    renderer.colour ? text : "`\(text)`"
  }

  private func expression(_ index: Int, style: TerminalStyle) -> [StyledText] {
    guard lesson.inlineExpressions.indices.contains(index) else { return [] }
    let source = BlockText.cleanedLine(
      BlockText.spelled(code: lesson.inlineExpressions[index].source)
    )
    guard let results, results.inline.indices.contains(index) else {
      return [StyledText(codeMarks(source), style.union(.cyan))]
    }
    if let value = results.inline[index].value {
      let number = renderer.plain ? nil : ReadableNumber(value)?.text
      return [StyledText(number ?? BlockText.shortLine(value), style.union(.bold))]
    }
    let reason = results.inline[index].error.map { ": " + BlockText.shortLine($0) } ?? ""
    return [
      StyledText(
        "\(codeMarks(source)) (\(InterfaceWords.english["noValue"])\(reason))",
        style.union(.red)
      )
    ]
  }

  /// What a link without words leads to.
  private func reference(to destination: String) -> String {
    guard destination.hasPrefix("#") else {
      return BlockText.cleanedLine(
        ReferenceWords.name(of: destination, in: renderer.course) ?? destination
      )
    }
    let anchor = BlockText.cleanedLine(String(destination.drop { $0 == "#" }))
    return numbering.entry(at: anchor).map { ReferenceWords.name(of: $0) }
      ?? ReferenceWords.headings(in: lesson)[anchor].map { "\u{201C}\($0)\u{201D}" } ?? anchor
  }

  /// The address follows the words where it leads out of the course and is not the words.
  private func link(
    to destination: String,
    _ content: [Inline],
    style: TerminalStyle
  ) -> [StyledText] {
    if content.isEmpty { return [StyledText(reference(to: destination), style)] }
    let words = inline(content, style: style.union(.underlined))
    let address = BlockText.cleanedLine(destination)
    let text = words.map(\.text).joined()
    let isOutside = address.hasPrefix("https://") || address.hasPrefix("http://")
    guard isOutside, text != address else { return words }
    return words + [StyledText(" <\(address)>", style.union(.dim))]
  }
}
