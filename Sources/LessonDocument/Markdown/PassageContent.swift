/// The text of a passage, without the marks of quotations and lists, and where its bytes stand.
struct PassageContent {
  /// The text; its lines are parted by line ends.
  private(set) var bytes: [UInt8] = []
  /// For each line: the line in the text around it, the byte there, the index in the bytes.
  private(set) var starts: [(line: Int, offset: Int, index: Int)] = []
  private let quoteDepth: Int

  /// The text of a passage of some lines.
  init(_ passage: TextOutline.Passage, of lines: [[UInt8]]) {
    quoteDepth = passage.quoteDepth
    for line in passage.lines {
      let isFirst = line == passage.lines.lowerBound
      append(line, of: lines, from: isFirst ? passage.firstOffset : nil)
    }
  }

  /// Adds a line.
  ///
  /// - Parameter offset: where its text begins; nil looks for it behind the marks of quotations.
  mutating func append(_ line: Int, of lines: [[UInt8]], from offset: Int? = nil) {
    let offset = offset ?? TextOutline.contentStart(of: lines[line], quoteDepth: quoteDepth)
    if !starts.isEmpty { bytes.append(.newline) }
    starts.append((line, offset, bytes.count))
    bytes.append(contentsOf: lines[line].dropFirst(offset))
  }

  /// Takes off what was added after a time at which there were so many bytes.
  mutating func shorten(to count: Int) { bytes.removeLast(bytes.count - count) }

  /// Where an index of the bytes stands in the text around them.
  func position(of index: Int) -> (line: Int, offset: Int) {
    let start = start(of: index)
    return (start.line, start.offset + index - start.index)
  }

  /// The line that holds an index of the bytes.
  func start(of index: Int) -> (line: Int, offset: Int, index: Int) {
    var low = 0
    var high = starts.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if starts[middle].index <= index { low = middle } else { high = middle }
    }
    return starts[low]
  }
}
