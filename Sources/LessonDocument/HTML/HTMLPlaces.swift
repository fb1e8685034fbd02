/// Where the bytes of a piece of HTML stand that takes whole lines.
struct HTMLPlaces {
  private let text: MarkdownText
  private let firstLine: Int
  /// Where the lines of the piece begin in it, then its end.
  private let starts: [Int]

  init(_ node: MarkdownNode, text: MarkdownText) {
    self.text = text
    firstLine = node.startLine - 1
    let bytes = Array(node.literal.utf8)
    let ends = bytes.indices.filter { bytes[$0] == .newline }
    starts = [0] + ends.map { $0 + 1 } + (bytes.last == .newline ? [] : [bytes.count + 1])
  }

  /// The place of a byte; each line of the piece is the end of a line of the text.
  func location(of offset: Int) -> SourceLocation {
    var low = 0
    var high = max(1, starts.count - 1)
    while high - low > 1 {
      let middle = (low + high) / 2
      if starts[middle] <= offset { low = middle } else { high = middle }
    }
    let line = firstLine + low
    guard text.cutLines.indices.contains(line), starts.indices.contains(low + 1) else {
      return text.source.location(line: firstLine, offset: 0)
    }
    let width = starts[low + 1] - 1 - starts[low]
    let indentation = max(0, text.cutLines[line].count - width)
    return text.source.location(line: line, offset: indentation + offset - starts[low])
  }
}
