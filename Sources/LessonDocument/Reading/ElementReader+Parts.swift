/// Notes where the parts of a lesson's text stand.
extension ElementReader {
  /// Notes a part that stands on lines of its own.
  mutating func note(_ kind: LessonText.Part.Kind, _ node: MarkdownNode, in context: Context) {
    parts.append(LessonText.Part(kind: kind, lines: context.fileLines(of: node)))
  }

  /// Notes raw HTML and the comments in it.
  mutating func note(html node: MarkdownNode, in context: Context) {
    note(.html, node, in: context)
    let found = HiddenMarkup.comments(in: context.textLines(of: node), of: context.text)
    parts += found.map(\.part)
    for comment in found where !comment.isClosed && !comment.opensBlock(at: node) {
      mistakes.add(
        "this comment is not closed before the HTML around it ends, which it does at an empty line: "
          + "close it with '-->' above that line, or begin the comment on a line of its own",
        at: comment.location
      )
    }
  }
}

extension ElementReader.Context {
  /// The lines of the text on which a node stands, from 0.
  ///
  /// cmark counts the last line of code and HTML wrongly; what they hold tells it.
  func textLines(of node: MarkdownNode) -> Range<Int> {
    let first = node.startLine - 1
    let content = node.literal.utf8.count { $0 == .newline }
    let end =
      switch node.kind {
      case .code: fences.isFenced(node) ? first + content + 2 : first + content
      case .htmlBlock: first + content + (node.literal.hasSuffix("\n") ? 0 : 1)
      default: node.endLine
      }
    return first..<max(first + 1, min(end, text.cutLines.count))
  }

  /// The lines of the file on which a node stands, from 0.
  func fileLines(of node: MarkdownNode) -> Range<Int> { fileLines(textLines(of: node)) }

  /// The lines of the file that are some lines of the text, from 0.
  func fileLines(_ lines: Range<Int>) -> Range<Int> {
    let first = text.source.location(line: lines.lowerBound, offset: 0).line
    let last = text.source.location(line: lines.upperBound - 1, offset: 0).line
    return first - 1..<max(first, last)
  }
}

/// Markup that browsers do not show: comments, and what they take for comments.
struct HiddenMarkup {
  let part: LessonText.Part
  /// Where it begins.
  let location: SourceLocation
  let isClosed: Bool
  private let start: (line: Int, offset: Int)
  /// The lines of the text, as cmark reads it, that it takes part of.
  let cutLines: Range<Int>

  /// How each form of it begins and ends; a longer beginning stands before a shorter one.
  private static let forms: [(opening: [UInt8], closing: [UInt8])] = [
    ("<!--", "-->"), ("<![CDATA[", "]]>"), ("<!", ">"), ("<?", "?>"),
  ].map { (Array($0.utf8), Array($1.utf8)) }

  /// Whether an HTML block begins with it: such a block goes on to the end of the text around it.
  func opensBlock(at node: MarkdownNode) -> Bool {
    start.line == node.startLine - 1 && start.offset <= node.startColumn + 2
  }

  /// The comments in some lines of a text, in order; one that is not closed goes to the last line's end.
  static func comments(in lines: Range<Int>, of text: MarkdownText) -> [HiddenMarkup] {
    var found: [HiddenMarkup] = []
    var open: (line: Int, offset: Int, closing: [UInt8])?
    var markup = AttributeValues(text.cutLines[lines].joined(separator: [.newline]))
    for line in lines {
      let bytes = text.cutLines[line]
      defer { markup.start += bytes.count + 1 }
      var offset = 0
      while offset < bytes.count {
        if let start = open {
          guard let end = bytes.firstRange(of: start.closing, from: offset)?.upperBound else {
            break
          }
          found.append(
            HiddenMarkup(from: (start.line, start.offset), to: (line, end), isClosed: true, text)
          )
          open = nil
          offset = end
        } else if let form = form(at: offset, of: bytes, in: markup) {
          open = (line, offset, form.closing)
          offset += form.length
        } else {
          offset += 1
        }
      }
    }
    if let open, let last = lines.last {
      let end = (last, text.cutLines[last].count)
      found.append(HiddenMarkup(from: (open.line, open.offset), to: end, isClosed: false, text))
    }
    return found
  }

