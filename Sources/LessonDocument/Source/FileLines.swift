/// The lines of a text file, by the one rule that holds for every file of a course.
///
/// A line ends at `\n`, `\r\n` or `\r`, for Markdown and for the Swift compiler alike; a line separator, a form
/// feed or a vertical tab ends none. A byte order mark is no part of the text.
public enum FileLines {
  /// The lines of a file, each at its place; the last is empty if a line end stands before it.
  public static func lines(of text: String) -> [CodeLine] {
    var lines = lines(of: SourceText(Array(text.utf8)))
    if lines.isEmpty || endsLine(text) {
      lines.append(
        CodeLine(text: "", location: SourceLocation(line: lines.count + 1, column: 1))
      )
    }
    return lines
  }

  /// The lines of a text, each at its place.
  static func lines(of source: SourceText) -> [CodeLine] {
    source.lines.indices.map { CodeLine(text: source.string($0), location: source.origins[$0]) }
  }

  /// A file's text with `\n` at the end of each line and without a byte order mark.
  public static func plain(_ text: String) -> String {
    lines(of: text).map(\.text).joined(separator: "\n")
  }

  /// The line end that a text uses, as its first line has it; `\n` if it has but one line.
  public static func lineEnd(of text: String) -> String {
    let bytes = text.utf8
    guard let first = bytes.firstIndex(where: { $0 == .newline || $0 == .carriageReturn }),
      bytes[first] == .carriageReturn
    else { return "\n" }
    return bytes[bytes.index(after: first)...].first == .newline ? "\r\n" : "\r"
  }

  private static func endsLine(_ text: String) -> Bool {
    text.utf8.last == .newline || text.utf8.last == .carriageReturn
  }
}
