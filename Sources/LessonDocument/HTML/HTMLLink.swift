import Plots

/// An address in the HTML that an author wrote.
public struct HTMLLink: Codable, Equatable, Sendable {
  /// What a page does with what stands at an address.
  public enum Use: String, Codable, Sendable {
    /// It leads there.
    case link
    /// It shows the picture there.
    case image
    /// It plays, runs or frames what is there.
    case part
  }

  /// The address as Markdown would give it.
  public var destination: String
  /// What becomes of it.
  public var use: Use
  /// Where it begins.
  public var location: SourceLocation

  /// What an attribute of an element does with its addresses; nil if it holds none.
  static func use(of attribute: String, in element: String) -> Use? {
    switch (element, attribute) {
    case ("img", "src"), ("input", "src"), ("image", "href"), ("image", "xlink:href"),
      ("video", "poster"), ("img", "srcset"):
      .image
    case (_, "href"), (_, "xlink:href"), (_, "action"), (_, "formaction"): .link
    case (_, "src"), (_, "srcset"), ("object", "data"): .part
    default: nil
    }
  }

  /// The addresses in the value of an attribute, of which `srcset` alone has several: `a.png 1x, b.png 2x`.
  static func destinations(in value: String, of attribute: String) -> [String] {
    let text = CharacterReference.resolved(value)
    guard attribute == "srcset" else { return [text.withComposedAnchor] }
    return text.split(separator: ",").compactMap { candidate in
      candidate.split(whereSeparator: \.isWhitespace).first.map(String.init)
    }
  }
}

extension HTMLLink {
  /// Markup with the addresses that a page needs in place of the author's.
  ///
  /// - Parameters:
  ///   - isSingle: whether the markup is one tag in a line of text.
  ///   - address: what an address becomes.
  public static func replaced(
    in markup: String,
    isSingle: Bool,
    by address: (_ destination: String, _ use: Use) -> String
  ) -> String {
    guard markup.utf8.contains(UInt8(ascii: "=")) else { return markup }
    let bytes = Array(markup.utf8)
    var result: [UInt8] = []
    var next = 0
    for link in HTMLScanner.tags(in: markup, isSingle: isSingle).flatMap(\.links) {
      let new = destinations(in: link.value, of: link.attribute).map { address($0, link.use) }
      guard link.attribute != "srcset", let new = new.first else { continue }
      result += bytes[next..<link.range.lowerBound]
      result += "\"\(HTMLText.escaped(new))\"".utf8
      next = link.range.upperBound
    }
    return String(decoding: result + bytes[next...], as: UTF8.self)
  }
}
