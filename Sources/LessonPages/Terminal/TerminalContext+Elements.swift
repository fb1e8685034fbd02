import LessonDocument
import Plots

extension TerminalContext {
  func heading(_ level: Int, _ content: [StyledText], width: Int) -> [[StyledText]] {
    let styled = content.map { piece in
      StyledText(piece.text, level <= 2 ? [.bold, .cyan] : .bold)
    }
    var lines = wrap(styled, width: width)
    guard level <= 2 else { return lines }
    let longest = lines.map { $0.reduce(0) { $0 + $1.text.displayWidth } }.max() ?? 0
    let rule = level == 1 ? glyphs.heavyRule : glyphs.rule
    lines.append([StyledText(String(repeating: rule, count: min(longest, width)), .cyan)])
    return lines
  }

  func list(
    start: Int?,
    tight: Bool,
    items: [[Element]],
    width: Int
  ) -> [[StyledText]] {
    let marks = items.indices.map { index in
      start.map { "\($0 + index). " } ?? glyphs.bullet + " "
    }
    let markWidth = marks.map(\.displayWidth).max() ?? 2
    var result: [[StyledText]] = []
    for (mark, item) in zip(marks, items) {
      if !result.isEmpty, !tight { result.append([]) }
      let padded = String(repeating: " ", count: markWidth - mark.displayWidth) + mark
      let content = lines(item, width: width - markWidth - 1, tight: tight)
      result += hanging(padded, content, indent: 1)
    }
    return result
  }

  /// Terms in bold, and below each what it means.
  func definitions(_ terms: [Definition], width: Int) -> [[StyledText]] {
    var lines: [[StyledText]] = []
    for definition in terms {
      if !lines.isEmpty { lines.append([]) }
      lines += wrap(inline(definition.term, style: .bold), width: width)
      for meaning in definition.meanings {
        lines += prefixed("    ", [], wrap(inline(meaning, style: []), width: width - 4))
      }
    }
    return lines
  }

  func callout(
    _ kind: CalloutKind,
    title: [Inline],
    content: [Element],
    width: Int
  ) -> [[StyledText]] {
    let colour: TerminalStyle =
      switch kind {
      case .note: .blue
      case .tip: .green
      case .important: .magenta
      case .warning: .yellow
      case .caution: .red
      }
    var head = [StyledText(StatusWords.title(of: kind), [.bold, colour])]
    if !title.isEmpty {
      head += [StyledText(": ", [.bold, colour])] + inline(title, style: .bold)
    }
    let body = lines(content, width: width - 2)
    return prefixed(glyphs.quoteBar, colour, wrap(head, width: width - 2) + body)
  }

  /// A question answered in words; what it is graded by is for after writing.
  func card(_ written: WrittenExercise, width: Int) -> [[StyledText]] {
    let (inner, words) = (width - 2, InterfaceWords.english)
    let title = BlockText.cleanedLine(written.title)
    let head = [
      StyledText("\(words["writtenAnswer"]): \(title)", [.bold, .magenta]),
      StyledText(" (\(StatusWords.points(written.points)))", .dim),
    ]
    var body = wrap(head, width: inner) + [[]] + lines(written.statement, width: inner) + [[]]
    body += wrap([StyledText(words["rubricAfterWriting"])], width: inner)
    body += [[]] + wrap([StyledText("unroll exercise start \(written.name)", .dim)], width: inner)
    return prefixed(glyphs.quoteBar, .magenta, body)
  }

  /// Code that does not run, set in from the margin.
  func code(_ text: String, width: Int) -> [[StyledText]] {
    var source = BlockText.cleaned(BlockText.spelled(code: text))
    if source.hasSuffix("\n") { source.removeLast() }
    let wrapper = LineWrapper(width: max(10, width - 4))
    return source.split(separator: "\n", omittingEmptySubsequences: false).flatMap { line in
      prefixed(
        "    ",
        [],
        wrapper.cut([StyledText(String(line))], continuation: glyphs.continuation)
      )
    }
  }

  func displayMath(_ source: String, at location: SourceLocation, width: Int) -> [[StyledText]] {
    let tex = EquationLabel.removed(from: source)
    var lines =
      renderer.plain ? tex.split(separator: "\n").map(String.init) : UnicodeMath.lines(tex)
    if let entry = numbering.equation(at: location), !lines.isEmpty {
      lines[lines.count - 1] += "    (\(entry.number))"
    }
    let wrapper = LineWrapper(width: max(10, width - 4))
    return lines.flatMap { line -> [[StyledText]] in
      let text = [StyledText(BlockText.cleanedLine(line))]
      // Only a line that is too long is broken, for that joins the spaces between columns.
      let isLong = line.displayWidth > wrapper.width
      let parts = isLong ? wrapper.wrapped(text).flatMap { wrapper.cut($0) } : [text]
      return prefixed("    ", [], parts)
    }
  }

  /// A caption with its number before it.
  func caption(of entry: LessonNumbering.Entry, _ words: [StyledText]) -> [StyledText] {
    let name = ReferenceWords.name(of: entry) + (words.isEmpty ? "" : ". ")
    return [StyledText(name, .bold)] + words
  }

  /// The footnotes that a top-level element is the first to name.
  func footnotes(ofElementAt place: Int) -> [[StyledText]] {
    firstNotes[place, default: []].flatMap { index -> [[StyledText]] in
      let mark = footnoteMark(index) + " "
      let width = renderer.width - mark.displayWidth - 2
      return [[]] + hanging(mark, lines(lesson.footnotes[index].content, width: width), indent: 2)
    }
  }

  /// The footnotes by the top-level element that is the first to name them.
  static func firstNotes(in lesson: Lesson) -> [Int: [Int]] {
    var seen: Set<Int> = []
    var notes: [Int: [Int]] = [:]
    for (place, element) in lesson.elements.enumerated() {
      for case .footnote(let index) in element.inlines.flatMap(\.withDescendants)
      where lesson.footnotes.indices.contains(index) && seen.insert(index).inserted {
        notes[place, default: []].append(index)
      }
    }
    return notes
  }

  /// The number of a footnote, raised where that can be shown.
  func footnoteMark(_ index: Int) -> String {
    let number = String(index + 1)
    guard !renderer.plain else { return "[\(number)]" }
    let raised = Array("⁰¹²³⁴⁵⁶⁷⁸⁹")
    return String(number.compactMap(\.wholeNumberValue).map { raised[$0] })
  }

  /// What an author's own HTML says, without its tags.
  func htmlText(_ html: String, width: Int) -> [[StyledText]] {
    let text = HTMLText.plain(html)
    return text.isEmpty ? [] : wrap([StyledText(text)], width: width)
  }
}
