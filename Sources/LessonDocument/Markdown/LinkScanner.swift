/// Reads single tags and addresses, as CommonMark defines them.
struct LinkScanner {
  private let content: [UInt8]
  /// Where the last comment ends, beyond which none has to be sought.
  private let lastCommentEnd: Int

  init(_ content: [UInt8]) {
    self.content = content
    lastCommentEnd =
      content.indices.dropLast(2).last { content[$0...].starts(with: "-->".utf8) } ?? 0
  }

  /// A byte, or zero beyond the end.
  private subscript(index: Int) -> UInt8 { index < content.count ? content[index] : 0 }

  /// The address and title of a link that begin with the parenthesis at an index.
  func target(at index: Int) -> (end: Int, isAddress: Bool)? {
    guard self[index] == UInt8(ascii: "(") else { return nil }
    let start = afterBlanks(index + 1)
    guard let end = self[start] == UInt8(ascii: "<") ? endOfAngles(start) : endOfWord(start) else {
      return nil
    }
    var last = afterBlanks(end)
    if self[last] != UInt8(ascii: ")") {
      guard last > end, let title = endOfTitle(last) else { return nil }
      last = afterBlanks(title)
    }
    guard self[last] == UInt8(ascii: ")") else { return nil }
    return (last + 1, Self.isAddress(content[start..<end]))
  }

  /// The line `[name]: address "title"` that begins at an index.
  func definition(at index: Int) -> Int? {
    guard self[index] == .openingBracket else { return nil }
    let line = content[index...].prefix { $0 != .newline }
    guard let bracket = line.firstIndex(of: UInt8(ascii: "]")), self[bracket + 1] == .colon else {
      return nil
    }
    let start = afterBlanks(bracket + 2)
    let end = self[start] == UInt8(ascii: "<") ? endOfAngles(start) : endOfWord(start)
    guard start < line.endIndex, let end, end > start else { return nil }
    let rest = content[end..<max(end, line.endIndex)].drop { $0.isBlank }
    guard rest.isEmpty || "\"'(".utf8.contains(rest.first ?? 0) else { return nil }
    return min(content.count, max(end, line.endIndex) + 1)
  }

  /// A tag, a comment or an address between `<` and `>`.
  func tag(at index: Int) -> (end: Int, isAddress: Bool)? {
    if content[index...].starts(with: "<!--".utf8) {
      guard index < lastCommentEnd else { return nil }
      var end = index + 4
      while !content[end...].starts(with: "-->".utf8) { end += 1 }
      return (end + 3, false)
    }
    if let end = endOfAddress(index) { return (end, true) }
    return endOfTag(index).map { ($0, false) }
  }

  private func afterBlanks(_ start: Int) -> Int {
    var index = start
    while self[index].isBlank || self[index] == .newline { index += 1 }
    return index
  }

  private func endOfAngles(_ start: Int) -> Int? {
    var index = start + 1
    while index < content.count, content[index] != .newline, content[index] != UInt8(ascii: "<") {
      if content[index] == .quoteMark { return index + 1 }
      index += content[index] == .backslash ? 2 : 1
    }
    return nil
  }

  /// The end of an address without blanks, whose parentheses are balanced.
  private func endOfWord(_ start: Int) -> Int? {
    var index = start
    var depth = 0
    while index < content.count, content[index] > .space {
      switch content[index] {
      case .backslash: index += 1
      case UInt8(ascii: "("): depth += 1
      case UInt8(ascii: ")"):
        if depth == 0 { return index }
        depth -= 1
      default: break
      }
      // The bound is CommonMark's.
      if depth > 32 { return nil }
      index += 1
    }
    return depth == 0 ? min(index, content.count) : nil
  }

  private func endOfTitle(_ start: Int) -> Int? {
    let isRound = self[start] == UInt8(ascii: "(")
    guard isRound || self[start] == UInt8(ascii: "\"") || self[start] == UInt8(ascii: "'") else {
      return nil
    }
    let mark = isRound ? UInt8(ascii: ")") : self[start]
    var index = start + 1
    while index < content.count {
      if content[index] == mark { return index + 1 }
      if isRound, content[index] == self[start] { return nil }
      index += content[index] == .backslash ? 2 : 1
    }
    return nil
  }

  /// The end of `<https://…>`.
  private func endOfAddress(_ start: Int) -> Int? {
    var index = start + 1
    while Self.isOfScheme(self[index]), index - start <= 32 { index += 1 }
    guard index > start + 2, self[index] == .colon else { return nil }
    while self[index] > .space, self[index] != UInt8(ascii: "<") {
      if self[index] == .quoteMark { return index + 1 }
      index += 1
    }
    return nil
  }

  /// The end of `<a href="…">` or `</a>`.
  private func endOfTag(_ start: Int) -> Int? {
    let isClosing = self[start + 1] == UInt8(ascii: "/")
    var index = start + (isClosing ? 2 : 1)
    guard self[index].isLetter else { return nil }
    while Self.isOfName(self[index]) { index += 1 }
    while !isClosing, let end = endOfAttribute(index) { index = end }
    index = afterBlanks(index)
    if self[index] == UInt8(ascii: "/"), !isClosing { index += 1 }
    return self[index] == .quoteMark ? index + 1 : nil
  }

  private func endOfAttribute(_ start: Int) -> Int? {
    var index = afterBlanks(start)
    guard index > start, self[index].isLetter || "_:".utf8.contains(self[index]) else {
      return nil
    }
    while Self.isOfName(self[index]) || "_:.".utf8.contains(self[index]) { index += 1 }
    let sign = afterBlanks(index)
    guard self[sign] == UInt8(ascii: "=") else { return index }
    index = afterBlanks(sign + 1)
    let quote = self[index]
    if quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") {
      return content[(index + 1)...].firstIndex(of: quote).map { $0 + 1 }
    }
    let first = index
    while self[index] > .space, !"\"'=<>`".utf8.contains(self[index]) { index += 1 }
    return index > first ? index : nil
  }

  /// Whether something between parentheses leads somewhere.
  private static func isAddress(_ bytes: ArraySlice<UInt8>) -> Bool {
    let text = String(decoding: bytes, as: UTF8.self)
    return text.contains("://") || text.contains(/\.[A-Za-z]{2,5}(#|$)/)
      || ["#", "/", "./", "../", "<", "mailto:"].contains { text.hasPrefix($0) }
  }

  private static func isOfName(_ byte: UInt8) -> Bool {
    byte.isLetter || byte.isDigit || byte == .hyphen
  }

  private static func isOfScheme(_ byte: UInt8) -> Bool {
    isOfName(byte) || byte == UInt8(ascii: "+") || byte == UInt8(ascii: ".")
  }
}
