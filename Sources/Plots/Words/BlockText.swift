/// What a terminal would show of a text that code prints.
///
/// A carriage return goes to the beginning of the line, a backspace one column back, a tab to the
/// next multiple of eight, and what is written there replaces what stood there; erasing and moving
/// sequences, which progress bars use, do what they say. All other escape sequences and control
/// characters are dropped, and so are the characters that reverse the direction of text: nothing
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

  /// Whether a character is shown by itself, and changes nothing about the text around it.
  package static func isVisible(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0..<0x20, 0x7F..<0xA0, 0x2028, 0x2029, 0x202A...0x202E, 0x2066...0x2069: false
    case 0xFFF9...0xFFFB, 0xE0000...0xE007F: false
    default: scalar.value & 0xFFFE != 0xFFFE && !(0xFDD0...0xFDEF ~= scalar.value)
    }
  }
}
