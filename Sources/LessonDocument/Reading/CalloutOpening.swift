/// The first paragraph of a quotation that begins `[!NOTE]`.
struct CalloutOpening {
  /// What stands after the exclamation mark.
  let name: String
  /// The kind of that name, or nil if there is none.
  let kind: CalloutKind?
  /// The rest of the line.
  let title: [Inline]
  /// The lines below it.
  let body: [Inline]

  /// Reads a paragraph; nil if it is an ordinary one.
  init?(_ content: [Inline]) {
    guard case .text(let text)? = content.first, text.hasPrefix("[!"),
      let end = text.firstIndex(of: "]")
    else { return nil }
    let name = text[text.index(text.startIndex, offsetBy: 2)..<end]
    let after = text[end...].dropFirst()
    guard !name.isEmpty, name.allSatisfy({ $0.isLetter || $0 == "-" }),
      after.first?.isWhitespace != false
    else { return nil }
    self.name = String(name)
    kind = CalloutKind(rawValue: name.lowercased())
    let rest = String(after.drop { $0.isWhitespace })
    let line = content.dropFirst().prefix { $0 != .softBreak && $0 != .lineBreak }
    title = (rest.isEmpty ? [] : [.text(rest)]) + line
    body = Array(content.dropFirst(line.count + 2))
  }
}
