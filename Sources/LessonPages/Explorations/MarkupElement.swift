/// Markup that the writers of pages made, as a tree: every element is closed and every attribute quoted.
struct MarkupElement: Equatable {
  var name: Substring
  /// The attributes as they are written, in order.
  var attributes: [(name: Substring, value: Substring)] = []
  var children: [MarkupElement] = []
  /// The text between its elements, joined.
  var text = ""
  /// All that stands in it, as it is written.
  var content: Substring = ""

  static func == (one: MarkupElement, other: MarkupElement) -> Bool {
    one.name == other.name && one.content == other.content
      && one.attributes.elementsEqual(other.attributes) { $0 == $1 }
  }

  /// The value of an attribute as it is written; nil if it has none.
  func value(of attribute: Substring) -> Substring? {
    attributes.first { $0.name == attribute }?.value
  }

  /// An element without a name that holds a piece of markup.
  init(holding markup: String) {
    name = ""
    var reader = MarkupReader(markup)
    reader.read(into: &self)
  }

  fileprivate init(name: Substring) { self.name = name }
}

/// Reads what writers of pages made; what else there is in it is text.
private struct MarkupReader {
  private static let empty: Set<Substring> = ["input", "br", "hr", "img", "wbr"]
  private var rest: Substring

  init(_ markup: String) { rest = markup[...] }

  /// Reads up to the end of an element.
  mutating func read(into element: inout MarkupElement) {
    let start = rest.startIndex
    while let sign = rest.utf8.firstIndex(of: UInt8(ascii: "<")) {
      element.text += rest[..<sign]
      let tag = rest[sign...]
      if tag.utf8.starts(with: "</".utf8) {
        element.content = tag.base[start..<sign]
        rest = tag.utf8.firstIndex(of: UInt8(ascii: ">")).map { tag[tag.index(after: $0)...] } ?? ""
        return
      }
      rest = tag.dropFirst()
      let isClosed: Bool
      var child: MarkupElement
      (child, isClosed) = opening()
      if !isClosed { read(into: &child) }
      element.children.append(child)
    }
    element.text += rest
    element.content = rest.base[start...]
    rest = ""
  }

  /// Reads a tag behind its `<`; tells whether nothing stands in it.
  private mutating func opening() -> (MarkupElement, isClosed: Bool) {
    var element = MarkupElement(name: word())
    while true {
      rest = rest.drop { $0.isWhitespace }
      if rest.utf8.starts(with: "/>".utf8) {
        rest = rest.dropFirst(2)
        return (element, true)
      }
      if rest.first == ">" || rest.isEmpty {
        rest = rest.dropFirst()
        return (element, Self.empty.contains(element.name))
      }
      let name = word()
      guard !name.isEmpty else {
        rest = rest.dropFirst()
        continue
      }
      var value: Substring = ""
      if rest.utf8.starts(with: "=\"".utf8) {
        rest = rest.dropFirst(2)
        let end = rest.utf8.firstIndex(of: UInt8(ascii: "\"")) ?? rest.endIndex
        value = rest[..<end]
        rest = rest[end...].dropFirst()
      }
      element.attributes.append((name, value))
    }
  }

  private mutating func word() -> Substring {
    let end = rest.firstIndex { $0.isWhitespace || "=/>".contains($0) } ?? rest.endIndex
    let word = rest[..<end]
    rest = rest[end...]
    return word
  }
}
