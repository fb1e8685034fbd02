/// Turns cmark's tree into the elements of a lesson, and collects the blocks on the way.
struct ElementReader {
  /// How many blocks a lesson may have: more than a reader will scroll past, or a runner keep loaded.
  static let blockLimit = 1_000

  var mistakes: MistakeList
  private(set) var drafts: [DraftBlock] = []
  private(set) var expressions: [InlineExpression] = []
  /// The hints, in the order of the file: their exercise, and where it is named.
  private(set) var hints: [(exercise: String, location: SourceLocation)] = []
  /// The lines of the elements that were read last, which are the top-level ones once a text is read.
  private(set) var ranges: [Range<Int>] = []
  /// The parts of the lesson's text, in the order in which they were read.
  var parts: [LessonText.Part] = []
  private var hintCounts: [String: Int] = [:]
  private var anchors = AnchorMaker()
  /// Why no expression may stand where the reader is, in a hint or a footnote; nil if it may.
  private var expressionsRefused: String?
  /// Whether blocks are only shown.
  private var isInHint: Bool { expressionsRefused != nil }

  init(mistakes: MistakeList) {
    self.mistakes = mistakes
  }

  /// The elements of a text.
  mutating func elements(of text: MarkdownText) -> [Element] {
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
    /// The definitions of links, to be read with any part of the text: an empty line, then they.
    let definitions: [CodeLine]
    var quoteDepth = 0

    init(_ text: MarkdownText) {
      self.text = text
      fences = FenceReader(text)
      definitions = text.linkDefinitions
    }

    func location(of node: MarkdownNode) -> SourceLocation {
      text.source.location(line: node.startLine - 1, offset: node.startColumn - 1)
    }
  }

  private mutating func elements(of nodes: [MarkdownNode], in context: Context) -> [Element] {
    var result: [Element] = []
    var ranges: [Range<Int>] = []
    for node in nodes {
      let lines = context.fileLines(of: node)
      let read = elements(of: node, in: context)
      if case .table(var table)? = result.last, table.caption.isEmpty,
        case .paragraph(let content)? = read.first, let caption = TableCaption(content)
      {
        caption.set(&table)
        result[result.count - 1] = .table(table)
        ranges[ranges.count - 1] = ranges[ranges.count - 1].lowerBound..<lines.upperBound
        result += read.dropFirst()
        ranges += Array(repeating: lines, count: read.count - 1)
      } else {
        result += read
        ranges += Array(repeating: lines, count: read.count)
      }
    }
    self.ranges = ranges
    return result
  }

