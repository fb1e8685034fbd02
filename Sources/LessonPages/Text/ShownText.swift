import Plots

/// What pages and exports show of a text that code prints.
enum ShownText {
  /// Characters kept at the beginning and at the end of a text that is too long to be read.
  private static let (head, tail) = (48_000, 8000)

  /// The text as a terminal shows it; of a long one the middle is left out, and a line says how much that is.
  static func shortened(_ text: String, _ words: InterfaceWords = .english) -> String {
    let text = BlockText.cleaned(text)
    guard text.utf8.count > head + tail else { return text }
    let scalars = text.unicodeScalars
    let count = scalars.count - head - tail
    guard count > 0 else { return text }
    return String(scalars.prefix(head)) + "\n\(words["outputShortened", String(count)])\n"
      + String(scalars.suffix(tail))
  }
}
