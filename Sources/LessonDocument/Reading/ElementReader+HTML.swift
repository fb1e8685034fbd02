extension ElementReader {
  /// A piece of HTML that takes whole lines.
  mutating func htmlBlock(_ node: MarkdownNode, above outer: Int, in context: Context) -> Element {
    note(html: node, in: context)
    let piece = context.text.restored(node.literal).composed
    let places = HTMLPlaces(node, text: context.text)
    html.read(piece, isSingle: false, above: outer, mistakes: &mistakes) {
      places.location(of: $0)
    }
    return .html(piece)
  }

  /// Reads the tags in a line of text, all of which must be closed there.
  mutating func checkTags(_ tags: [(html: String, location: SourceLocation)]) {
    guard !tags.isEmpty else { return }
    let outer = html.depth
    for (piece, location) in tags {
      html.read(piece, isSingle: true, above: outer, mistakes: &mistakes) { offset in
        SourceLocation(line: location.line, column: location.column + offset)
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
    case .emphasis(let content), .strong(let content), .link(_, _, let content, _):
      content.contains(where: \.opensComment)
    default: false
    }
  }
}
