import SwiftParser
import SwiftSyntax

/// Checks an answer to an exercise by its syntax.
public enum ExerciseSyntax {
  /// Where `code` uses names that the exercise forbids, as errors.
  ///
  /// A name is a name, an operator or a keyword; a dotted one, such as `Foundation.exp`, is used
  /// where all its parts follow each other. What stands in comments and strings is not used.
  public static func diagnostics(forbidding names: [String], in code: BlockCode) -> [Diagnostic] {
    // Code on which the parser would never end is refused as it is read.
    guard BracketGuard.problem(in: code.text) == nil else { return [] }
    return LargeStack.run { found(names, in: code) }
  }

  private static func found(_ names: [String], in code: BlockCode) -> [Diagnostic] {
    let tokens = Array(Parser.parse(source: code.text).tokens(viewMode: .sourceAccurate))
    var found: [Diagnostic] = []
    for name in names {
      let parts = Self.parts(of: name)
      let own = declared(name, among: tokens)
      guard !parts.isEmpty else { continue }
      for start in tokens.indices.dropLast(parts.count - 1)
      where tokens[start..<(start + parts.count)].map(\.plainName) == parts {
        guard !tokens[start].isText else { continue }
        let location = code.location(
          at: tokens[start].positionAfterSkippingLeadingTrivia.utf8Offset
        )
        found.append(
          Diagnostic(
            severity: .error,
            place: SourcePlace(location),
            cause: own.map { .forbiddenOwn(name: name, kind: $0) } ?? .forbidden(name)
          )
        )
      }
    }
    return found.sorted { ($0.line, $0.column) < ($1.line, $1.column) }
  }

  /// The declarations of `answer` that `solution` lacks: those that a check must not meet.
  ///
  /// An overload of a function of the solution is one of them if the answer has more functions of
  /// that name and these labels and types than the solution.
  public static func additions(
    in answer: BlockSyntax,
    beyond solution: BlockSyntax
  ) -> [BlockDeclaration] {
    additions(in: answer, beyond: solution.declarations)
  }

  /// The same beyond some declarations.
  public static func additions(
    in answer: BlockSyntax,
    beyond asked: [BlockDeclaration]
  ) -> [BlockDeclaration] {
    let known = Dictionary(grouping: asked, by: \.name)
    let own = Dictionary(grouping: answer.declarations, by: \.name)
    return answer.declarations.filter { declaration in
      guard let same = known[declaration.name] else { return true }
      guard let signature = declaration.signature else { return false }
      let isOverload = (own[declaration.name] ?? []).count > same.count
      return isOverload && !same.contains { $0.signature == signature }
    }
  }

  /// As what the code itself declares a name; nil if it does not.
  private static func declared(_ name: String, among tokens: [TokenSyntax]) -> String? {
    for (introducer, token) in zip(tokens, tokens.dropFirst()) where token.plainName == name {
      if let kind = declarers[introducer.text] { return kind }
    }
    return nil
  }

  private static let declarers = [
    "func": "function", "let": "constant", "var": "variable", "struct": "type", "class": "type",
    "enum": "type", "typealias": "type",
  ]

  private static func parts(of name: String) -> [String] {
    guard name.contains(where: { $0.isLetter || $0 == "_" }) else { return [name] }
    var parts: [String] = []
    for part in name.split(separator: ".") {
      if !parts.isEmpty { parts.append(".") }
      parts.append(String(part))
    }
    return parts
  }
}

extension TokenSyntax {
  /// Whether it is part of a string's or regular expression's text.
  fileprivate var isText: Bool {
    switch tokenKind {
    case .stringSegment, .regexLiteralPattern: true
    default: false
    }
  }
}
