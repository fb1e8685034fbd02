/// Two texts beside each other, as wide as a terminal.
enum SideBySide {
  /// The lines of both, the left ones padded; below each other where the terminal is narrow.
  ///
  /// - Parameter left: lines of at most ``columnWidth(in:)`` columns.
  static func text(
    _ left: (title: String, text: String),
    _ right: (title: String, text: String),
    width: Int,
    bar: String
  ) -> String {
    let column = columnWidth(in: width)
    guard fits(width) else {
      return "\(left.title)\n\n\(left.text)\n\(right.title)\n\n\(right.text)"
    }
    let lines = [left, right].map { [$0.title, ""] + Self.lines($0.text) }
    let count = max(lines[0].count, lines[1].count)
    var text = ""
    for number in 0..<count {
      let first = number < lines[0].count ? lines[0][number] : ""
      let second = number < lines[1].count ? lines[1][number] : ""
      let padding = String(repeating: " ", count: max(0, column - PlainText.columns(of: first)))
      var line = first + padding + " \(bar) " + second
      while line.last == " " { line.removeLast() }
      text += line + "\n"
    }
    return text
  }

  /// Whether there is room for two columns.
  static func fits(_ width: Int) -> Bool { width >= 60 }

  /// The columns of each of the two.
  static func columnWidth(in width: Int) -> Int { fits(width) ? (width - 3) / 2 : width }

  private static func lines(_ text: String) -> [String] {
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    while lines.last?.isEmpty == true { lines.removeLast() }
    return lines
  }
}
