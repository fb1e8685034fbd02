/// Cleans what blocks print, so that it can neither steer a terminal nor break a page.
///
/// Escape sequences and control characters are dropped, and so are the characters that reverse
/// the direction of text. A carriage return begins its line anew, as it does on a terminal;
/// tabs become spaces.
enum BlockText {
  /// The text without anything that is not to be seen.
  static func cleaned(_ text: String) -> String {
    var cleaner = Cleaner()
    cleaner.read(text.unicodeScalars)
    return cleaner.result
  }

  /// The same, on one line.
  static func cleanedLine(_ text: String) -> String {
    cleaned(text).split(whereSeparator: \.isNewline).joined(separator: " ")
  }

  private struct Cleaner {
    var lines: [String.UnicodeScalarView] = []
    var line = String.UnicodeScalarView()
    var column = 0
    var returned = false

    var result: String {
      (lines + [line]).map { String($0) }.joined(separator: "\n")
    }

    mutating func read(_ text: String.UnicodeScalarView) {
      var rest = text[...]
      while let scalar = rest.popFirst() {
        switch scalar {
        case "\u{1B}": Self.skipEscape(&rest)
        case "\u{9B}": Self.skipControlSequence(&rest)
        case "\u{90}", "\u{98}", "\u{9D}", "\u{9E}", "\u{9F}": Self.skipString(&rest)
        case "\n": endLine()
        case "\r": returned = true
        case "\t": append(contentsOf: String(repeating: " ", count: 8 - column % 8))
        default: if Self.isVisible(scalar) { append(scalar) }
        }
      }
    }

    private mutating func append(contentsOf text: String) {
      for scalar in text.unicodeScalars { append(scalar) }
    }

    private mutating func append(_ scalar: Unicode.Scalar) {
      if returned { (line, column) = (String.UnicodeScalarView(), 0) }
      returned = false
      line.append(scalar)
      column += 1
    }

    private mutating func endLine() {
      lines.append(line)
      (line, column) = (String.UnicodeScalarView(), 0)
      returned = false
    }

    private static func isVisible(_ scalar: Unicode.Scalar) -> Bool {
      switch scalar.value {
      case 0..<0x20, 0x7F..<0xA0, 0x2028, 0x2029, 0x202A...0x202E, 0x2066...0x2069: false
      case 0xFFF9...0xFFFB, 0xE0000...0xE007F: false
      default: scalar.value & 0xFFFE != 0xFFFE && !(0xFDD0...0xFDEF ~= scalar.value)
      }
    }

    private static func skipEscape(_ rest: inout Substring.UnicodeScalarView) {
      switch rest.first {
      case "[":
        rest.removeFirst()
        skipControlSequence(&rest)
      case "]", "P", "X", "^", "_":
        rest.removeFirst()
        skipString(&rest)
      default:
        // ESC, intermediates, one final character.
        while let next = rest.first, 0x20...0x2F ~= next.value { rest.removeFirst() }
        if let next = rest.first, 0x30...0x7E ~= next.value { rest.removeFirst() }
      }
    }

    /// Parameters and intermediates, then one final character.
    private static func skipControlSequence(_ rest: inout Substring.UnicodeScalarView) {
      while let next = rest.first, 0x20...0x3F ~= next.value { rest.removeFirst() }
      if let next = rest.first, 0x40...0x7E ~= next.value { rest.removeFirst() }
    }

    /// Everything up to BEL or the string terminator; a string that does not end on its line
    /// ends there, so that it cannot swallow what follows.
    private static func skipString(_ rest: inout Substring.UnicodeScalarView) {
      while let next = rest.first, next != "\n" {
        rest.removeFirst()
        if next == "\u{07}" || next == "\u{9C}" { return }
        if next == "\u{1B}" {
          if rest.first == "\\" { rest.removeFirst() }
          return
        }
      }
    }
  }
}
