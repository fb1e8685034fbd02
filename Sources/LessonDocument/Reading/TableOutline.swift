/// Where the cells of a pipe table stand in a paragraph, for to cmark a table is a paragraph.
///
/// As on forges, a pipe parts cells even inside code, where `\|` is written for one that does not. A
/// formula is cut out before, so that `$|x|$` is one cell.
struct TableOutline {
  /// The bytes of a line of the text.
  typealias Cell = (line: Int, range: Range<Int>)

  /// The lines of the paragraph above the table.
  private(set) var before: [Cell] = []
  private(set) var alignments: [TextTable.Alignment?] = []
  private(set) var header: [Cell] = []
  private(set) var rows: [[Cell]] = []
  /// The lines of the caption, if they follow without an empty line.
  private(set) var caption: [Cell] = []
  /// The first cell of each row for which the header has no column.
  private(set) var excess: [Cell] = []
  /// The pipes that part cells in the middle of code.
  private(set) var pipesInCode: [Cell] = []

  /// Finds the table in a paragraph; nil if there is none.
  init?(_ paragraph: MarkdownNode, text: MarkdownText, quoteDepth: Int) {
    let lines = Self.lines(of: paragraph, text: text, quoteDepth: quoteDepth)
    guard lines.count > 1 else { return nil }
    func cells(_ index: Int) -> [Cell] {
      Self.cells(text.cutLines[lines[index].line], lines[index])
    }
    let rule = lines.indices.dropFirst().first { index in
      guard let alignments = Self.alignments(text.cutLines[lines[index].line], lines[index]) else {
        return false
      }
      return cells(index - 1).count == alignments.count
    }
    guard let rule else { return nil }
    alignments = Self.alignments(text.cutLines[lines[rule].line], lines[rule]) ?? []
    before = Array(lines[..<(rule - 1)])
    header = cells(rule - 1)
    var rest = Array(lines[(rule + 1)...])
    if let start = rest.firstIndex(where: { Self.opensCaption(text.cutLines[$0.line][$0.range]) }) {
      caption = Array(rest[start...])
      rest = Array(rest[..<start])
    }
    let width = alignments.count
    for line in [lines[rule - 1]] + rest {
      pipesInCode += Self.pipesInCode(text.cutLines[line.line], line)
    }
    rows = rest.map { line in
      let cells = Self.cells(text.cutLines[line.line], line)
      if let lost = cells.dropFirst(width).first(where: { !$0.range.isEmpty }) {
        excess.append(lost)
      }
      let end = (line: line.line, range: line.range.upperBound..<line.range.upperBound)
      return Array(
        (cells + Array(repeating: end, count: max(0, width - cells.count))).prefix(width)
      )
    }
  }

  /// The rule of a paragraph that would be a table if its head had as many cells, and how many they are.
  static func misfit(
    _ paragraph: MarkdownNode,
    text: MarkdownText,
    quoteDepth: Int
  ) -> (rule: Cell, cells: Int, head: Int)? {
    let lines = lines(of: paragraph, text: text, quoteDepth: quoteDepth)
    for (head, rule) in zip(lines, lines.dropFirst()) {
      let bytes = text.cutLines[head.line]
      guard bytes[head.range].contains(.pipe),
        let alignments = alignments(text.cutLines[rule.line], rule)
      else { continue }
      return (rule, alignments.count, cells(bytes, head).count)
    }
    return nil
  }

  /// The lines of a paragraph without the marks around it; none if a formula goes over several.
  static func lines(
    of paragraph: MarkdownNode,
    text: MarkdownText,
    quoteDepth: Int
  ) -> [Cell] {
    let range = (paragraph.startLine - 1)..<min(paragraph.endLine, text.cutLines.count)
    var lines: [Cell] = []
    for line in range {
      let bytes = text.cutLines[line]
      guard bytes.count == text.source.lines[line].count else { return [] }
      let start =
        line == range.lowerBound
        ? paragraph.startColumn - 1
        : TextOutline.contentStart(of: bytes, quoteDepth: quoteDepth)
      lines.append((line, trimmed(bytes, min(start, bytes.count)..<bytes.count)))
    }
    return lines
  }

  private static func trimmed(_ bytes: [UInt8], _ range: Range<Int>) -> Range<Int> {
    var (start, end) = (range.lowerBound, range.upperBound)
    while start < end, bytes[start].isBlank { start += 1 }
    while end > start, bytes[end - 1].isBlank { end -= 1 }
    return start..<end
  }

  private static func cells(_ bytes: [UInt8], _ line: Cell) -> [Cell] {
    var (start, end) = (line.range.lowerBound, line.range.upperBound)
    if start < end, bytes[start] == .pipe { start += 1 }
    var cells: [Cell] = []
    var index = start
    while index < end {
      if bytes[index] == .backslash {
        index += 2
        continue
      }
      if bytes[index] == .pipe {
        cells.append((line.line, trimmed(bytes, start..<index)))
        start = index + 1
      }
      index += 1
    }
    end = max(start, end)
    let last = trimmed(bytes, start..<end)
    if !last.isEmpty || cells.isEmpty { cells.append((line.line, last)) }
    return cells
  }

  /// The pipes between a run of backticks and the next of the same length.
  private static func pipesInCode(_ bytes: [UInt8], _ line: Cell) -> [Cell] {
    var runs: [Range<Int>] = []
    var index = line.range.lowerBound
    while index < line.range.upperBound {
      let end = bytes[index..<line.range.upperBound].firstIndex { $0 != .backtick }
      let length = (end ?? line.range.upperBound) - index
      if length > 0 { runs.append(index..<index + length) }
      index += length > 0 ? length : bytes[index] == .backslash ? 2 : 1
    }
    var pipes: [Cell] = []
    var rest = runs[...]
    while let open = rest.popFirst() {
      guard let close = rest.firstIndex(where: { $0.count == open.count }) else { continue }
      for place in open.upperBound..<rest[close].lowerBound
      where bytes[place] == .pipe && bytes[place - 1] != .backslash {
        pipes.append((line.line, place..<place + 1))
      }
      rest = rest[(close + 1)...]
    }
    return pipes
  }

  /// What a line such as `|:--|--:|` says; nil for any other line.
  private static func alignments(_ bytes: [UInt8], _ line: Cell) -> [TextTable.Alignment?]? {
    guard bytes[line.range].contains(.pipe) else { return nil }
    var alignments: [TextTable.Alignment?] = []
    for cell in cells(bytes, line) {
      var marks = bytes[cell.range]
      let isLeft = marks.first == .colon
      if isLeft { marks.removeFirst() }
      let isRight = marks.last == .colon
      if isRight { marks.removeLast() }
      guard !marks.isEmpty, marks.allSatisfy({ $0 == .hyphen }) else { return nil }
      alignments.append(isLeft ? (isRight ? .centre : .left) : isRight ? .right : nil)
    }
    return alignments
  }

  private static func opensCaption(_ bytes: ArraySlice<UInt8>) -> Bool {
    bytes.first == .colon && bytes.dropFirst().first?.isBlank == true && !bytes.contains(.pipe)
  }
}

extension UInt8 {
  static let pipe = UInt8(ascii: "|")
  static let colon = UInt8(ascii: ":")
  static let hyphen = UInt8(ascii: "-")
}
