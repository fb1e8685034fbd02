/// Finds where the code spans, links, images and tags of a paragraph really stand.
///
/// cmark counts an inline node's column as if each line began where the first does, and does not count the
/// line ends inside a link's parentheses, after a backslash, and in link definitions before the text.
/// What it reports is the distance from the last line end that it counted; walking that distance over the lines
/// gives the place.
struct InlineLocator {
  private let lines: [[UInt8]]
  private let block: MarkdownNode
  /// The columns, from 0, of the marks of quotations on the first line.
  private let markColumns: [Int]
  private var currentLine: Int
  private var countedLine: Int
  private var countedFrom: Int
  private var places: [(line: Int, offset: Int)] = []
  /// Whether the characters at the places are those that begin code, links, images and tags.
  private var isPlausible = true

  /// The places of a block's code spans, links, images and tags, in the order in which they open.
  static func places(
    in block: MarkdownNode,
    lines: [[UInt8]],
    quoteDepth: Int
  ) -> [(line: Int, offset: Int)] {
    // Link definitions may stand above the text: what is found must look like what was sought.
    let isBracket =
      lines[block.startLine - 1].dropFirst(block.startColumn - 1).first == .openingBracket
    var first: [(line: Int, offset: Int)]?
    for skipped in 0...(isBracket ? definitionLimit : 0) {
      var locator = InlineLocator(
        block,
        lines: lines,
        quoteDepth: quoteDepth,
        skippedLines: skipped
      )
      locator.visit(block.children)
      if locator.isPlausible { return locator.places }
      first = first ?? locator.places
    }
    return first ?? []
  }

  /// The lines of link definitions above a text that are looked through.
  private static let definitionLimit = 20

  private init(_ block: MarkdownNode, lines: [[UInt8]], quoteDepth: Int, skippedLines: Int) {
    self.lines = lines
    self.block = block
    let prefix = lines[block.startLine - 1].prefix(block.startColumn - 1)
    markColumns = Array(
      Self.columns(of: prefix).filter { $0.byte == .quoteMark }.map(\.column).suffix(quoteDepth)
    )
    currentLine = block.startLine - 1 + skippedLines
    countedLine = block.startLine
    countedFrom = currentLine
  }

  private mutating func visit(_ nodes: [MarkdownNode]) {
    for node in nodes {
      switch node.kind {
      case .softBreak, .lineBreak: currentLine += 1
      case .emphasis, .strong: visit(node.children)
      case .link, .image:
        if let place = bareLink(node) {
          places.append(place)
          continue
        }
        let place = move(toLine: node.startLine, column: node.startColumn)
        places.append(checked(place, sign: 0, "[!<"))
        visit(node.children)
        _ = move(toLine: node.endLine, column: node.endColumn)
      case .codeSpan, .html:
        let place = move(toLine: node.startLine, column: node.startColumn)
        places.append(
          node.kind == .codeSpan ? checked(place, sign: -1, "`") : checked(place, sign: 0, "<")
        )
        guard node.endLine > node.startLine else { continue }
        currentLine = place.line + node.endLine - node.startLine
        countedLine = node.endLine
        countedFrom = currentLine
      default: _ = move(toLine: node.startLine, column: node.startColumn)
      }
    }
  }

  /// Where `<https://…>` stands, whose place cmark only tells right for the text in it.
  private mutating func bareLink(_ node: MarkdownNode) -> (line: Int, offset: Int)? {
    guard case .link(let destination, _) = node.kind, let text = node.children.first,
      text.kind == .text, [text.literal, "mailto:" + text.literal].contains(destination)
    else { return nil }
    var ahead = self
    var place = ahead.move(toLine: text.startLine, column: text.startColumn)
    place = ahead.checked(place, sign: -1, "<")
    guard ahead.isPlausible || !isPlausible else { return nil }
    self = ahead
    return (place.line, place.offset - 1)
  }

  private mutating func move(toLine line: Int, column: Int) -> (line: Int, offset: Int) {
    // cmark gives no line to a link between angle brackets.
    if line > 0, line != countedLine {
      countedLine = line
      countedFrom = currentLine
    }
    var place = countedFrom
    var distance = column - block.startColumn
    while place < block.endLine - 1, place + 1 < lines.count, distance > length(of: place) {
      distance -= length(of: place) + 1
      place += 1
    }
    currentLine = place
    return (place, start(of: place) + distance)
  }

  /// A place with the sign that belongs beside it.
  ///
  /// Where a paragraph goes on without the marks of the quotation or list around it, cmark counts the blanks at
  /// the start of the line, so a place may also be as much further left.
  private mutating func checked(
    _ place: (line: Int, offset: Int),
    sign distance: Int,
    _ signs: String
  ) -> (line: Int, offset: Int) {
    let shifts = place.line == block.startLine - 1 ? 0 : start(of: place.line)
    for shift in 0...shifts where lines.indices.contains(place.line) {
      let offset = place.offset - shift + distance
      let line = lines[place.line]
      if line.indices.contains(offset), signs.utf8.contains(line[offset]) {
        return (place.line, place.offset - shift)
      }
    }
    isPlausible = false
    return place
  }

  /// The byte at which cmark's text of a line begins.
  ///
  /// A mark may be indented by three more columns than on the first line; a line that lacks one keeps its blanks.
  private func start(of line: Int) -> Int {
    guard line != block.startLine - 1, lines.indices.contains(line) else {
      return block.startColumn - 1
    }
    var marks = 0
    var afterMark = 0
    for (index, (byte, column)) in Self.columns(of: lines[line][...]).enumerated() {
      if byte.isBlank { continue }
      guard byte == .quoteMark, marks < markColumns.count, column <= markColumns[marks] + 3 else {
        return marks == markColumns.count ? index : afterMark
      }
      marks += 1
      afterMark = index + (lines[line].dropFirst(index + 1).first?.isBlank == true ? 2 : 1)
    }
    return lines[line].count
  }

  /// Bytes with their columns from 0, where a tab goes to the next multiple of four.
  private static func columns(
    of line: ArraySlice<UInt8>
  ) -> some Sequence<(byte: UInt8, column: Int)> {
    sequence(state: (line, 0)) { state -> (byte: UInt8, column: Int)? in
      guard let byte = state.0.popFirst() else { return nil }
      defer { state.1 += byte == .tab ? 4 - state.1 % 4 : 1 }
      return (byte, state.1)
    }
  }

  private func length(of line: Int) -> Int {
    lines.indices.contains(line) ? max(0, lines[line].count - start(of: line)) : 0
  }
}
