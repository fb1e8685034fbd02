/// Makes the elements of a paragraph's text: formulas on display stand on their own.
enum ParagraphParts {
  /// A paragraph, parted where a formula on display stands in it.
  static func elements(of content: [Inline], displays: Set<SourceLocation>) -> [Element] {
    guard !displays.isEmpty else { return [.paragraph(content)] }
    var result: [Element] = []
    var line: [Inline] = []
    func finish() {
      let kept = withoutOuterBlanks(line)
      if !kept.isEmpty { result.append(.paragraph(kept)) }
      line = []
    }
    for inline in content {
      if case .math(let tex, let location) = inline, displays.contains(location) {
        finish()
        result.append(.math(tex: tex, location: location))
      } else {
        line.append(inline)
      }
    }
    finish()
    return result
  }

  private static func withoutOuterBlanks(_ content: [Inline]) -> [Inline] {
    var kept = content[...]
    while let first = kept.popFirst() {
      guard let stripped = stripped(first, atEnd: false) else { continue }
      kept = [stripped] + kept
      break
    }
    while let last = kept.popLast() {
      guard let stripped = stripped(last, atEnd: true) else { continue }
      kept.append(stripped)
      break
    }
    return Array(kept)
  }

  /// An inline without the blanks at its outer end, or nil if nothing is left.
  private static func stripped(_ inline: Inline, atEnd: Bool) -> Inline? {
    switch inline {
    case .softBreak, .lineBreak: return nil
    case .text(let text):
      var rest = text[...]
      while let sign = atEnd ? rest.last : rest.first, sign.isWhitespace {
        if atEnd { rest.removeLast() } else { rest.removeFirst() }
      }
      return rest.isEmpty ? nil : .text(String(rest))
    default: return inline
    }
  }
}
