/// Text that a lesson or a block supplies, made fit for a terminal.
enum PlainText {
  /// The text without what could steer a terminal; line ends stay.
  static func lines(_ text: some StringProtocol) -> String {
    var kept = String.UnicodeScalarView()
    var isSequence = false
    var previous: Unicode.Scalar = "\n"
    for scalar in text.unicodeScalars {
      if isSequence {
        // Parameters, then one final character.
        isSequence = !(0x40...0x7E ~= scalar.value) && scalar != "\n"
      } else if previous == "\u{1B}", scalar == "[" {
        isSequence = true
      } else if scalar == "\n" || isVisible(scalar) {
        kept.append(scalar)
      }
      previous = scalar
    }
    return String(kept)
  }

  /// The same on one line, cut to a number of columns.
  static func line(_ text: some StringProtocol, width: Int) -> String {
    var line = ""
    var column = 0
    for character in lines(text).split(separator: "\n").joined(separator: " ") {
      column += columns(character)
      guard column <= width else { break }
      line.append(character)
    }
    return line
  }

  /// The text broken at spaces into lines of at most so many columns, each set in by a margin.
  static func paragraph(_ text: some StringProtocol, width: Int, margin: Int) -> String {
    let indent = String(repeating: " ", count: margin)
    var result: [String] = []
    var line = ""
    for word in lines(text).split(whereSeparator: \.isWhitespace) {
      let isFull =
        margin + line.reduce(1) { $0 + columns($1) } + word.reduce(0) { $0 + columns($1) } > width
      if isFull, !line.isEmpty {
        result.append(indent + line)
        line = ""
      }
      line += (line.isEmpty ? "" : " ") + word
    }
    return (line.isEmpty ? result : result + [indent + line]).joined(separator: "\n")
  }

  /// Columns of a line, without what steers the terminal.
  static func columns(of line: some StringProtocol) -> Int {
    lines(line).reduce(0) { $0 + columns($1) }
  }

  /// Columns of a character; one too many does no harm.
  private static func columns(_ character: Character) -> Int {
    character.unicodeScalars.allSatisfy { $0.value < 0x1100 } ? 1 : 2
  }

  private static func isVisible(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0..<0x20, 0x7F..<0xA0, 0x2028, 0x2029, 0x202A...0x202E, 0x2066...0x2069: false
    default: true
    }
  }
}
