/// Characters that steer a terminal or an editor instead of being shown.
enum ControlCharacters {
  /// Whether a scalar is one of them; tabs and line feeds are text.
  static func contains(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x09, 0x0A: false
    case 0..<0x20, 0x7F..<0xA0, 0x2028, 0x2029: true
    default: false
    }
  }

  /// The offset in bytes of the first one in a text, and how it is named.
  static func first(in text: String) -> (offset: Int, name: String)? {
    // Most texts hold none, and their bytes tell it.
    guard text.utf8.contains(where: { $0 < 0x20 || $0 == 0x7F || $0 == 0xC2 || $0 == 0xE2 }) else {
      return nil
    }
    var offset = 0
    for scalar in text.unicodeScalars {
      if contains(scalar) { return (offset, name(of: scalar)) }
      offset += UTF8.width(scalar)
    }
    return nil
  }

  /// A text without those that steer a terminal: in the text of a page they come of references such as `&#27;`, which
  /// mean no letter.
  static func removed(from text: String) -> String {
    guard first(in: text) != nil else { return text }
    let kept = text.unicodeScalars.filter { scalar in
      // What separates lines and pages is text.
      !contains(scalar) || [0x0B, 0x0C, 0x2028, 0x2029].contains(scalar.value)
    }
    return String(String.UnicodeScalarView(kept))
  }

  /// How a scalar is named: `U+001B`.
  static func name(of scalar: Unicode.Scalar) -> String {
    let digits = String(scalar.value, radix: 16, uppercase: true)
    return "U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
  }
}
