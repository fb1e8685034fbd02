extension Element {
  /// The parts of text in this element, however deep, in order; the parts inside these not.
  public var inlines: [Inline] {
    switch self {
    case .heading(_, let content, _, _), .paragraph(let content): content
    case .list(_, _, let items): items.flatMap { $0.flatMap(\.inlines) }
    case .quote(let content), .hint(_, _, let content): content.flatMap(\.inlines)
    case .answer(let written): written.statement.flatMap(\.inlines)
    case .callout(_, let title, let content): title + content.flatMap(\.inlines)
    case .table(let table): table.content
    case .definitions(let terms): terms.flatMap(\.content)
    case .block, .code, .math, .html, .thematicBreak: []
    }
  }

  /// This element and all that stand in it, in order.
  public var withDescendants: [Element] {
    switch self {
    case .list(_, _, let items): [self] + items.flatMap { $0.flatMap(\.withDescendants) }
    case .quote(let content), .hint(_, _, let content), .callout(_, _, let content):
      [self] + content.flatMap(\.withDescendants)
    case .answer(let written): [self] + written.statement.flatMap(\.withDescendants)
    case .heading, .paragraph, .definitions, .block, .code, .table, .math, .html, .thematicBreak:
      [self]
    }
  }

  /// The element with each part of its text replaced by others.
  func mappingInlines(_ change: (Inline) -> [Inline]) -> Element {
    func text(_ content: [Inline]) -> [Inline] {
      content.flatMap { $0.mappingParts(change) }
    }
    func inside(_ content: [Element]) -> [Element] {
      content.map { $0.mappingInlines(change) }
    }
    switch self {
    case .heading(let level, let content, let anchor, let location):
      return .heading(level: level, content: text(content), anchor: anchor, location: location)
    case .paragraph(let content): return .paragraph(text(content))
    case .list(let start, let tight, let items):
      return .list(start: start, tight: tight, items: items.map(inside))
    case .quote(let content): return .quote(inside(content))
    case .callout(let kind, let title, let content):
      return .callout(kind: kind, title: text(title), content: inside(content))
    case .hint(let exercise, let number, let content):
      return .hint(exercise: exercise, number: number, content: inside(content))
    case .answer(var written):
      written.statement = inside(written.statement)
      return .answer(written)
    case .table(var table):
      table.header = table.header.map(text)
      table.rows = table.rows.map { $0.map(text) }
      table.caption = text(table.caption)
      return .table(table)
    case .definitions(let terms):
      return .definitions(
        terms.map { Definition(term: text($0.term), meanings: $0.meanings.map(text)) }
      )
    case .block, .code, .math, .html, .thematicBreak: return self
    }
  }
}

extension Inline {
  /// This part and all that stand in it, in order.
  public var withDescendants: [Inline] {
    switch self {
    case .emphasis(let content), .strong(let content), .strikethrough(let content),
      .link(_, _, let content, _), .image(_, _, let content, _):
      [self] + content.flatMap(\.withDescendants)
    case .text, .code, .task, .expression, .math, .footnote, .html, .softBreak, .lineBreak: [self]
    }
  }

  fileprivate func mappingParts(_ change: (Inline) -> [Inline]) -> [Inline] {
    func inside(_ content: [Inline]) -> [Inline] {
      content.flatMap { $0.mappingParts(change) }
    }
    switch self {
    case .emphasis(let content): return [.emphasis(inside(content))]
    case .strong(let content): return [.strong(inside(content))]
    case .strikethrough(let content): return [.strikethrough(inside(content))]
    case .link(let destination, let title, let content, let location):
      return [
        .link(destination: destination, title: title, content: inside(content), location: location)
      ]
    case .image, .text, .code, .task, .expression, .math, .footnote, .html, .softBreak, .lineBreak:
      return change(self)
    }
  }
}