  /// The comment in a line of text that begins at a place; nil if other markup does.
  init?(_ literal: String, at place: (line: Int, offset: Int), in text: MarkdownText) {
    let bytes = Array(literal.utf8)
    guard let form = Self.forms.first(where: { bytes.starts(with: $0.opening) }) else { return nil }
    let lastLine = place.line + bytes.count { $0 == .newline }
    guard text.cutLines.indices.contains(lastLine),
      text.cutLines[place.line].dropFirst(place.offset).starts(with: form.opening)
    else { return nil }
    let start = lastLine == place.line ? place.offset + form.opening.count : 0
    let end = text.cutLines[lastLine].firstRange(of: form.closing, from: start)?.upperBound
    guard let end else { return nil }
    self.init(from: place, to: (lastLine, end), isClosed: true, text)
  }

  /// Whether markup is hidden from readers.
  static func isHidden(_ literal: String) -> Bool {
    let bytes = Array(literal.utf8)
    return forms.contains { bytes.starts(with: $0.opening) }
  }

  /// Markup without what is hidden in it; nothing, if nothing else is there.
  static func removed(from markup: String) -> String {
    guard markup.contains("<!") || markup.contains("<?") else { return markup }
    let bytes = Array(markup.utf8)
    let values = AttributeValues(bytes)
    var shown: [UInt8] = []
    var offset = 0
    while offset < bytes.count {
      guard let form = form(at: offset, of: bytes, in: values) else {
        shown.append(bytes[offset])
        offset += 1
        continue
      }
      let rest = offset + form.length
      offset = bytes.firstRange(of: form.closing, from: rest)?.upperBound ?? bytes.count
    }
    let text = String(decoding: shown, as: UTF8.self)
    return text.allSatisfy(\.isWhitespace) ? "" : text
  }

  /// What ends the hidden markup that begins at a byte, and how much of it cannot be its end; nil if none begins.
  private static func form(
    at offset: Int,
    of bytes: [UInt8],
    in values: AttributeValues
  ) -> (closing: [UInt8], length: Int)? {
    guard bytes[offset] == UInt8(ascii: "<"), !values.contains(offset),
      let form = forms.first(where: { bytes[offset...].starts(with: $0.opening) })
    else { return nil }
    // The two hyphens of `<!-->` are those of the end, too.
    return (
      form.closing, form.closing.count == 3 && form.opening.count == 4 ? 2 : form.opening.count
    )
  }

  private init(
    from start: (line: Int, offset: Int),
    to end: (line: Int, offset: Int),
    isClosed: Bool,
    _ text: MarkdownText
  ) {
    let first = text.source.location(line: start.line, offset: start.offset)
    let last = text.source.location(line: end.line, offset: end.offset)
    part = LessonText.Part(
      kind: .comment(from: first.column - 1, to: last.column - 1),
      lines: first.line - 1..<last.line
    )
    location = first
    self.isClosed = isClosed
    self.start = start
    cutLines = start.line..<(end.line + 1)
  }
}

/// The values of attributes in markup: what begins in one is text.
private struct AttributeValues {
  private let ranges: [Range<Int>]
  /// Where the bytes begin whose offsets are asked for.
  var start = 0

  init(_ bytes: some Sequence<UInt8>) {
    let markup = String(decoding: Array(bytes), as: UTF8.self)
    ranges = HTMLScanner.tags(in: markup, isSingle: false).flatMap(\.values)
  }

  func contains(_ offset: Int) -> Bool {
    let place = start + offset
    var (low, high) = (0, ranges.count)
    while low < high {
      let middle = (low + high) / 2
      if ranges[middle].upperBound <= place { low = middle + 1 } else { high = middle }
    }
    return low < ranges.count && ranges[low].contains(place)
  }
}

extension [UInt8] {
  /// Where some bytes first stand at or after an index.
  fileprivate func firstRange(of bytes: [UInt8], from start: Int) -> Range<Int>? {
    guard start <= count - bytes.count else { return nil }
    let place = (start...(count - bytes.count)).first { self[$0...].starts(with: bytes) }
    return place.map { $0..<($0 + bytes.count) }
  }
}

extension [LessonText.Part] {
  /// The parts in the order in which they begin, each once.
  var inOrder: [LessonText.Part] {
    var seen: [Element] = []
    for part in sorted(by: { $0.place < $1.place }) where seen.last != part { seen.append(part) }
    return seen
  }
}

extension LessonText.Part {
  /// Where it begins, and of what begins together the longest first.
  fileprivate var place: (Int, Int, Int) {
    guard case .comment(let from, _) = kind else { return (lines.lowerBound, -1, -lines.count) }
    return (lines.lowerBound, from, 0)
  }
}

extension LessonText {
  /// The text of a lesson's file.
  init(_ source: SourceText, frontMatter lineCount: Int, edition: SourceLocation?) {
    self.init(lines: source.lines.indices.map { source.string($0) })
    frontMatter = 0..<lineCount
    self.edition = edition
  }
}
