/// Where running text and code stand in a document, as a parse that knows no formulas sees it.
struct TextOutline: Sendable {
  /// A paragraph or a heading.
  struct Passage: Sendable {
    /// Its lines, from 0.
    var lines: Range<Int>
    /// The byte in the first line at which it begins.
    var firstOffset: Int
    /// The number of quotations around it.
    var quoteDepth: Int
    /// Whether a formula that is open at its end may go on in the next line.
    var continues: Bool
  }

  private(set) var passages: [Passage] = []
  /// The lines that hold code or raw HTML.
  private(set) var codeLines: Set<Int> = []

  init(_ document: MarkdownNode, lines: [[UInt8]]) {
    collect(document, quoteDepth: 0, lines: lines)
  }

  /// The byte at which a line's text begins, after the marks of quotations around it.
  static func contentStart(of line: [UInt8], quoteDepth: Int) -> Int {
    var index = 0
    var marks = 0
    while index < line.count {
      if line[index] == .quoteMark, marks < quoteDepth {
        marks += 1
      } else if !line[index].isBlank {
        break
      }
      index += 1
    }
    return index
  }

  private mutating func collect(_ node: MarkdownNode, quoteDepth: Int, lines: [[UInt8]]) {
    let first = max(0, node.startLine - 1)
    switch node.kind {
    case .code, .htmlBlock:
      codeLines.formUnion(first..<max(first, min(node.endLine, lines.count)))
    case .paragraph, .heading:
      guard first < lines.count else { return }
      var last = min(max(node.endLine, node.startLine), lines.count)
      var continues = true
      if case .heading = node.kind {
        let start = lines[first].dropFirst(node.startColumn - 1)
        // A heading underlined with `=` or `-` may be a formula whose second line begins so.
        continues = start.first != UInt8(ascii: "#")
        last = continues ? underline(after: first, in: lines, quoteDepth: quoteDepth) : first + 1
      }
      passages.append(
        Passage(
          lines: first..<max(first + 1, last),
          firstOffset: node.startColumn - 1,
          quoteDepth: quoteDepth,
          continues: continues
        )
      )
    default:
      let depth = node.kind == .quote ? quoteDepth + 1 : quoteDepth
      for child in node.children { collect(child, quoteDepth: depth, lines: lines) }
    }
  }

  /// The line of `=` or `-` that makes the text above it a heading.
  private func underline(after first: Int, in lines: [[UInt8]], quoteDepth: Int) -> Int {
    let found = lines.indices.dropFirst(first + 1).first { line in
      let start = Self.contentStart(of: lines[line], quoteDepth: quoteDepth)
      let marks = Set(lines[line].dropFirst(start).filter { !$0.isBlank })
      return marks == [UInt8(ascii: "=")] || marks == [UInt8(ascii: "-")]
    }
    return found ?? first + 1
  }
}
