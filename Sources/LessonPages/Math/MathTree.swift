/// MathML as a tree, read from KaTeX's own output.
indirect enum MathTree: Equatable {
  case element(name: String, attributes: [Attribute], children: [MathTree])
  /// Text, entities kept as they are written.
  case text(String)

  struct Attribute: Equatable {
    var name: String
    /// The value, entities kept as they are written.
    var value: String
  }

  /// The tree as markup.
  var markup: String {
    switch self {
    case .text(let text): return text
    case .element(let name, let attributes, let children):
      let list = attributes.map { " \($0.name)=\"\($0.value)\"" }.joined()
      return "<\(name)\(list)>" + children.map(\.markup).joined() + "</\(name)>"
    }
  }
}

/// Reads well-formed markup without comments, declarations or processing instructions.
///
/// It reads scalars: the arrow of `\vec` combines with the `>` before it into one character.
struct MathTreeReader {
  /// Elements within elements that are read, since what walks the tree calls itself.
  private static let mostNested = 1000

  private var rest: Substring.UnicodeScalarView
  private var depth = 0

  /// Returns the first element of the markup, or nil if it is not well formed.
  static func read(_ markup: String) -> MathTree? {
    var reader = MathTreeReader(markup)
    return reader.element()
  }

  private init(_ markup: String) { rest = markup.unicodeScalars[...] }

  private mutating func element() -> MathTree? {
    depth += 1
    defer { depth -= 1 }
    guard depth <= Self.mostNested, take("<") else { return nil }
    let name = takeName()
    guard !name.isEmpty else { return nil }
    var attributes: [MathTree.Attribute] = []
    while true {
      rest = rest.drop(while: \.properties.isWhitespace)
      if take("/>") { return .element(name: name, attributes: attributes, children: []) }
      if take(">") { break }
      guard let attribute = attribute() else { return nil }
      attributes.append(attribute)
    }
    return content(of: name, attributes: attributes)
  }

  private mutating func content(
    of name: String,
    attributes: [MathTree.Attribute]
  ) -> MathTree? {
    var children: [MathTree] = []
    while true {
      if take("</") {
        guard takeName() == name, take(">") else { return nil }
        return .element(name: name, attributes: attributes, children: children)
      }
      if rest.first == "<" {
        guard let child = element() else { return nil }
        children.append(child)
      } else {
        let text = rest.prefix { $0 != "<" }
        guard !text.isEmpty else { return nil }
        rest = rest.dropFirst(text.count)
        children.append(.text(String(text)))
      }
    }
  }

  private mutating func attribute() -> MathTree.Attribute? {
    let name = takeName()
    // KaTeX writes `class ="…"`.
    rest = rest.drop(while: \.properties.isWhitespace)
    guard !name.isEmpty, take("=\"") else { return nil }
    let value = rest.prefix { $0 != "\"" }
    rest = rest.dropFirst(value.count)
    guard take("\"") else { return nil }
    return MathTree.Attribute(name: name, value: String(value))
  }

  private mutating func take(_ text: String) -> Bool {
    guard rest.starts(with: text.unicodeScalars) else { return false }
    rest = rest.dropFirst(text.unicodeScalars.count)
    return true
  }

  private mutating func takeName() -> String {
    let name = rest.prefix {
      $0.properties.isAlphabetic || "0123456789-:".unicodeScalars.contains($0)
    }
    rest = rest.dropFirst(name.count)
    return String(name)
  }
}
