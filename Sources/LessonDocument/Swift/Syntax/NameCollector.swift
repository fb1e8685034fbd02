import SwiftSyntax

/// Collects the names that code uses, without resolving them.
///
/// A name that is also a parameter or a local variable counts as used: the dependencies built on
/// this may name a block too many, never one too few.
final class NameCollector: SyntaxVisitor {
  private(set) var names: Set<String> = []
  private(set) var members: Set<String> = []

  /// The names used in `nodes`.
  static func uses(in nodes: [any SyntaxProtocol]) -> NameUse {
    let collector = NameCollector(viewMode: .sourceAccurate)
    for node in nodes { collector.walk(node) }
    let finder = WriteFinder(viewMode: .sourceAccurate)
    for node in nodes { finder.walk(node) }
    return NameUse(
      names: collector.names,
      members: collector.members,
      written: finder.written,
      handed: finder.handed
    )
  }

  override func visit(_ node: DeclReferenceExprSyntax) -> SyntaxVisitorContinueKind {
    let name = node.baseName.plainName
    if node.parent?.as(MemberAccessExprSyntax.self)?.declName.id == node.id
      || node.parent?.is(KeyPathPropertyComponentSyntax.self) == true
    {
      members.insert(name)
    } else {
      names.insert(name)
    }
    return .visitChildren
  }

  override func visit(_ node: IdentifierTypeSyntax) -> SyntaxVisitorContinueKind {
    names.insert(node.name.plainName)
    return .visitChildren
  }

  override func visit(_ node: MemberTypeSyntax) -> SyntaxVisitorContinueKind {
    members.insert(node.name.plainName)
    return .visitChildren
  }

  override func visit(_ node: BinaryOperatorExprSyntax) -> SyntaxVisitorContinueKind {
    names.insert(node.operator.text)
    return .skipChildren
  }

  override func visit(_ node: PrefixOperatorExprSyntax) -> SyntaxVisitorContinueKind {
    names.insert(node.operator.text)
    return .visitChildren
  }

  override func visit(_ node: PostfixOperatorExprSyntax) -> SyntaxVisitorContinueKind {
    names.insert(node.operator.text)
    return .visitChildren
  }

  override func visit(_ node: MacroExpansionExprSyntax) -> SyntaxVisitorContinueKind {
    names.insert(node.macroName.plainName)
    return .visitChildren
  }

  override func visit(_ node: MacroExpansionDeclSyntax) -> SyntaxVisitorContinueKind {
    names.insert(node.macroName.plainName)
    return .visitChildren
  }

  override func visit(_ node: OptionalBindingConditionSyntax) -> SyntaxVisitorContinueKind {
    if node.initializer == nil, let pattern = node.pattern.as(IdentifierPatternSyntax.self) {
      names.insert(pattern.identifier.plainName)
    }
    return .visitChildren
  }

  override func visit(_ node: ClosureCaptureSyntax) -> SyntaxVisitorContinueKind {
    if node.initializer == nil { names.insert(node.name.plainName) }
    return .visitChildren
  }

  override func visit(_ node: ClosureExprSyntax) -> SyntaxVisitorContinueKind { .visitChildren }

  override func visit(_ node: OperatorDeclSyntax) -> SyntaxVisitorContinueKind {
    if let group = node.operatorPrecedenceAndTypes?.precedenceGroup {
      names.insert(group.plainName)
    }
    return .skipChildren
  }

  override func visit(_ node: PrecedenceGroupNameSyntax) -> SyntaxVisitorContinueKind {
    names.insert(node.name.plainName)
    return .skipChildren
  }
}

extension TokenSyntax {
  /// The name that the token spells, without back-ticks.
  var plainName: String {
    let text = self.text
    guard text.count > 2, text.hasPrefix("`"), text.hasSuffix("`") else { return text }
    return String(text.dropFirst().dropLast())
  }
}

extension SyntaxProtocol {
  /// The bytes of the node without the spaces and comments around it.
  var byteRange: Range<Int> {
    positionAfterSkippingLeadingTrivia.utf8Offset..<endPositionBeforeTrailingTrivia.utf8Offset
  }
}
