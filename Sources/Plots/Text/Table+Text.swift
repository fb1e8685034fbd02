extension Table {
  /// The table in aligned columns, numbers to the right; no line is wider than `width`.
  ///
  /// Words too long for their column go on below, and columns for which there is no room follow in groups, each with
  /// the first column and a line such as `columns 7–12 of 12`. Of thousands of cells the middle rows are left out.
  ///
  /// - Parameters:
  ///   - width: In columns of the terminal.
  ///   - plain: Whether only ASCII may be used.
  public func text(width: Int, plain: Bool = false) -> String {
    let style = TextStyle(width: min(10_000, max(1, width)), usesColour: false, isPlain: plain)
    return TableLayout(cleaned, style).lines.map(style.written).joined(separator: "\n")
  }

  /// Whether a cell is empty or a number, a gap included.
  static func isNumber(_ words: String) -> Bool {
    words.isEmpty || ["nan", "inf", "-inf", "–", "…"].contains(words) || Double(words) != nil
  }
}

extension TextStyle {
  /// Writes a line without regard to the width.
  func written(_ line: TextLine, isCut: Bool) -> String {
    TextStyle(width: isCut ? width : .max / 2, usesColour: usesColour, isPlain: isPlain)
      .written(line)
  }
}
