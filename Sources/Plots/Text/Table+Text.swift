extension Table {
  /// The table in aligned columns, numbers to the right; no line is wider than `width`.
  ///
  /// Words too long for their column end in `…` (`~` if plain); columns for which there is no room
  /// are counted in a last line.
  ///
  /// - Parameters:
  ///   - width: In columns of the terminal.
  ///   - plain: Whether only ASCII may be used.
  public func text(width: Int, plain: Bool = false) -> String {
    let style = TextStyle(width: max(1, width), usesColour: false, isPlain: plain)
    return lines(style).map(style.written).joined(separator: "\n")
  }

  private func lines(_ style: TextStyle) -> [TextLine] {
    let count = max(columns.count, rows.map(\.count).max() ?? 0)
    let all = ([columns] + rows).map { row in
      (0..<count).map { column in
        // Plain spelling may be longer, so it is settled before widths are measured.
        style.written(
          TextLine(row.indices.contains(column) ? row[column] : ""),
          isCut: false
        )
      }
    }
    let (widths, shown) = columnWidths(all, count: count, width: style.width)
    let isNumeric = (0..<count).map { column in
      rows.contains { $0.indices.contains(column) && !$0[column].isEmpty }
        && rows.allSatisfy { !$0.indices.contains(column) || Self.isNumber($0[column]) }
    }
    var lines = caption.isEmpty ? [] : [TextLine(caption)]
    for (index, row) in all.enumerated() {
      var line = TextLine()
      for column in 0..<shown {
        if column > 0 { line.append("  ") }
        let cell = Self.cut(row[column], to: widths[column], isPlain: style.isPlain)
        line.cells += cell.padded(to: widths[column], right: isNumeric[column]).cells
      }
      lines.append(line)
      if index == 0 {
        let rule = widths.prefix(shown).reduce(-2) { $0 + $1 + 2 }
        lines.append(TextLine(String(repeating: style.isPlain ? "-" : "─", count: max(0, rule))))
      }
    }
    if shown < count {
      lines.append(TextLine("(\(count - shown) more columns need a wider terminal)"))
    }
    return lines
  }

  /// Widths of the columns, the widest made narrower until all fit, and how many fit at all.
  private func columnWidths(
    _ all: [[String]],
    count: Int,
    width: Int
  ) -> (widths: [Int], shown: Int) {
    var widths = (0..<count).map { column in
      max(1, all.map { TextLine($0[column]).width }.max() ?? 1)
    }
    var shown = count
    func total() -> Int { widths.prefix(shown).reduce(-2) { $0 + $1 + 2 } }
    while total() > width, let widest = widths.prefix(shown).max() {
      if widest > 8 {
        widths[widths.firstIndex(of: widest) ?? 0] -= 1
      } else if shown > 1 {
        shown -= 1
      } else {
        break
      }
    }
    return (widths, shown)
  }

  private static func cut(_ words: String, to width: Int, isPlain: Bool) -> TextLine {
    guard TextLine(words).width > width else { return TextLine(words) }
    var kept = words
    while !kept.isEmpty, TextLine(kept).width > width - 1 { kept.removeLast() }
    return TextLine(kept + (isPlain ? "~" : "…"))
  }

  /// Whether a cell is empty or a number, a gap included.
  static func isNumber(_ words: String) -> Bool {
    words.isEmpty || ["nan", "inf", "-inf", "–"].contains(words) || Double(words) != nil
  }
}

extension TextStyle {
  /// Writes a line without regard to the width.
  func written(_ line: TextLine, isCut: Bool) -> String {
    TextStyle(width: isCut ? width : .max / 2, usesColour: usesColour, isPlain: isPlain)
      .written(line)
  }
}
