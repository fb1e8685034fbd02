import Plots

/// A piece of text in one style; lines of these are wrapped before colours are put in.
///
/// Whatever it is made from, nothing in it steers the terminal.
struct StyledText: Equatable {
  private(set) var text: String
  var style: TerminalStyle

  /// A piece of text; `\n` in it is a forced line break.
  init(_ text: String, _ style: TerminalStyle = []) {
    self.text = BlockText.cleaned(text)
    self.style = style
  }

  /// A line of a chart, whose escape sequences are the chart's own colours.
  init(drawn line: String) {
    text = line
    style = []
  }

  /// Adds another text of the same style, which is clean.
  mutating func append(_ other: StyledText) { text += other.text }

  /// Adds a character of a clean text.
  mutating func append(_ character: Character) { text.append(character) }

  /// Takes spaces at the end away.
  mutating func trimEnd() {
    while text.utf8.last == UInt8(ascii: " ") { text.removeLast() }
  }
}

/// How text looks on a terminal; the colours are the 16 that every theme defines.
struct TerminalStyle: OptionSet, Hashable {
  let rawValue: UInt16

  static let bold = TerminalStyle(rawValue: 1 << 0)
  static let dim = TerminalStyle(rawValue: 1 << 1)
  static let italic = TerminalStyle(rawValue: 1 << 2)
  static let underlined = TerminalStyle(rawValue: 1 << 3)
  static let red = TerminalStyle(rawValue: 1 << 4)
  static let green = TerminalStyle(rawValue: 1 << 5)
  static let yellow = TerminalStyle(rawValue: 1 << 6)
  static let blue = TerminalStyle(rawValue: 1 << 7)
  static let magenta = TerminalStyle(rawValue: 1 << 8)
  static let cyan = TerminalStyle(rawValue: 1 << 9)
  static let struck = TerminalStyle(rawValue: 1 << 10)

  /// The codes of the Select Graphic Rendition sequence, in the order of the flags.
  private static let codes = ["1", "2", "3", "4", "31", "32", "33", "34", "35", "36", "9"]

  /// The sequence that turns the style on; empty for no style.
  var escapeSequence: String {
    let codes = Self.codes.enumerated().filter { rawValue & (1 << $0.offset) != 0 }
    return codes.isEmpty ? "" : "\u{1B}[" + codes.map(\.element).joined(separator: ";") + "m"
  }
}

/// Draws styled text, with or without escape sequences.
struct StyledTextWriter {
  var usesColour: Bool

  func string(_ line: [StyledText]) -> String {
    var result = ""
    for piece in line {
      let on = usesColour ? piece.style.escapeSequence : ""
      result += on.isEmpty || piece.text.isEmpty ? piece.text : on + piece.text + "\u{1B}[0m"
    }
    return result
  }
}
