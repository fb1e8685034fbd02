import Plots

/// Text that a lesson or a block supplies, made fit for a terminal.
enum PlainText {
  /// The text without what could steer a terminal; line ends stay.
  static func lines(_ text: some StringProtocol) -> String { BlockText.cleaned(String(text)) }

  /// The same on one line, cut to a number of columns.
  static func line(_ text: some StringProtocol, width: Int) -> String {
    var line = ""
    var column = 0
    for character in lines(text).split(separator: "\n").joined(separator: " ") {
      column += character.displayWidth
      guard column <= width else { break }
      line.append(character)
    }
    return line
  }

  /// The text broken at spaces into lines of at most so many columns, each set in by a margin.
  static func paragraph(_ text: some StringProtocol, width: Int, margin: Int) -> String {
    let indent = String(repeating: " ", count: margin)
    var result: [String] = []
    var (line, column) = ("", margin)
    for word in lines(text).split(whereSeparator: \.isWhitespace) {
      let length = word.displayWidth
      if !line.isEmpty, column + 1 + length > width {
        result.append(indent + line)
        (line, column) = ("", margin)
      }
      line += (line.isEmpty ? "" : " ") + word
      column += length + (column == margin ? 0 : 1)
    }
    return (line.isEmpty ? result : result + [indent + line]).joined(separator: "\n")
  }

  /// Columns of a line, without what steers the terminal.
  static func columns(of line: some StringProtocol) -> Int { lines(line).displayWidth }
}
