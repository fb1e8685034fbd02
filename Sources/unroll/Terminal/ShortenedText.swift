import LessonDocument
import Plots

/// A long text with its middle left out, so that it does not flood a terminal.
enum ShortenedText {
  /// Lines kept at the beginning and at the end.
  static let (head, tail) = (40, 10)

  /// - Parameter width: the columns of the terminal, which breaks longer lines.
  static func text(_ text: String, width: Int) -> String {
    let text = BlockText.cleaned(text)
    let endsLine = text.utf8.last == 10
    let lines = text.utf8.split(separator: 10, omittingEmptySubsequences: false)
      .dropLast(endsLine ? 1 : 0)
      .flatMap { rows(Substring($0), width: width) }
    guard lines.count > head + tail else { return text }
    let count = lines.count - head - tail
    let gap = "… \(count) more line\(count == 1 ? "" : "s") (`--json` has them all)"
    let kept = lines.prefix(head).map(String.init) + [gap] + lines.suffix(tail).map(String.init)
    return kept.joined(separator: "\n") + (endsLine ? "\n" : "")
  }

  /// The rows that a line takes.
  private static func rows(_ line: Substring, width: Int) -> [Substring] {
    var line = line
    guard line.utf8.count > width else { return [line] }
    var rows: [Substring] = []
    while !line.isEmpty {
      rows.append(line.prefix(width))
      line = line.dropFirst(width)
    }
    return rows
  }
}

extension BlockResult {
  /// The result with long texts shortened.
  func shortened(width: Int) -> BlockResult {
    var result = self
    for index in outputs.indices where [.text, .value].contains(outputs[index].kind) {
      result.outputs[index].text = ShortenedText.text(outputs[index].text, width: width)
    }
    return result
  }
}
