extension CSVTable {
  /// The whole table as its file holds it.
  public var text: String {
    let separator = String(UnicodeScalar(separator))
    let lines = ([header] + rows).map { row in
      row.cells.map(\.writtenText).joined(separator: separator) + row.end
    }
    return opening + lines.joined()
  }
}

extension CSVTable.Cell {
  /// The cell as a file holds it: as it was read, else so that no spreadsheet runs it.
  fileprivate var writtenText: String {
    if let written { return written }
    let safe = FormulaGuard.guarded(text)
    // Whatever separator a spreadsheet takes, the cell stays whole.
    let isPlain =
      !safe.utf8.contains { [0x22, 0x2C, 0x3B, 0x09, 0x0A, 0x0D].contains($0) }
      && safe.first?.isWhitespace != true && safe.last?.isWhitespace != true
    return isPlain ? safe : "\"\(safe.replacing("\"", with: "\"\""))\""
  }
}

/// Keeps spreadsheets from running a cell that begins like a formula.
///
/// Such a text gets an apostrophe in front, by which spreadsheets know text; one that has apostrophes in front of what would be
/// a formula gets one more, so that every text can be told again.
///
/// - Source: OWASP, "CSV Injection".
enum FormulaGuard {
  /// The text as a new cell holds it.
  static func guarded(_ text: String) -> String {
    runs(text.drop { $0 == "'" }) ? "'" + text : text
  }

  /// The text that a cell stands for.
  static func unguarded(_ cell: String) -> String {
    cell.hasPrefix("'") && runs(cell.drop { $0 == "'" }) ? String(cell.dropFirst()) : cell
  }

  /// Whether a spreadsheet would take a text for a formula.
  static func runs(_ text: some StringProtocol) -> Bool {
    // Scalars: a mark that combines with the sign must not hide it.
    guard let first = text.unicodeScalars.first else { return false }
    switch first {
    case "=", "@", "\t", "\r", "\n", "\u{FF1D}", "\u{FF20}", "\u{FF0B}", "\u{FF0D}": return true
    case "+", "-":
      let rest = text.dropFirst()
      return !rest.isEmpty && !isNumber(rest)
    default: return false
    }
  }

  private static func isNumber(_ text: some StringProtocol) -> Bool {
    String(text).wholeMatch(of: /[0-9]+(?:[.,][0-9]+)*%?|[.,][0-9]+|[0-9.]+[eE][+-]?[0-9]+/) != nil
  }
}