  private mutating func elements(of node: MarkdownNode, in context: Context) -> [Element] {
    switch node.kind {
    case .paragraph: return paragraph(node, in: context)
    case .heading(let level): return [heading(node, level: level, in: context)]
    case .list(let start, let tight):
      let items = node.children.map { elements(of: $0.children, in: context) }
      return [.list(start: start, tight: tight, items: items)]
    case .quote: return [quote(node, in: context)]
    case .code(let info): return [code(node, info: info, in: context)]
    case .htmlBlock:
      note(html: node, in: context)
      return [.html(context.text.restored(node.literal))]
    case .thematicBreak: return [.thematicBreak]
    default: return []
    }
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

  private mutating func paragraph(_ node: MarkdownNode, in context: Context) -> [Element] {
    if let table = table(node, in: context) { return table }
    let (content, displays) = inlines(of: node, in: context)
    return ParagraphParts.elements(of: content, displays: displays)
  }

  private mutating func quote(_ node: MarkdownNode, in context: Context) -> Element {
    var inside = context
    inside.quoteDepth += 1
    guard let first = node.children.first, first.kind == .paragraph else {
      return .quote(elements(of: node.children, in: inside))
    }
    let (content, displays) = inlines(of: first, in: inside)
    let rest = node.children.dropFirst()
    guard let opening = CalloutOpening(content) else {
      return .quote(
        ParagraphParts.elements(of: content, displays: displays)
          + elements(of: Array(rest), in: inside)
      )
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
    let body =
      opening.body.isEmpty ? [] : ParagraphParts.elements(of: opening.body, displays: displays)
    return .callout(
      kind: opening.kind ?? .note,
      title: opening.title,
      content: body + elements(of: Array(rest), in: inside)
    )
  }

  private mutating func code(_ node: MarkdownNode, info: String, in context: Context) -> Element {
    guard context.fences.isFenced(node) else {
      note(.code, node, in: context)
      return .code(language: "", text: Self.withoutLastLineEnd(context.text.restored(node.literal)))
    }
    let location = context.location(of: node)
    if !context.fences.isClosed(node) {
      mistakes.add(
        "this block of code is not closed: end it with a line of as many '`' or '~' as its first, "
          + "indented alike",
        at: location
      )
    }
    let lines = context.fences.lines(of: node)
    let language = info.prefix { !$0.isWhitespace && !"{,".contains($0) }.lowercased()
    switch language {
    case "swift" where !isInHint && drafts.count == Self.blockLimit:
      mistakes.add("a lesson holds at most \(Self.blockLimit) blocks: split it", at: location)
    case "swift" where !isInHint:
      BlockReader.checkInfo(info, at: location, mistakes: &mistakes)
      drafts.append(
        BlockReader.read(lines, fence: location, index: drafts.count, mistakes: &mistakes)
      )
      note(.block(drafts.count - 1), node, in: context)
      return .block(drafts.count - 1)
    case "hint" where !isInHint:
      let hint = hint(lines, info: info, at: location)
      if case .hint(let exercise, _, _) = hint {
        note(.hint(exercise: exercise), node, in: context)
      }
      return hint
    case "answer" where !isInHint:
      let written = written(lines, info: info, at: location)
      note(.answer(name: written.written?.name ?? ""), node, in: context)
      return written
    case ""
    where ["swift", ".swift"].contains(info.dropFirst().prefix { $0 == "." || $0.isLetter }):
      mistakes.add("a block that runs begins with ```swift, without braces", at: location)
    default: break
    }
    note(.code, node, in: context)
    return .code(language: language, text: lines.map(\.text).joined(separator: "\n"))
  }

  private mutating func hint(
    _ lines: [CodeLine],
    info: String,
    at location: SourceLocation
  ) -> Element {
    let words = info.split(whereSeparator: \.isWhitespace).map(String.init)
    if words.count != 2 {
      mistakes.add("a hint names its exercise and nothing else: write ```hint NAME", at: location)
    }
    let exercise = words.count == 2 ? words[1] : ""
    hints.append((exercise, location))
    hintCounts[exercise, default: 0] += 1
    let content = aside(
      lines,
      refusing: "a hint is shown before anything runs: write the value instead of '{swift}'"
    )
    return .hint(
      exercise: exercise,
      number: hintCounts[exercise, default: 0],
      content: content
    )
  }

  private mutating func written(
    _ lines: [CodeLine],
    info: String,
    at location: SourceLocation
  ) -> Element {
    let words = info.split(whereSeparator: \.isWhitespace).map(String.init)
    let name = words.count == 2 ? words[1] : ""
    let (options, text) = BlockReader.split(lines)
    let reader = WrittenExerciseReader(options: options, mistakes: &mistakes)
    let source = text.map(\.text).joined(separator: "\n").trimmedAtEnd
    reader.check(name: name, isEmpty: source.isEmpty, at: location, mistakes: &mistakes)
    let statement = aside(
      text,
      refusing: "a question is asked before anything runs: write the value instead of '{swift}'"
    )
    return .answer(
      WrittenExercise(
        name: name,
        title: reader.title ?? name,
        points: reader.sum,
        rubric: reader.rubric,
        source: source,
        statement: statement,
        location: location
      )
    )
  }

  /// The elements of a text beside the lesson's own, in which nothing runs.
  mutating func aside(_ lines: [CodeLine], refusing reason: String) -> [Element] {
    expressionsRefused = reason
    defer { expressionsRefused = nil }
    return elements(of: MarkdownText(SourceText(lines), mistakes: &mistakes))
  }

  /// How many inline expressions there are so far.
  var expressionCount: Int { expressions.count }

  /// Makes `\|` a pipe in the expressions from one on.
  mutating func unescapePipes(ofExpressionsFrom first: Int) {
    for index in expressions.indices.dropFirst(first) {
      expressions[index].source.replace("\\|", with: "|")
    }
  }

  private static func withoutLastLineEnd(_ text: String) -> String {
    text.hasSuffix("\n") ? String(text.dropLast()) : text
  }
}
