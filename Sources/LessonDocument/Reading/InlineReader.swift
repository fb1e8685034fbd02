/// Reads the text of one paragraph or heading.
struct InlineReader {
  let text: MarkdownText
  /// Why an expression may not stand here, or nil if it may.
  let expressionsRefused: String?
  /// The index of the last block before the text.
  let afterBlock: Int?

  private(set) var expressions: [InlineExpression]
  private(set) var mistakes: MistakeList
  /// The comments of the author, which no reader sees.
  private(set) var comments: [LessonText.Part] = []
  /// Where the formulas on display begin.
  private(set) var displays: Set<SourceLocation> = []
  /// The tags of HTML, and where they stand: those of the block, of each emphasis and of each link apart.
  private(set) var tags: [[PlacedTag]] = [[]]
  /// The place among the tags of those that stand where the reader is.
  private var currentTags = 0
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
    let parts = Strikethrough.paired(nodes.flatMap { inlines(of: $0) })
    guard let mark = text.escapedTilde else { return parts }
    return parts.map { Strikethrough.unescaped($0, mark: mark) }
  }

  private mutating func inlines(of node: MarkdownNode) -> [Inline] {
    switch node.kind {
    case .text: return textAndMath(node.literal)
    case .softBreak: return pendingFillers.isEmpty ? [.softBreak] : []
    case .lineBreak: return pendingFillers.isEmpty ? [.lineBreak] : []
    case .codeSpan: return [codeSpan(node.literal)]
    case .html:
      let place = places.popFirst() ?? (0, 0)
      note(comment: node.literal, at: place)
      let html = text.restored(node.literal).composed
      tags[currentTags].append(PlacedTag(html, at: place, in: text, quoteDepth: quoteDepth))
      return [.html(html)]
    case .emphasis: return [.emphasis(inside(node))]
    case .strong: return [.strong(inside(node))]
    case .link(let destination, let title):
      let location = nextLocation()
      return [
        .link(
          destination: text.restored(destination).withComposedAnchor,
          title: text.restored(title),
          content: inside(node),
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
          content: inside(node),
          location: location
        )
      ]
    default: return []
    }
  }

  /// Notes a comment, which must be found to be kept from readers.
  private mutating func note(comment literal: String, at place: (line: Int, offset: Int)) {
    guard HiddenMarkup.isHidden(literal) else { return }
    if let comment = HiddenMarkup(literal, at: place, in: text) {
      comments.append(comment.part)
    } else {
      mistakes.add(
        "this comment cannot be told from the text around it: write it on lines of its own",
        at: text.source.location(line: place.line, offset: place.offset)
      )
    }
  }

  /// The parts of an emphasis or a link.
  private mutating func inside(_ node: MarkdownNode) -> [Inline] {
    let outer = currentTags
    defer { currentTags = outer }
    currentTags = tags.count
    tags.append([])
    return inlines(of: node.children)
  }

  private mutating func nextLocation() -> SourceLocation {
    let place = places.popFirst() ?? (0, 0)
    return text.source.location(line: place.line, offset: place.offset)
  }

  /// Puts the formulas back where their letters stand.
  private mutating func textAndMath(_ literal: String) -> [Inline] {
    guard !text.formulas.isEmpty || !text.addresses.isEmpty else { return [.text(literal)] }
    var result: [Inline] = []
    var plain = String.UnicodeScalarView()
    var rest = literal.unicodeScalars[...]
    if let filler = pendingFillers.popFirst() { rest = rest.dropFirst(filler) }
    while let scalar = rest.popFirst() {
      let found = text.addresses[scalar]
      let cut = text.formulas[scalar]
      guard found != nil || cut != nil else {
        plain.append(scalar)
        continue
      }
      if !plain.isEmpty { result.append(.text(String(plain))) }
      plain = String.UnicodeScalarView()
      if let (address, location) = found {
        result.append(
          .link(
            destination: address.destination,
            title: "",
            content: [.text(address.text)],
            location: location
          )
        )
        rest = rest.dropFirst(FormulaPlaceholder.fillerCount(length: address.range.count))
      }
      guard let formula = cut else { continue }
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
