import LessonDocument
import Plots

/// Swift code, line by line, in pieces of one kind each.
enum HighlightedCode {
  typealias Kind = SwiftHighlighter.Kind

  struct Piece: Equatable {
    var text: String
    var kind: Kind
  }

  /// The lines of a block; control characters are dropped, a tab is four spaces, and what would not be seen is spelled.
  static func lines(_ code: [CodeLine]) -> [[Piece]] {
    let text = code.map { visible($0.text) }.joined(separator: "\n")
    var lines: [[Piece]] = [[]]
    for span in SwiftHighlighter.spans(of: text) {
      let parts = span.text.split(separator: "\n", omittingEmptySubsequences: false)
      for (index, part) in parts.enumerated() {
        if index > 0 { lines.append([]) }
        guard !part.isEmpty else { continue }
        lines[lines.count - 1].append(Piece(text: String(part), kind: span.kind))
      }
    }
    return lines
  }

  private static func visible(_ line: String) -> String {
    let parts = line.split(separator: "\t", omittingEmptySubsequences: false)
    return BlockText.cleanedLine(BlockText.spelled(code: parts.joined(separator: "    ")))
  }
}

extension SwiftHighlighter.Kind {
  var terminalStyle: TerminalStyle {
    switch self {
    case .plain, .identifier, .label, .operator: []
    case .keyword: .magenta
    case .type: .cyan
    case .string, .regex: .green
    case .number: .yellow
    case .comment, .documentation: .dim
    case .attribute, .directive: .blue
    }
  }

  /// The class of the style sheet, or nil for code that has no colour of its own.
  var cssClass: String? {
    switch self {
    case .plain, .identifier, .label, .operator: nil
    case .keyword: "k"
    case .type: "t"
    case .string: "s"
    case .regex: "r"
    case .number: "n"
    case .comment, .documentation: "c"
    case .attribute, .directive: "a"
    }
  }
}
