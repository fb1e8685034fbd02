/// What stands in a code block, line by line.
struct FenceReader {
  let text: MarkdownText
  /// The lines on which code blocks begin.
  private let firstLines: Set<Int>

  init(_ text: MarkdownText) {
    self.text = text
    firstLines = Self.firstLines(in: text.document)
  }

  /// Whether fences enclose a code block; else it is code by its indentation.
  func isFenced(_ node: MarkdownNode) -> Bool {
    let line = text.cutLines[node.startLine - 1].dropFirst(node.startColumn - 1)
    let isFence = line.starts(with: "```".utf8) || line.starts(with: "~~~".utf8)
    // Indented code holds its first line; a fence whose text were its own opening would have ended there.
    let first = node.literal.utf8.prefix { $0 != .newline }
    return isFence && (node.kind != .code(info: "") || !first.elementsEqual(line))
  }

  /// The lines of a fenced block; each is the rest of a line of the source.
  ///
  /// Where a tab is partly indentation and partly code, the whole tab counts as code.
  func lines(of node: MarkdownNode) -> [CodeLine] {
    var rest = node.literal.utf8[...]
    var line = node.startLine
    var result: [CodeLine] = []
    while !rest.isEmpty, line < text.cutLines.count {
      let code = rest.prefix { $0 != .newline }
      let source = text.cutLines[line]
      let offset = Self.offset(of: code, in: source)
      result.append(
        CodeLine(
          text: text.source.string(line, from: offset),
          location: text.source.location(line: line, offset: offset)
        )
      )
      rest = rest[code.endIndex...].dropFirst()
      line += 1
    }
    return result
  }

  /// Whether a fence ends the block, rather than the end of the text or of the quotation or list around it.
  func isClosed(_ node: MarkdownNode) -> Bool {
    let line = node.startLine + node.literal.utf8.count { $0 == .newline }
    guard line < text.cutLines.count, !firstLines.contains(line + 1) else { return false }
    let opening = text.cutLines[node.startLine - 1].dropFirst(node.startColumn - 1)
    guard let mark = opening.first else { return false }
    let closing = text.cutLines[line].drop { $0.isBlank || $0 == .quoteMark }
    let length = closing.prefix { $0 == mark }.count
    return length >= opening.prefix { $0 == mark }.count
      && closing.dropFirst(length).allSatisfy(\.isBlank)
  }

  /// Where a line of code begins in its line of the source.
  private static func offset(of code: Substring.UTF8View, in source: [UInt8]) -> Int {
    let bytes = Array(code)
    if source.count >= bytes.count, source.suffix(bytes.count).elementsEqual(bytes) {
      return source.count - bytes.count
    }
    // cmark has replaced what is left of a tab by at most three spaces.
    for spaces in 1...3 where bytes.prefix(spaces).allSatisfy({ $0 == .space }) {
      let rest = bytes.dropFirst(spaces)
      let start = source.count - rest.count
      if start > 0, source[start - 1] == .tab, source.suffix(rest.count).elementsEqual(rest) {
        return start - 1
      }
    }
    return source.count
  }

  private static func firstLines(in node: MarkdownNode) -> Set<Int> {
    var lines: Set<Int> = []
    func collect(_ node: MarkdownNode) {
      if case .code = node.kind { lines.insert(node.startLine) }
      node.children.forEach(collect)
    }
    collect(node)
    return lines
  }
}
