extension ElementReader.Context {
  /// Whether the paragraph at the beginning of an item says that a task is done, `[x] `; nil if it is no task.
  func task(at paragraph: MarkdownNode) -> Bool? {
    let line = text.cutLines[paragraph.startLine - 1].dropFirst(paragraph.startColumn - 1)
    guard line.count > 4, line.dropFirst(3).first?.isBlank == true else { return nil }
    switch String(decoding: line.prefix(3), as: UTF8.self) {
    case "[ ]": return false
    case "[x]", "[X]": return true
    default: return nil
    }
  }
}

extension PlacedElements {
  /// Makes a box of the `[x]` at the beginning, if it was not read as something else.
  mutating func markTask(isDone: Bool) {
    guard case .paragraph(let content)? = elements.first, case .text(let words)? = content.first,
      words.hasPrefix("["), words.dropFirst(2).hasPrefix("]")
    else { return }
    let rest = String(words.dropFirst(3).drop(while: \.isWhitespace))
    let text = rest.isEmpty ? [] : [Inline.text(rest)]
    replaceFirst(with: .paragraph([.task(isDone: isDone)] + text + content.dropFirst()))
  }
}
