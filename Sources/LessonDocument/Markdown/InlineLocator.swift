/// Finds where the code spans, links and images of a paragraph really stand.
///
/// cmark counts an inline node's column as if each line began where the first does, and does not count the
/// line ends inside a link's parentheses, after a backslash, and in link definitions before the text.
/// What it reports is the distance from the last line end that it counted; walking that distance over the lines
/// gives the place.
struct InlineLocator {
  private let lines: [[UInt8]]
  private let block: MarkdownNode
  private let quoteDepth: Int
  private var currentLine: Int
  private var countedLine: Int
  private var countedFrom: Int
  private var places: [(line: Int, offset: Int)] = []

  /// The places of a block's code spans, links and images, in the order in which they open.
  static func places(
    in block: MarkdownNode,
    lines: [[UInt8]],
    quoteDepth: Int
  ) -> [(line: Int, offset: Int)] {
    var locator = InlineLocator(block, lines: lines, quoteDepth: quoteDepth, skippedLines: 0)
    locator.visit(block.children)
    let missed = block.endLine - 1 - locator.currentLine
    guard block.kind == .paragraph, missed > 0 else { return locator.places }
    var again = InlineLocator(block, lines: lines, quoteDepth: quoteDepth, skippedLines: missed)
    again.visit(block.children)
    return again.places
  }

  private init(_ block: MarkdownNode, lines: [[UInt8]], quoteDepth: Int, skippedLines: Int) {
    self.lines = lines
    self.block = block
    self.quoteDepth = quoteDepth
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
        places.append(move(toLine: node.startLine, column: node.startColumn))
        visit(node.children)
        _ = move(toLine: node.endLine, column: node.endColumn)
      case .codeSpan, .html:
        let place = move(toLine: node.startLine, column: node.startColumn)
        if node.kind == .codeSpan { places.append(place) }
        guard node.endLine > node.startLine else { continue }
        currentLine = place.line + node.endLine - node.startLine
        countedLine = node.endLine
        countedFrom = currentLine
      default: _ = move(toLine: node.startLine, column: node.startColumn)
      }
    }
  }

  private mutating func move(toLine line: Int, column: Int) -> (line: Int, offset: Int) {
    if line != countedLine {
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

  private func start(of line: Int) -> Int {
    line == block.startLine - 1 || !lines.indices.contains(line)
      ? block.startColumn - 1
      : TextOutline.contentStart(of: lines[line], quoteDepth: quoteDepth)
  }

  private func length(of line: Int) -> Int {
    lines.indices.contains(line) ? max(0, lines[line].count - start(of: line)) : 0
  }
}
