/// Reads the text of one paragraph or heading.
struct InlineReader {
  let text: MarkdownText
  /// Why an expression may not stand here, or nil if it may.
  let expressionsRefused: String?
  /// The index of the last block before the text.
  let afterBlock: Int?

  private(set) var expressions: [InlineExpression]
  private(set) var mistakes: MistakeList
  /// Where the formulas on display begin.
  private(set) var displays: Set<SourceLocation> = []
  /// The tags of HTML, and where they stand.
  private(set) var tags: [(html: String, location: SourceLocation)] = []
  private var places: ArraySlice<(line: Int, offset: Int)>
  private let quoteDepth: Int
  /// The letters that stand for the rest of a formula on the lines to come.
  private var pendingFillers: ArraySlice<Int> = []

  init(
    _ block: MarkdownNode,
    text: MarkdownText,
    quoteDepth: Int,
    expressions: [InlineExpression],
    afterBlock: Int?,
    expressionsRefused: String?,
    mistakes: MistakeList
  ) {
    self.text = text
    self.quoteDepth = quoteDepth
    self.expressions = expressions
    self.afterBlock = afterBlock
    self.expressionsRefused = expressionsRefused
    self.mistakes = mistakes
    places = InlineLocator.places(in: block, lines: text.cutLines, quoteDepth: quoteDepth)[...]
  }

  /// Converts nodes of the block, in their order.
  mutating func inlines(of nodes: [MarkdownNode]) -> [Inline] {
    nodes.flatMap { inlines(of: $0) }
  }

  private mutating func inlines(of node: MarkdownNode) -> [Inline] {
    switch node.kind {
    case .text: return textAndMath(node.literal)
    case .softBreak: return pendingFillers.isEmpty ? [.softBreak] : []
    case .lineBreak: return pendingFillers.isEmpty ? [.lineBreak] : []
    case .codeSpan: return [codeSpan(node.literal)]
    case .html:
      let html = text.restored(node.literal).composed
      tags.append((html, nextLocation()))
      return [.html(html)]
    case .emphasis: return [.emphasis(inlines(of: node.children))]
    case .strong: return [.strong(inlines(of: node.children))]
    case .link(let destination, let title):
      let location = nextLocation()
      return [
        .link(
          destination: text.restored(destination).withComposedAnchor,
          title: text.restored(title),
          content: inlines(of: node.children),
          location: location
        )
      ]
    case .image(let source, let title):
      let location = nextLocation()
      if let problem = ImageSource.problem(with: text.restored(source)) {
        mistakes.add(problem, at: location)
      }
      return [
        .image(
          source: text.restored(source),
          title: text.restored(title),
          content: inlines(of: node.children),
          location: location
        )
      ]
    default: return []
    }
  }

  private mutating func nextLocation() -> SourceLocation {
    let place = places.popFirst() ?? (0, 0)
    return text.source.location(line: place.line, offset: place.offset)
  }

  /// Puts the formulas back where their letters stand.
  private mutating func textAndMath(_ literal: String) -> [Inline] {
    guard !text.formulas.isEmpty else { return [.text(literal)] }
    var result: [Inline] = []
    var plain = String.UnicodeScalarView()
    var rest = literal.unicodeScalars[...]
    if let filler = pendingFillers.popFirst() { rest = rest.dropFirst(filler) }
    while let scalar = rest.popFirst() {
      guard let formula = text.formulas[scalar] else {
        plain.append(scalar)
        continue
      }
      if !plain.isEmpty { result.append(.text(String(plain))) }
      plain = String.UnicodeScalarView()
      result.append(.math(tex: formula.tex, location: formula.location))
      if formula.isDisplay { displays.insert(formula.location) }
      let fillers = formula.pieces.indices.map {
        FormulaPlaceholder.fillerCount(of: formula, piece: $0)
      }
      rest = rest.dropFirst(fillers[0])
      pendingFillers = fillers.dropFirst()
    }
    if !plain.isEmpty { result.append(.text(String(plain))) }
    return result
  }

  private mutating func codeSpan(_ literal: String) -> Inline {
    let place = places.popFirst() ?? (0, 0)
    let mark = "{swift}"
    guard literal.hasPrefix(mark) else { return .code(text.restored(literal)) }
    let location = text.source.location(line: place.line, offset: place.offset)
    let after = text.restored(literal).dropFirst(mark.count)
    let source = after.drop { $0.isWhitespace }
    if source.isEmpty {
      mistakes.add("write an expression after '{swift}', as in `{swift} loss`", at: location)
    } else if after.first?.isWhitespace == false {
      mistakes.add("write a space after '{swift}', as in `{swift} loss`", at: location)
    } else if let expressionsRefused {
      mistakes.add(expressionsRefused, at: location)
    }
    let expression = InlineExpression(
      index: expressions.count,
      source: String(source).trimmedAtEnd,
      location: expressionLocation(line: place.line, offset: place.offset),
      afterBlock: afterBlock
    )
    expressions.append(expression)
    return .expression(expression.index)
  }

  /// The place of the first byte after `{swift}` and blanks, perhaps on the next line.
  private func expressionLocation(line: Int, offset: Int) -> SourceLocation {
    let lines = text.cutLines
    guard lines.indices.contains(line) else {
      return text.source.location(line: line, offset: offset)
    }
    var line = line
    var offset = offset
    while offset < lines[line].count, lines[line][offset] != UInt8(ascii: "}") { offset += 1 }
    offset += 1
    while true {
      while offset < lines[line].count, lines[line][offset].isBlank { offset += 1 }
      guard offset >= lines[line].count, line + 1 < lines.count else { break }
      line += 1
      offset = TextOutline.contentStart(of: lines[line], quoteDepth: quoteDepth)
    }
    return text.source.location(line: line, offset: offset)
  }
}
