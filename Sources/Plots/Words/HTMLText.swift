/// Text in and out of HTML, and of the XML that drawings are.
package enum HTMLText {
  /// The text as content or attribute value: markup characters become entities, characters that
  /// HTML or XML forbids are dropped.
  package static func escaped(_ text: String) -> String {
    var result = ""
    result.reserveCapacity(text.utf8.count)
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "'": result += "&#39;"
      case "\n", "\t": result.unicodeScalars.append(scalar)
      default: if !isForbidden(scalar.value) { result.unicodeScalars.append(scalar) }
      }
    }
    return result
  }

  private static func isForbidden(_ value: UInt32) -> Bool {
    value < 0x20 || 0x7F..<0xA0 ~= value || value & 0xFFFE == 0xFFFE || 0xFDD0...0xFDEF ~= value
  }

  /// HTML without characters that change the order of the text around them or are not seen; text that shows code has
  /// them spelled already.
  package static func withoutHidden(_ html: String) -> String {
    // Most pages hold none, and their bytes tell it: the first ones of U+061C, U+180E, U+200B to U+2069 and U+FEFF.
    let mayHide = html.utf8.contains { $0 == 0xD8 || $0 == 0xE1 || $0 == 0xE2 || $0 == 0xEF }
    guard mayHide, html.unicodeScalars.contains(where: BlockText.isHidden) else { return html }
    return String(String.UnicodeScalarView(html.unicodeScalars.filter { !BlockText.isHidden($0) }))
  }

  /// The same of HTML that a person wrote, who may have them as references such as `&#x202E;`.
  package static func withoutHidden(written html: String) -> String {
    guard html.utf8.contains(UInt8(ascii: "&")) else { return withoutHidden(html) }
    let reference = /&(?:#[xX]0*([0-9A-Fa-f]{1,6})|#0*([0-9]{1,7})|([A-Za-z]+));?/
    let text = html.replacing(reference) { match in
      let code =
        match.1.flatMap { UInt32($0, radix: 16) } ?? match.2.flatMap { UInt32($0) }
        ?? (match.3.map { hiddenNames.contains(String($0)) } == true ? 0x200B : nil)
      let isHidden = code.flatMap(Unicode.Scalar.init).map(BlockText.isHidden) ?? false
      return isHidden ? "" : String(match.0)
    }
    return withoutHidden(text)
  }

  /// The names of such characters.
  private static let hiddenNames: Set<String> = [
    "ZeroWidthSpace", "NegativeVeryThinSpace", "NegativeThinSpace", "NegativeMediumSpace",
    "NegativeThickSpace", "NoBreak",
  ]

  /// What a piece of HTML says: comments and tags dropped, the usual entities resolved.
  package static func plain(_ html: String) -> String {
    var result = ""
    var rest = html[...]
    while let opening = rest.firstIndex(of: "<") {
      result += rest[..<opening]
      rest = rest[opening...]
      rest = rest.hasPrefix("<!--") ? after("-->", in: rest) : after(">", in: rest)
    }
    result += rest
    return BlockText.cleanedLine(resolved(result)).split(separator: " ").joined(separator: " ")
  }

  /// The text with the usual entities resolved, each once.
  package static func resolved(_ text: String) -> String {
    guard text.utf8.contains(UInt8(ascii: "&")) else { return text }
    var result = ""
    var rest = text[...]
    while let ampersand = rest.firstIndex(of: "&") {
      result += rest[..<ampersand]
      rest = rest[ampersand...]
      let entity = entities.first(where: { rest.hasPrefix($0.name) })
      result += entity?.text ?? "&"
      rest = rest.dropFirst(entity?.name.count ?? 1)
    }
    return result + rest
  }

  private static let entities: [(name: String, text: String)] = [
    ("&nbsp;", " "), ("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"),
    ("&amp;", "&"),
  ]

  private static func after(_ mark: String, in text: Substring) -> Substring {
    guard let last = mark.last else { return text }
    var rest = text
    while let place = rest.firstIndex(of: last) {
      let end = rest.index(after: place)
      if text[..<end].hasSuffix(mark) { return rest[end...] }
      rest = rest[end...]
    }
    return ""
  }
}
