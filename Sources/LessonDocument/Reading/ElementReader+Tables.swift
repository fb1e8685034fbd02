extension ElementReader {
  /// A paragraph that holds a pipe table: what stands above the table, then the table.
  mutating func table(_ node: MarkdownNode, in context: Context) -> PlacedElements? {
    guard
      let outline = TableOutline(node, text: context.text, quoteDepth: context.quoteDepth)
    else {
      refuseMisfit(in: node, in: context)
      return nil
    }
    refuseLostCells(of: outline, in: context)
    var elements = PlacedElements()
    if let first = outline.before.first, let last = outline.before.last {
      let lines = inlines(of: outline.before, in: context)
      elements = PlacedElements(
        ParagraphParts.elements(of: lines.inlines, displays: lines.displays),
        on: context.fileLines(first.line..<last.line + 1)
      )
    }
    var table = TextTable(
      alignments: outline.alignments,
      header: outline.header.map { cell($0, in: context) },
      rows: outline.rows.map { row in row.map { cell($0, in: context) } },
      location: context.text.source.location(
        line: outline.header[0].line,
        offset: outline.header[0].range.lowerBound
      )
    )
    if !outline.caption.isEmpty {
      TableCaption(inlines(of: outline.caption, in: context).inlines)?.set(&table)
    }
    let rows = ([outline.header] + outline.rows).compactMap { $0.first?.line }
    let lines = context.textLines(of: node)
    elements.append(
      PlacedElements(
        [.table(table)],
        on: context.fileLines(rows[0]..<lines.upperBound),
        inside: rows.map { LessonText.Place(lines: context.fileLines($0..<$0 + 1)) }
      )
    )
    return elements
  }

  /// Tells of what seems to be a table and is none.
  private mutating func refuseMisfit(in node: MarkdownNode, in context: Context) {
    guard
      let misfit = TableOutline.misfit(node, text: context.text, quoteDepth: context.quoteDepth)
    else { return }
    mistakes.add(
      "this line makes \(misfit.cells) columns of a table, and the line above it has \(misfit.head) cells: write as "
        + "many, and '\\|' for a '|' in the text or in code",
      at: context.text.source.location(
        line: misfit.rule.line,
        offset: misfit.rule.range.lowerBound
      )
    )
  }

  /// Tells of what the table would not show.
  private mutating func refuseLostCells(of outline: TableOutline, in context: Context) {
    for pipe in outline.pipesInCode {
      mistakes.add(
        "this '|' parts two cells although it stands in code: write '\\|' there",
        at: context.text.source.location(line: pipe.line, offset: pipe.range.lowerBound)
      )
    }
    let cut = Set(outline.pipesInCode.map(\.line))
    for cell in outline.excess where !cut.contains(cell.line) {
      mistakes.add(
        "this row has more cells than the header, which has \(outline.header.count): take this one out, "
          + "give the header another, or write '\\|' for a '|' in the text",
        at: context.text.source.location(line: cell.line, offset: cell.range.lowerBound)
      )
    }
  }

  /// A cell's text, in which `\|` in code is a pipe.
  private mutating func cell(_ cell: TableOutline.Cell, in context: Context) -> [Inline] {
    guard !cell.range.isEmpty else { return [] }
    let first = expressionCount
    let content = inlines(of: [cell], in: context).inlines
    unescapePipes(ofExpressionsFrom: first)
    return content.map(\.withPlainPipes)
  }

  /// The parts of some lines, read as one paragraph whatever they begin with.
  mutating func inlines(
    of cells: [TableOutline.Cell],
    in context: Context
  ) -> (inlines: [Inline], displays: Set<SourceLocation>) {
    var lines = cells.map { cell in
      let bytes = context.text.source.lines[cell.line][cell.range]
      return CodeLine(
        text: String(decoding: bytes, as: UTF8.self),
        location: context.text.source.location(line: cell.line, offset: cell.range.lowerBound)
      )
    }
    // After a full stop nothing begins a list, a heading or a quotation, and emphasis still does.
    lines[0].text = "." + lines[0].text
    lines[0].location.column -= 1
    lines += context.definitions.named(in: lines)
    let text = MarkdownText(SourceText(lines), mistakes: &mistakes)
    guard let paragraph = text.document.children.first else { return ([], []) }
    var (content, displays) = inlines(of: paragraph, in: Context(text))
    if case .text(let words)? = content.first {
      content[0] = .text(String(words.dropFirst()))
      if words == "." { content.removeFirst() }
    }
    return (content, displays)
  }
}

/// A paragraph `: words {#tbl-name}` below a table.
struct TableCaption {
  private var words: [Inline]
  private var label: String?

  /// Reads a paragraph; nil if it is no caption.
  init?(_ content: [Inline]) {
    guard case .text(let text)? = content.first, text.hasPrefix(": ") else { return nil }
    words = [.text(String(text.dropFirst(2)))] + content.dropFirst()
    guard case .text(let last)? = words.last,
      let mark = last.firstMatch(of: /\{#(tbl-[A-Za-z0-9_-]+)\}$/)
    else { return }
    label = String(mark.output.1)
    let rest = String(last[..<mark.range.lowerBound]).trimmedAtEnd
    words.removeLast()
    if !rest.isEmpty { words.append(.text(rest)) }
  }

  /// Gives a table its caption.
  func set(_ table: inout TextTable) {
    table.caption = words
    table.label = label
  }
}

extension Inline {
  fileprivate var withPlainPipes: Inline {
    switch self {
    case .code(let text): .code(text.replacing("\\|", with: "|"))
    case .emphasis(let content): .emphasis(content.map(\.withPlainPipes))
    case .strong(let content): .strong(content.map(\.withPlainPipes))
    case .strikethrough(let content): .strikethrough(content.map(\.withPlainPipes))
    case .link(let destination, let title, let content, let location):
      .link(
        destination: destination,
        title: title,
        content: content.map(\.withPlainPipes),
        location: location
      )
    case .text, .task, .expression, .image, .math, .footnote, .html, .softBreak, .lineBreak: self
    }
  }
}
