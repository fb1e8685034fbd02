extension ElementReader {
  /// A piece of HTML that takes whole lines.
  mutating func htmlBlock(_ node: MarkdownNode, above outer: Int, in context: Context) -> Element {
    note(html: node, in: context)
    refuseFences(
      in: node,
      "HTML, which goes on to the next empty line: leave an empty line above it",
      context
    )
    refuseTornFence(in: node, context)
    let piece = context.text.restored(node.literal).composed
    let places = HTMLPlaces(node, text: context.text)
    html.read(piece, isSingle: false, above: outer, mistakes: &mistakes) {
      places.location(of: $0)
    }
    return .html(piece)
  }

  /// Tells of a line that looks like a block's and is none: what follows it would be published as it stands,
  /// solutions too.
  ///
  /// - Parameter place: what it stands in, and what to do.
  mutating func refuseFences(in node: MarkdownNode, _ place: String, _ context: Context) {
    let lines = context.textLines(of: node)
    let isShown = node.kind != .htmlBlock
    let hidden = HiddenMarkup.comments(in: lines, of: context.text)
      .filter { $0.isClosed || !isShown }.map(\.part.lines)
    for line in lines
    where Self.looksLikeBlock(words(of: line, in: node, context), isShown: isShown) {
      let location = context.text.source.location(line: line, offset: 0)
      if hidden.contains(where: { $0.contains(location.line - 1) }) { continue }
      mistakes.add("this line looks like a block's, but it stands in \(place)", at: location)
      return
    }
  }

  /// A line without the marks of lists and quotations before its text.
  private func words(
    of line: Int,
    in node: MarkdownNode,
    _ context: Context
  ) -> Substring {
    let bytes = context.text.cutLines[line]
    let start = line == node.startLine - 1 ? min(node.startColumn - 1, bytes.count) : 0
    return String(decoding: bytes[start...], as: UTF8.self)
      .drop { $0 == " " || $0 == "\t" || $0 == ">" }
  }

  /// Tells of code that is only shown and has what a block begins with: its fence's word is mistyped.
  mutating func refuseOptions(in lines: [CodeLine], info: String, at location: SourceLocation) {
    // A lesson on how lessons are written shows whole fences in a longer one.
    let showsFences = lines.contains { line in
      let text = line.text.drop(while: \.isWhitespace)
      return text.hasPrefix("```") || text.hasPrefix("~~~")
    }
    guard !showsFences,
      let line = lines.first(where: { Self.looksLikeBlock($0.text[...], isShown: true) })
    else { return }
    if isInHint {
      mistakes.add(
        "this line looks like a block's, but here code is only shown: leave the line out",
        at: line.location
      )
      return
    }
    let word = info.isEmpty ? "its fence names no language" : "its fence says '\(info.prefix(40))'"
    mistakes.add(
      "this line looks like a block's, but \(word): write ```swift, or show it with its fence in a "
        + "longer one",
      at: line.location
    )
  }

  /// Tells of a comment that ends in the middle of a block, whose rest would be published.
  private mutating func refuseTornFence(in node: MarkdownNode, _ context: Context) {
    let text = context.text
    for comment in HiddenMarkup.comments(in: context.textLines(of: node), of: text)
    where comment.isClosed {
      guard let open = Self.openFence(in: comment.cutLines, of: text),
        Self.isTorn(open..<comment.cutLines.upperBound, of: text)
      else { continue }
      mistakes.add(
        "this comment ends in the block that begins in line "
          + "\(text.source.location(line: open, offset: 0).line), whose rest would be published: "
          + "write its end differently there, as in '-- >', or leave the sign out",
        at: text.source.location(line: comment.cutLines.upperBound - 1, offset: 0)
      )
      return
    }
  }

  /// Whether the author did not mean to end a comment in a block: its end stands behind code, or in lines that are a
  /// block's.
  private static func isTorn(_ lines: Range<Int>, of text: MarkdownText) -> Bool {
    guard let last = lines.last else { return false }
    let end = String(decoding: text.cutLines[last], as: UTF8.self).drop { " \t>".contains($0) }
    // A '>' alone is dropped with the marks of quotations.
    guard end.isEmpty || ["-->", "?>", "]]>"].contains(where: end.hasPrefix) else { return true }
    return lines.contains { line in
      let words = String(decoding: text.cutLines[line], as: UTF8.self).drop { " \t>".contains($0) }
      return looksLikeBlock(words, isShown: true)
    }
  }

  /// The line of the fence of a block that lines leave open.
  private static func openFence(in lines: Range<Int>, of text: MarkdownText) -> Int? {
    var open: (line: Int, mark: Character, length: Int)?
    for line in lines {
      let words = String(decoding: text.cutLines[line], as: UTF8.self)
        .drop { $0 == " " || $0 == "\t" || $0 == ">" }
      guard let mark = words.first, mark == "`" || mark == "~" else { continue }
      let length = words.prefix { $0 == mark }.count
      if let fence = open {
        let closes = mark == fence.mark && length >= fence.length
        if closes, words.dropFirst(length).allSatisfy(\.isWhitespace) { open = nil }
      } else if length >= 3 {
        open = (line, mark, length)
      }
    }
    return open?.line
  }

  /// Whether a line gives a block's option, marks a solution, or, in HTML, begins a block.
  private static func looksLikeBlock(_ text: Substring, isShown: Bool) -> Bool {
    let line = text.drop { $0 == " " || $0 == "\t" }
    if ["//|", "// BEGIN SOLUTION", "// END SOLUTION"].contains(where: line.hasPrefix) {
      return true
    }
    // Indentation is a way to show a fence.
    guard !isShown, let mark = line.first, mark == "`" || mark == "~",
      line.hasPrefix(String(repeating: mark, count: 3))
    else { return false }
    let info = line.drop { $0 == mark }.drop { $0 == " " }
    return ["swift", "hint ", "answer "].contains { info.hasPrefix($0) }
  }

  /// Reads the tags in a line of text, all of which must be closed there.
  mutating func checkTags(_ tags: [PlacedTag]) {
    guard !tags.isEmpty else { return }
    let outer = html.depth
    for tag in tags {
      html.read(tag.html, isSingle: true, above: outer, mistakes: &mistakes) {
        tag.location(of: $0)
      }
    }
    html.end(above: outer, mistakes: &mistakes)
  }

  /// Tells of a comment that does not end in its paragraph, and so is none.
  mutating func refuseComment(in node: MarkdownNode, in context: Context) {
    let mark = Array("<!--".utf8)
    for line in (node.startLine - 1)..<min(node.endLine, context.text.cutLines.count) {
      let bytes = context.text.cutLines[line]
      var isCode = false
      for (offset, byte) in bytes.enumerated() {
        if byte == .backtick { isCode.toggle() }
        guard byte == mark[0], !isCode, bytes[offset...].starts(with: mark),
          offset == 0 || bytes[offset - 1] != .backslash
        else { continue }
        mistakes.add(
          "this comment has no end in its paragraph, so it would be shown: write '-->' there, or "
            + "'\\<!--' for the sign itself",
          at: context.text.source.location(line: line, offset: offset)
        )
        return
      }
    }
  }
}

