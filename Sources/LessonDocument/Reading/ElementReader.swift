/// Turns cmark's tree into the elements of a lesson, and collects the blocks on the way.
struct ElementReader {
  /// How many blocks a lesson may have: more than a reader will scroll past, or a runner keep loaded.
  static let blockLimit = 1_000

  var mistakes: MistakeList
  var drafts: [DraftBlock] = []
  private(set) var expressions: [InlineExpression] = []
  /// The hints, in the order of the file: their exercise, and where it is named.
  var hints: [(exercise: String, location: SourceLocation)] = []
  var hintCounts: [String: Int] = [:]
  private var anchors: AnchorMaker
  var html = HTMLChecker()
  /// The parts of the lesson's text, in the order in which they were read.
  var parts: [LessonText.Part] = []
  /// Why no expression may stand where the reader is, in a hint or a footnote; nil if it may.
  var expressionsRefused: String?
  /// Why no fence that does something may stand where the reader is; nil if it may.
  var fencesRefused: String?
  /// Whether blocks are only shown.
  var isInHint: Bool { expressionsRefused != nil }

  /// Makes a reader.
  ///
  /// - Parameter ids: what no heading may have for an anchor.
  init(besides ids: Set<String>, mistakes: MistakeList) {
    anchors = AnchorMaker(besides: ids)
    self.mistakes = mistakes
  }

  /// The ids that the author's own HTML sets, in the order of the text.
  var htmlIDs: [(name: String, location: SourceLocation)] { html.ids }

  /// The elements of a text.
  mutating func elements(of text: MarkdownText) -> PlacedElements {
    if let node = text.tooDeep {
      mistakes.add(
        "more than \(CMarkTree.nestingLimit) lists, quotations or emphases stand inside each other: "
          + "take some out",
        at: text.source.location(line: node.startLine - 1, offset: node.startColumn - 1)
      )
    }
    return elements(of: text.document.children, in: Context(text))
  }

  /// The text that an element stands in, and the quotations around it there.
  struct Context {
    let text: MarkdownText
    let fences: FenceReader
    /// The definitions of links, for parts of the text that are read on their own.
    let definitions: LinkDefinitions
    var quoteDepth = 0

    init(_ text: MarkdownText) {
      self.text = text
      fences = FenceReader(text)
      definitions = LinkDefinitions(text)
    }

    func location(of node: MarkdownNode) -> SourceLocation {
      text.source.location(line: node.startLine - 1, offset: node.startColumn - 1)
    }
  }

  private mutating func elements(of nodes: [MarkdownNode], in context: Context) -> PlacedElements {
    let outer = html.depth
    defer { html.end(above: outer, mistakes: &mistakes) }
    return nodes.reduce(into: PlacedElements()) { read, node in
      if !appendDefinition(node, to: &read, in: context) {
        read.append(elements(of: node, above: outer, in: context))
      }
    }.withDefinitionsJoined()
  }

  private mutating func elements(
    of node: MarkdownNode,
    above outer: Int,
    in context: Context
  ) -> PlacedElements {
    let lines = context.fileLines(of: node)
    switch node.kind {
    case .paragraph: return paragraph(node, in: context)
    case .heading(let level):
      return PlacedElements([heading(node, level: level, in: context)], on: lines)
    case .list(let start, let tight):
      let items = node.children.map { item(of: $0, in: context) }
      let list = Element.list(start: start, tight: tight, items: items.map(\.elements))
      return PlacedElements([list], on: lines, inside: items.flatMap(\.places))
    case .quote:
      let (quote, inside) = quote(node, in: context)
      return PlacedElements([quote], on: lines, inside: inside)
    case .code(let info):
      let (code, inside) = code(node, info: info, in: context)
      return PlacedElements([code], on: lines, inside: inside)
    case .htmlBlock:
      return PlacedElements([htmlBlock(node, above: outer, in: context)], on: lines)
    case .thematicBreak:
      warnOfRuledTable(node, in: context)
      return PlacedElements([.thematicBreak], on: lines)
    default: return PlacedElements()
    }
  }

  /// Tells of a line across the page that has gaps: to other tools it parts the columns of a table.
  private mutating func warnOfRuledTable(_ node: MarkdownNode, in context: Context) {
    let bytes = Array(context.text.cutLines[node.startLine - 1].dropFirst(node.startColumn - 1))
    guard let mark = ForeignMarks(bytes).mark(atLine: 0, isFirst: true) else { return }
    let written = String(decoding: bytes[mark.range], as: UTF8.self)
    mistakes.warn(mark.notation.warning(written), at: context.location(of: node))
  }

