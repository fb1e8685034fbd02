/// Text in and out of HTML.
enum HTMLText {
  /// The text as content or attribute value: markup characters become entities, characters that
  /// HTML forbids are dropped.
  static func escaped(_ text: String) -> String {
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
      default:
        let value = scalar.value
        let isForbidden =
          value < 0x20 || 0x7F..<0xA0 ~= value || value & 0xFFFE == 0xFFFE
          || 0xFDD0...0xFDEF ~= value
        if !isForbidden { result.unicodeScalars.append(scalar) }
      }
    }
    return result
  }

  /// What a piece of HTML says: comments and tags dropped, the usual entities resolved.
  static func plain(_ html: String) -> String {
    var result = ""
    var rest = html[...]
    while let character = rest.first {
      if rest.hasPrefix("<!--") {
        rest = after("-->", in: rest)
      } else if character == "<" {
        rest = after(">", in: rest)
      } else {
        result.append(character)
        rest.removeFirst()
      }
    }
    for (entity, text) in entities { result = replacing(entity, by: text, in: result) }
    return BlockText.cleanedLine(result).split(separator: " ").joined(separator: " ")
  }

  /// The ampersand is last, so that no entity is resolved twice.
  private static let entities = [
    ("&nbsp;", " "), ("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"),
    ("&amp;", "&"),
  ]

  private static func after(_ mark: String, in text: Substring) -> Substring {
    var rest = text
    while !rest.isEmpty, !rest.hasPrefix(mark) { rest.removeFirst() }
    return rest.dropFirst(mark.count)
  }

  private static func replacing(_ mark: String, by text: String, in whole: String) -> String {
    var result = ""
    var rest = whole[...]
    while !rest.isEmpty {
      if rest.hasPrefix(mark) {
        result += text
        rest = rest.dropFirst(mark.count)
      } else {
        result.append(rest.removeFirst())
      }
    }
    return result
  }
}
