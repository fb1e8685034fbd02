import LessonDocument

/// Swift code, line by line, in pieces of one kind each.
enum HighlightedCode {
  struct Piece: Equatable {
    var text: String
    var kind: Kind
  }

  /// What a piece of code is.
  enum Kind: String, CaseIterable {
    case plain, keyword, type, identifier, string, number, comment, `operator`, attribute, regex
  }

  static func lines(_ code: [CodeLine]) -> [[Piece]] {
    code.map { [Piece(text: $0.text.clearedOfTabs, kind: .plain)] }
  }
}

extension HighlightedCode.Kind {
  var terminalStyle: TerminalStyle {
    switch self {
    case .plain, .identifier, .operator: []
    case .keyword: .magenta
    case .type: .cyan
    case .string, .regex: .green
    case .number: .yellow
    case .comment: .dim
    case .attribute: .blue
    }
  }

  /// The class of the style sheet, or nil for code that has no colour of its own.
  var cssClass: String? {
    self == .plain || self == .identifier ? nil : "code-" + rawValue
  }
}

extension String {
  /// The author's code without control characters; a tab is four spaces.
  var clearedOfTabs: String {
    BlockText.cleanedLine(
      split(separator: "\t", omittingEmptySubsequences: false)
        .joined(separator: "    ")
    )
  }
}