  /// The elements of an item of a list, which may be a task.
  private mutating func item(of node: MarkdownNode, in context: Context) -> PlacedElements {
    var read = elements(of: node.children, in: context)
    if let first = node.children.first, first.kind == .paragraph,
      let isDone = context.task(at: first)
    {
      read.markTask(isDone: isDone)
    }
    return read
  }

  /// The elements of a list, which is left empty.
  private static func taken<Value>(_ list: inout [Value]) -> [Value] {
    defer { list = [] }
    return list
  }

  mutating func inlines(
    of node: MarkdownNode,
    in context: Context
  ) -> (inlines: [Inline], displays: Set<SourceLocation>) {
    // The reader takes the lists over, so that they are not copied for every paragraph.
    var reader = InlineReader(
      node,
      text: context.text,
      quoteDepth: context.quoteDepth,
      expressions: Self.taken(&expressions),
      afterBlock: drafts.indices.last,
      expressionsRefused: expressionsRefused,
      mistakes: mistakes.taken()
    )
    let inlines = reader.inlines(of: node.children)
    expressions = reader.expressions
    mistakes = reader.mistakes
    parts += reader.comments
    for tags in reader.tags { checkTags(tags) }
    if inlines.contains(where: \.opensComment) { refuseComment(in: node, in: context) }
    return (inlines, reader.displays)
  }

  private mutating func heading(
    _ node: MarkdownNode,
    level: Int,
    in context: Context
  ) -> Element {
    let content = inlines(of: node, in: context).inlines
    let text = content.map { $0.plainText(in: expressions) }.joined()
    return .heading(
      level: level,
      content: content,
      anchor: anchors.anchor(for: text),
      location: context.location(of: node)
    )
  }

  private mutating func paragraph(_ node: MarkdownNode, in context: Context) -> PlacedElements {
    if let table = table(node, in: context) { return table }
    refuseFences(
      in: node,
      "a paragraph: begin the block with a line ```swift above it, or write it as code, in '`'",
      context
    )
    let (content, displays) = inlines(of: node, in: context)
    return PlacedElements(
      ParagraphParts.elements(of: content, displays: displays),
      on: context.fileLines(of: node)
    )
  }

  /// A quotation or a callout, and where the elements in it stand.
  private mutating func quote(
    _ node: MarkdownNode,
    in context: Context
  ) -> (Element, [LessonText.Place]) {
    var inside = context
    inside.quoteDepth += 1
    guard let first = node.children.first, first.kind == .paragraph,
      context.text.cutLines[first.startLine - 1].dropFirst(first.startColumn - 1)
        .starts(with: "[!".utf8)
    else {
      let content = elements(of: node.children, in: inside)
      return (.quote(content.elements), content.places)
    }
    let (content, displays) = inlines(of: first, in: inside)
    let lines = inside.fileLines(of: first)
    let rest = Array(node.children.dropFirst())
    guard let opening = CalloutOpening(content) else {
      let words = ParagraphParts.elements(of: content, displays: displays)
      let all = PlacedElements(words, on: lines) + elements(of: rest, in: inside)
      return (.quote(all.elements), all.places)
    }
    if opening.kind == nil {
      mistakes.add(
        Suggestion.unknown(
          "callout",
          opening.name,
          among: CalloutKind.allCases.map { $0.rawValue.uppercased() },
          place: "of a lesson"
        ),
        at: context.location(of: node)
      )
    }
    let words =
      opening.body.isEmpty ? [] : ParagraphParts.elements(of: opening.body, displays: displays)
    let below = min(lines.lowerBound + 1, lines.upperBound - 1)..<lines.upperBound
    let body = PlacedElements(words, on: below) + elements(of: rest, in: inside)
    let callout = Element.callout(
      kind: opening.kind ?? .note,
      title: opening.title,
      content: body.elements
    )
    return (callout, body.places)
  }

  /// How many inline expressions there are so far.
  var expressionCount: Int { expressions.count }

  /// Makes `\|` a pipe in the expressions from one on.
  mutating func unescapePipes(ofExpressionsFrom first: Int) {
    for index in expressions.indices.dropFirst(first) {
      expressions[index].source.replace("\\|", with: "|")
    }
  }
}
