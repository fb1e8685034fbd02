/// A block-level part of a lesson's text.
public indirect enum Element: Codable, Equatable, Sendable {
  /// A heading; `anchor` is unique in the lesson.
  case heading(level: Int, content: [Inline], anchor: String, location: SourceLocation)
  /// A paragraph.
  case paragraph([Inline])
  /// A bullet list (`start` nil) or an ordered one; `tight` lists show no space between items.
  case list(start: Int?, tight: Bool, items: [[Element]])
  /// Terms, each with what it means.
  case definitions([Definition])
  /// A block quotation.
  case quote([Element])
  /// A callout, `> [!NOTE] optional title`.
  case callout(kind: CalloutKind, title: [Inline], content: [Element])
  /// A Swift block: an index into `Lesson.blocks`.
  case block(Int)
  /// Code in another language, or with none; shown, never run.
  case code(language: String, text: String)
  /// A hint of an exercise, ` ```hint NAME `.
  case hint(exercise: String, number: Int, content: [Element])
  /// A question answered in words, ` ```answer NAME `.
  case answer(WrittenExercise)
  /// A table written with pipes.
  case table(TextTable)
  /// Display math, `$$…$$`.
  case math(tex: String, location: SourceLocation)
  /// Raw HTML of the author.
  case html(String)
  /// A line across the page.
  case thematicBreak
}

/// A part of a line of text.
public indirect enum Inline: Codable, Equatable, Sendable {
  /// Plain text.
  case text(String)
  /// `code`.
  case code(String)
  /// An inline `{swift}` expression: an index into `Lesson.inlineExpressions`.
  case expression(Int)
  /// Emphasis, usually italic.
  case emphasis([Inline])
  /// Strong emphasis, usually bold.
  case strong([Inline])
  /// Text that is struck through.
  case strikethrough([Inline])
  /// The box of a task at the beginning of a list item.
  case task(isDone: Bool)
  /// A link.
  case link(destination: String, title: String, content: [Inline], location: SourceLocation)
  /// An image; its content is the alternative text.
  case image(source: String, title: String, content: [Inline], location: SourceLocation)
  /// Inline math, `$…$`.
  case math(tex: String, location: SourceLocation)
  /// A mark that leads to a footnote: an index into `Lesson.footnotes`.
  case footnote(Int)
  /// Raw HTML of the author.
  case html(String)
  /// A line end of the source that shows as a space.
  case softBreak
  /// A forced line break.
  case lineBreak
}

/// The kinds of callouts, as forges know them.
public enum CalloutKind: String, Codable, CaseIterable, Sendable {
  /// Useful to know.
  case note
  /// Helpful advice.
  case tip
  /// Needed to go on.
  case important
  /// A correction or a trap.
  case warning
  /// A risk.
  case caution
}

/// A term of a list of definitions.
public struct Definition: Codable, Equatable, Sendable {
  /// The term.
  public var term: [Inline]
  /// What it means, a paragraph each.
  public var meanings: [[Inline]]

  /// Makes a term with its meanings.
  public init(term: [Inline], meanings: [[Inline]]) {
    (self.term, self.meanings) = (term, meanings)
  }

  /// The term and all its meanings.
  public var content: [Inline] { term + meanings.flatMap { $0 } }
}

extension Element {
  /// The indices of the Swift blocks in this element, however deep, in order.
  public var blockIndices: [Int] {
    switch self {
    case .block(let index): [index]
    case .list(_, _, let items): items.flatMap { $0.flatMap(\.blockIndices) }
    case .quote(let content), .callout(_, _, let content), .hint(_, _, let content):
      content.flatMap(\.blockIndices)
    case .answer(let written): written.statement.flatMap(\.blockIndices)
    case .heading, .paragraph, .definitions, .code, .table, .math, .html, .thematicBreak: []
    }
  }

  /// The indices of the inline expressions in this element, however deep, in order.
  public var expressionIndices: [Int] {
    switch self {
    case .heading(_, let content, _, _), .paragraph(let content):
      content.flatMap(\.expressionIndices)
    case .list(_, _, let items): items.flatMap { $0.flatMap(\.expressionIndices) }
    case .quote(let content), .hint(_, _, let content): content.flatMap(\.expressionIndices)
    case .answer(let written): written.statement.flatMap(\.expressionIndices)
    case .callout(_, let title, let content):
      title.flatMap(\.expressionIndices) + content.flatMap(\.expressionIndices)
    case .table(let table): table.content.flatMap(\.expressionIndices)
    case .definitions(let terms): terms.flatMap(\.content).flatMap(\.expressionIndices)
    case .block, .code, .math, .html, .thematicBreak: []
    }
  }
}

extension Inline {
  /// The indices of the inline expressions in this part, in order.
  public var expressionIndices: [Int] {
    switch self {
    case .expression(let index): [index]
    case .emphasis(let content), .strong(let content), .strikethrough(let content),
      .link(_, _, let content, _), .image(_, _, let content, _):
      content.flatMap(\.expressionIndices)
    case .text, .code, .task, .math, .footnote, .html, .softBreak, .lineBreak: []
    }
  }

  /// The text without its marks, for titles, anchors and search; an expression shows as its source.
  public func plainText(in lesson: [InlineExpression]) -> String {
    switch self {
    case .text(let text), .code(let text): text
    case .expression(let index): lesson.indices.contains(index) ? lesson[index].source : ""
    case .emphasis(let content), .strong(let content), .strikethrough(let content),
      .link(_, _, let content, _), .image(_, _, let content, _):
      content.map { $0.plainText(in: lesson) }.joined()
    case .task(let isDone): isDone ? "☑ " : "☐ "
    case .math(let tex, _): tex
    case .html, .footnote: ""
    case .softBreak, .lineBreak: " "
    }
  }
}
