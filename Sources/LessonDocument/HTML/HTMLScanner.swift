/// Finds the tags in a piece of HTML, as a browser would.
struct HTMLScanner {
  /// Elements without content.
  private static let empty: Set<String> = [
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source",
    "track", "wbr",
  ]
  /// Elements whose content is text up to their end.
  private static let raw: Set<String> = [
    "iframe", "noembed", "noframes", "plaintext", "script", "style", "textarea", "title", "xmp",
  ]

  /// Elements of other languages, in which `/>` closes what it stands in.
  static let foreign: Set<String> = ["math", "svg"]

  private let bytes: [UInt8]
  private var index = 0
  /// How many drawings and formulas are open, in which other rules hold.
  private var foreignDepth = 0

  private let isSingle: Bool

  private init(_ html: String, isSingle: Bool) {
    bytes = Array(html.utf8)
    self.isSingle = isSingle
  }

  /// The tags, in their order.
  ///
  /// - Parameter isSingle: whether the piece is one tag in a line of text, whose content is not in the piece.
  static func tags(in html: String, isSingle: Bool = false) -> [HTMLTag] {
    var scanner = HTMLScanner(html, isSingle: isSingle)
    var tags: [HTMLTag] = []
    while let tag = scanner.next() { tags.append(tag) }
    return tags
  }

  private subscript(index: Int) -> UInt8 { index < bytes.count ? bytes[index] : 0 }

  private mutating func next() -> HTMLTag? {
    while let start = bytes[min(index, bytes.count)...].firstIndex(of: UInt8(ascii: "<")) {
      index = start + 1
      if self[index] == UInt8(ascii: "!") || self[index] == UInt8(ascii: "?") {
        if let endless = skipDeclaration(from: start) { return endless }
      } else if self[index] == UInt8(ascii: "/"), self[index + 1].isLetter {
        index += 1
        return tag(.closing, from: start)
      } else if self[index].isLetter {
        return tag(.opening(isEmpty: false), from: start)
      }
    }
    return nil
  }

  /// Goes past a comment or something alike; what has no end is told.
  private mutating func skipDeclaration(from start: Int) -> HTMLTag? {
    let rest = bytes[start...]
    let (opening, end) =
      [("<!--", "-->"), ("<![CDATA[", "]]>"), ("<?", "?>")].first {
        rest.starts(with: $0.0.utf8)
      } ?? ("<!", ">")
    // The two hyphens of `<!-->` are those of the end, too.
    index = start + (opening == "<!--" ? 2 : opening.utf8.count)
    guard skip(past: Array(end.utf8)) else {
      return HTMLTag(kind: .endless(end: end), name: opening, offset: start)
    }
    return nil
  }

  private mutating func skip(past end: [UInt8]) -> Bool {
    while index < bytes.count {
      if bytes[index] == end[0], bytes[index...].starts(with: end) {
        index += end.count
        return true
      }
      index += 1
    }
    return false
  }

  private mutating func tag(_ kind: HTMLTag.Kind, from start: Int) -> HTMLTag {
    let first = index
    while index < bytes.count, !isEndOfName(bytes[index]) { index += 1 }
    let name = String(decoding: bytes[first..<index], as: UTF8.self).lowercased()
    var tag = HTMLTag(kind: kind, name: name, offset: start)
    var isSelfClosed = false
    while true {
      while self[index].isBlank || self[index] == .newline || self[index] == UInt8(ascii: "/") {
        isSelfClosed = self[index] == UInt8(ascii: "/")
        index += 1
      }
      if self[index] == .quoteMark { break }
      guard index < bytes.count, let attribute = attribute() else {
        index = bytes.count
        tag.kind = .endless(end: ">")
        return tag
      }
      isSelfClosed = false
      note(attribute, in: &tag)
    }
    index += 1
    tag.isSelfClosed = isSelfClosed
    finish(&tag)
    return tag
  }

  /// Notes an id or an address; of attributes given twice browsers take the first.
  private func note(_ attribute: Attribute, in tag: inout HTMLTag) {
    let (name, value) = (attribute.name, attribute.value)
    guard !value.isEmpty else { return }
    tag.values.append(attribute.range)
    if name == "id" || name == "name" && tag.name == "a",
      !tag.ids.contains(where: { $0.name == value })
    {
      tag.ids.append((value, attribute.offset))
    }
    if tag.kind != .closing, let use = HTMLLink.use(of: name, in: tag.name) {
      tag.links.append((name, value, use, attribute.range))
    }
  }

  private mutating func finish(_ tag: inout HTMLTag) {
    let isForeign = Self.foreign.contains(tag.name)
    switch tag.kind {
    case .closing: if isForeign { foreignDepth = max(0, foreignDepth - 1) }
    case .opening:
      tag.kind = .opening(isEmpty: Self.empty.contains(tag.name))
      if isForeign, !tag.isSelfClosed { foreignDepth += 1 }
      if foreignDepth == 0, !isSingle, Self.raw.contains(tag.name), !skipText(of: tag.name) {
        tag.kind = .endless(end: "</\(tag.name)>")
      }
    case .endless: break
    }
  }

  /// Goes to the end tag of an element whose content is text.
  private mutating func skipText(of name: String) -> Bool {
    while let start = bytes[index...].firstIndex(of: UInt8(ascii: "<")) {
      index = start + 2
      let end = index + name.utf8.count
      if self[start + 1] == UInt8(ascii: "/"), end < bytes.count, isEndOfName(bytes[end]),
        String(decoding: bytes[index..<end], as: UTF8.self).lowercased() == name
      {
        index = start
        return true
      }
      index = min(start + 1, bytes.count)
    }
    return false
  }

  /// An attribute: where its value begins, and the bytes of it with its quotation marks.
  private typealias Attribute = (name: String, value: String, offset: Int, range: Range<Int>)

  /// Reads an attribute; nil if its value has no end.
  private mutating func attribute() -> Attribute? {
    let first = index
    index += 1
    while index < bytes.count, !isEndOfName(bytes[index]), bytes[index] != UInt8(ascii: "=") {
      index += 1
    }
    let name = String(decoding: bytes[first..<index], as: UTF8.self).lowercased()
    let end = index
    while self[index].isBlank || self[index] == .newline { index += 1 }
    guard self[index] == UInt8(ascii: "=") else {
      index = end
      return (name, "", end, end..<end)
    }
    index += 1
    while self[index].isBlank || self[index] == .newline { index += 1 }
    let quote = self[index]
    let start: Int
    if quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") {
      start = index + 1
      guard let close = bytes[start...].firstIndex(of: quote) else { return nil }
      index = close
      defer { index += 1 }
      let value = String(decoding: bytes[start..<close], as: UTF8.self)
      return (name, value, start, start - 1..<close + 1)
    }
    start = index
    while index < bytes.count, !bytes[index].isBlank, bytes[index] != .newline,
      bytes[index] != .quoteMark
    {
      index += 1
    }
    return (name, String(decoding: bytes[start..<index], as: UTF8.self), start, start..<index)
  }

  private func isEndOfName(_ byte: UInt8) -> Bool {
    byte.isBlank || byte == .newline || byte == .quoteMark || byte == UInt8(ascii: "/")
  }
}

extension UInt8 {
  /// Whether it is one of `A` to `Z` and `a` to `z`.
  var isLetter: Bool { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(self | 0x20) }
}
