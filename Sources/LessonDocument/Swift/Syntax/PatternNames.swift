import SwiftSyntax

/// Collects the names that patterns bind, in order.
final class PatternNames: SyntaxVisitor {
  private(set) var names: [TokenSyntax] = []
  private(set) var variableKeywords: [TokenSyntax] = []

  /// The names bound by `pattern`.
  static func names(in pattern: some SyntaxProtocol) -> [String] {
    let visitor = PatternNames(viewMode: .sourceAccurate)
    visitor.walk(pattern)
    return visitor.names.map(\.text)
  }

  override func visit(_ node: IdentifierPatternSyntax) -> SyntaxVisitorContinueKind {
    names.append(node.identifier)
    return .skipChildren
  }

  override func visit(_ node: ValueBindingPatternSyntax) -> SyntaxVisitorContinueKind {
    if node.bindingSpecifier.tokenKind == .keyword(.var) {
      variableKeywords.append(node.bindingSpecifier)
    }
    return .visitChildren
  }

  override func visit(_ node: OptionalBindingConditionSyntax) -> SyntaxVisitorContinueKind {
    if node.bindingSpecifier.tokenKind == .keyword(.var) {
      variableKeywords.append(node.bindingSpecifier)
    }
    walk(node.pattern)
    return .skipChildren
  }

  override func visit(_ node: MatchingPatternConditionSyntax) -> SyntaxVisitorContinueKind {
    walk(node.pattern)
    return .skipChildren
  }

  override func visit(_ node: ClosureExprSyntax) -> SyntaxVisitorContinueKind { .skipChildren }
}
