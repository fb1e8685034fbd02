import SwiftIDEUtils
import SwiftParser
import SwiftSyntax

/// Says what each part of Swift code is, for colouring it.
///
/// Incomplete code is fine.
public struct SwiftHighlighter {
  /// A part of the code.
  public struct Span: Equatable, Sendable {
    /// What the part is.
    public var kind: Kind
    /// The part's text.
    public var text: String
  }

  /// The kinds of parts.
  public enum Kind: String, CaseIterable, Sendable {
    /// Spaces, punctuation and all that is not coloured.
    case plain
    /// `let`, `for`, `self`…
    case keyword
    /// The name of a type.
    case type
    /// Another name.
    case identifier
    /// The name of an argument or parameter label.
    case label
    /// An operator.
    case `operator`
    /// A number.
    case number
    /// A string, or a part of one.
    case string
    /// A regular expression.
    case regex
    /// A comment.
    case comment
    /// A comment that documents what follows.
    case documentation
    /// `@discardableResult`…
    case attribute
    /// `#if`, `#sourceLocation`…
    case directive
  }

  /// The parts of `code`, which together are `code`.
  public static func spans(of code: String) -> [Span] {
    guard BracketGuard.problem(in: code) == nil else { return [Span(kind: .plain, text: code)] }
    return known.value(of: code, size: code.utf8.count) { LargeStack.run { classified(code) } }
  }

  private static let known = Remembered<String, [Span]>()

  private static func classified(_ code: String) -> [Span] {
    let bytes = Array(code.utf8)
    let tree = Parser.parse(source: code)
    var spans: [Span] = []
    var end = 0
    func add(_ range: Range<Int>, _ kind: Kind) {
      guard !range.isEmpty else { return }
      let text = String(decoding: bytes[range], as: UTF8.self)
      if spans.last?.kind == kind {
        spans[spans.count - 1].text += text
      } else {
        spans.append(Span(kind: kind, text: text))
      }
    }
    for classified in tree.classifications {
      let start = classified.range.lowerBound.utf8Offset
      let range = start..<(start + classified.range.length.utf8Length)
      guard range.lowerBound >= end, range.upperBound <= bytes.count else { continue }
      add(end..<range.lowerBound, .plain)
      add(range, Kind(classified.kind))
      end = range.upperBound
    }
    add(end..<bytes.count, .plain)
    return spans
  }
}

extension SwiftHighlighter.Kind {
  fileprivate init(_ classification: SyntaxClassification) {
    self =
      switch classification {
      case .attribute: .attribute
      case .blockComment, .lineComment: .comment
      case .docBlockComment, .docLineComment: .documentation
      case .dollarIdentifier, .identifier: .identifier
      case .argumentLabel: .label
      case .editorPlaceholder, .none: .plain
      case .floatLiteral, .integerLiteral: .number
      case .ifConfigDirective: .directive
      case .keyword: .keyword
      case .operator: .operator
      case .regexLiteral: .regex
      case .stringLiteral: .string
      case .type: .type
      @unknown default: .plain
      }
  }
}
