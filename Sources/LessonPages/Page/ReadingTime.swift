import LessonDocument

/// About how long a lesson takes to read.
enum ReadingTime {
  /// Words a minute: adults read technical text at about this rate.
  private static let wordsPerMinute = 200.0
  /// Seconds for a line of code, which is read more than once.
  private static let secondsPerLine = 3.0

  /// Whole minutes, at least one.
  static func minutes(of lesson: Lesson) -> Int {
    let words = lesson.elements.reduce(0) { $0 + wordCount($1, in: lesson) }
    let lines = readBlocks(of: lesson)
      .reduce(0) { $0 + FoldedLines.seen(of: BlockView($1, result: nil).code?.count ?? 0) }
    let minutes = Double(words) / wordsPerMinute + Double(lines) * secondsPerLine / 60
    return max(1, Int(minutes.rounded()))
  }

  /// The blocks that are read: those of an exercise are worked on instead, and what a `<details>`
  /// folds away is for those who look it up, as is the rest of long code.
  private static func readBlocks(of lesson: Lesson) -> [LessonBlock] {
    var folds = 0
    var folded: Set<Int> = []
    for element in lesson.elements {
      switch element {
      case .html(let html):
        if html.hasPrefix("<details") { folds += 1 }
        if html.hasPrefix("</details") { folds = max(0, folds - 1) }
      case .block(let index) where folds > 0: folded.insert(index)
      default: break
      }
    }
    return lesson.blocks.filter { $0.role == .example && !folded.contains($0.index) }
  }

  private static func wordCount(_ element: Element, in lesson: Lesson) -> Int {
    switch element {
    case .heading(_, let content, _, _), .paragraph(let content):
      return content.map { $0.plainText(in: lesson.inlineExpressions) }.joined()
        .split(whereSeparator: \.isWhitespace).count
    case .list(_, _, let items):
      return items.joined().reduce(0) { $0 + wordCount($1, in: lesson) }
    case .quote(let content), .callout(_, _, let content):
      return content.reduce(0) { $0 + wordCount($1, in: lesson) }
    case .answer(let written):
      return written.statement.reduce(0) { $0 + wordCount($1, in: lesson) }
    case .definitions(let terms):
      return terms.reduce(0) { $0 + wordCount(.paragraph($1.content), in: lesson) }
    case .table(let table):
      return table.content.map { $0.plainText(in: lesson.inlineExpressions) }.joined()
        .split(whereSeparator: \.isWhitespace).count
    case .block, .code, .hint, .math, .html, .thematicBreak: return 0
    }
  }
}