extension Inline {
  /// Whether words hold the beginning of a comment.
  var opensComment: Bool {
    switch self {
    case .text(let words): words.contains("<!--")
    case .emphasis(let content), .strong(let content), .strikethrough(let content),
      .link(_, _, let content, _):
      content.contains(where: \.opensComment)
    default: false
    }
  }
}

/// A tag in a line of text, which may go on in the lines below.
struct PlacedTag {
  let html: String
  /// Where its lines begin, in it and in the file.
  private var starts: [(offset: Int, location: SourceLocation)]

  init(
    _ html: String,
    at place: (line: Int, offset: Int),
    in text: MarkdownText,
    quoteDepth: Int
  ) {
    self.html = html
    starts = [(0, text.source.location(line: place.line, offset: place.offset))]
    for (offset, byte) in html.utf8.enumerated() where byte == .newline {
      let line = place.line + starts.count
      guard text.cutLines.indices.contains(line) else { break }
      // Of a line that goes on with a paragraph cmark keeps no blanks.
      let start = TextOutline.contentStart(of: text.cutLines[line], quoteDepth: quoteDepth)
      starts.append((offset + 1, text.source.location(line: line, offset: start)))
    }
  }

  /// The place of a byte of it.
  func location(of offset: Int) -> SourceLocation {
    let start = starts.last { $0.offset <= offset } ?? starts[0]
    return SourceLocation(
      line: start.location.line,
      column: start.location.column + offset - start.offset
    )
  }
}
