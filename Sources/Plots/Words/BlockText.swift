/// What a terminal would show of a text that code prints.
///
/// A carriage return goes to the beginning of the line, a backspace one column back, a tab to the
/// next multiple of eight, and what is written there replaces what stood there; erasing and moving
/// sequences, which progress bars use, do what they say. All other escape sequences and control
/// characters are dropped, and so are the characters that change the order of text or are not seen: nothing
/// in it can steer a terminal or break a page.
package enum BlockText {
  /// The lines that are left to be seen.
  package static func cleaned(_ text: String) -> String {
    if text.utf8.allSatisfy({ $0 == 10 || 0x20..<0x7F ~= $0 }) { return text }
    var screen = TextScreen()
    var isFirst = true
    for line in text.utf8.split(separator: 10, omittingEmptySubsequences: false) {
      if !isFirst { screen.endLine() }
      isFirst = false
      screen.write(Substring(line))
    }
    return screen.text
  }

  /// The same, on one line.
  package static func cleanedLine(_ text: String) -> String {
    if text.utf8.allSatisfy({ 0x20..<0x7F ~= $0 }) { return text }
    return cleaned(text).split(whereSeparator: \.isNewline).joined(separator: " ")
  }

  /// A value in a line of text, as far as a reader follows it: ``cleanedLine(_:)`` with its end left out where it is
  /// long.
  package static func shortLine(_ text: String) -> String {
    cleanedLine(short(text, most: longestValue))
  }

  /// A text with its end left out, and how much that is, where it is long.
  package static func short(_ text: String, most: Int) -> String {
    let part = text.prefix(most)
    guard part.endIndex < text.endIndex else { return text }
    return part + "… (\(text[part.endIndex...].count) more characters)"
  }

  private static let longestValue = 1_000

  /// Whether a character is shown by itself, and changes nothing about the text around it.
  package static func isVisible(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0..<0x20, 0x7F..<0xA0, 0x2028, 0x2029: false
    case 0xFFF9...0xFFFB, 0xE0000...0xE007F: false
    default:
      !isHidden(scalar) && scalar.value & 0xFFFE != 0xFFFE && !(0xFDD0...0xFDEF ~= scalar.value)
    }
  }

  /// Whether a character takes no room and is there for its effect alone: it changes the order of the text around it, or
  /// keeps two words apart that look like one.
  ///
  /// Joiners, which letters and signs are made of, and marks of direction, which hold one word in its place, are none.
  package static func isHidden(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0..<0x61C: false
    case 0x61C, 0x180E, 0x200B, 0x202A...0x202E, 0x2060, 0x2066...0x2069, 0xFEFF: true
    default: false
    }
  }

  /// Swift code as it is: what would not be seen in it stands as an escape, `\u{202E}`, so that nobody reads another
  /// program than the compiler does.
  ///
  /// - Source: Boucher & Anderson (2023), "Trojan Source: Invisible Vulnerabilities".
  package static func spelled(code: String) -> String {
    let isSpelled = { (scalar: Unicode.Scalar) in
      isHidden(scalar) || [0xAD, 0x200E, 0x200F, 0x2028, 0x2029].contains(scalar.value)
    }
    guard !code.utf8.allSatisfy({ $0 < 0x80 }), code.unicodeScalars.contains(where: isSpelled)
    else { return code }
    var spelled = String.UnicodeScalarView()
    for scalar in code.unicodeScalars {
      if isSpelled(scalar) {
        let digits = String(scalar.value, radix: 16, uppercase: true)
        spelled += "\\u{\(digits)}".unicodeScalars
      } else {
        spelled.append(scalar)
      }
    }
    return String(spelled)
  }
}
