import SwiftSyntax

/// Reads what a top-level declaration declares.
struct DeclarationReader {
  /// Whether the declaration stands in an `#if`.
  var isConditional: Bool

  /// The declarations made by `node`; none for imports and the like.
  func declarations(in node: DeclSyntax) -> [BlockDeclaration] {
    if let function = node.as(FunctionDeclSyntax.self) {
      return [declaration(of: node, named: function.name, kind: .function)]
    }
    if let macro = node.as(MacroDeclSyntax.self) {
      return [declaration(of: node, named: macro.name, kind: .macro)]
    }
    if let alias = node.as(TypeAliasDeclSyntax.self) {
      return [declaration(of: node, named: alias.name, kind: .type)]
    }
    if let group = node.as(PrecedenceGroupDeclSyntax.self) {
      return [declaration(of: node, named: group.name, kind: .precedenceGroup)]
    }
    if let declared = node.as(OperatorDeclSyntax.self) {
      return [declaration(of: node, named: declared.name, kind: declared.kind)]
    }
    if let extended = node.as(ExtensionDeclSyntax.self) {
      return [
        declaration(
          of: node,
          named: extended.extendedType.baseName ?? extended.extensionKeyword,
          kind: .extension,
          inheriting: extended.inheritanceClause
        )
      ]
    }
    if let group = node.asProtocol((any DeclGroupSyntax).self),
      let named = node.asProtocol((any NamedDeclSyntax).self)
    {
      return [
        declaration(
          of: node,
          named: named.name,
          kind: .type,
          inheriting: group.inheritanceClause
        )
      ]
    }
    return []
  }

  /// The variables that `binding` declares.
  func variables(in binding: PatternBindingSyntax) -> [BlockDeclaration] {
    let visitor = PatternNames(viewMode: .sourceAccurate)
    visitor.walk(binding.pattern)
    let keyword = binding.parent?.parent?.as(VariableDeclSyntax.self)?.bindingSpecifier
    return visitor.names.map { name in
      var declared = variable(name, uses: NameCollector.uses(in: [binding]))
      declared.holdsValue = KnownValue.isHeld(by: binding)
      declared.isConstant = keyword?.tokenKind == .keyword(.let)
      return declared
    }
  }

  /// The variable `name`, whose value is made from `uses`.
  func variable(_ name: TokenSyntax, uses: NameUse) -> BlockDeclaration {
    BlockDeclaration(
      name: name.plainName,
      kind: .variable,
      signature: nil,
      offset: name.positionAfterSkippingLeadingTrivia.utf8Offset,
      members: [],
      conformances: [],
      uses: uses,
      isConditional: isConditional
    )
  }

  private func declaration(
    of node: DeclSyntax,
    named name: TokenSyntax,
    kind: BlockDeclaration.Kind,
    inheriting clause: InheritanceClauseSyntax? = nil
  ) -> BlockDeclaration {
    BlockDeclaration(
      name: name.plainName,
      kind: kind,
      signature: node.as(FunctionDeclSyntax.self)?.plainSignature,
      offset: name.positionAfterSkippingLeadingTrivia.utf8Offset,
      members: MemberNames.names(in: node),
      conformances: clause?.inheritedTypes.map { $0.type.trimmedDescription } ?? [],
      uses: NameCollector.uses(in: [node]),
      isConditional: isConditional
    )
  }
}

extension FunctionDeclSyntax {
  /// The function with its labels, types and effects, without spaces, names of parameters and
  /// default values.
  fileprivate var plainSignature: String {
    func plain(_ node: (some SyntaxProtocol)?) -> String {
      node.map { $0.tokens(viewMode: .sourceAccurate).map(\.text).joined(separator: " ") } ?? ""
    }
    let parameters = signature.parameterClause.parameters.map {
      "\($0.firstName.plainName):\(plain($0.type))\($0.ellipsis == nil ? "" : "...")"
    }
    var result = plain(signature.returnClause?.type)
    if ["Void", "( )"].contains(result) { result = "" }
    return "func \(name.plainName)\(plain(genericParameterClause))"
      + "(\(parameters.joined(separator: ",")))\(plain(signature.effectSpecifiers))->\(result)"
      + plain(genericWhereClause)
  }
}

extension OperatorDeclSyntax {
  fileprivate var kind: BlockDeclaration.Kind {
    switch fixitySpecifier.tokenKind {
    case .keyword(.prefix): .prefixOperator
    case .keyword(.postfix): .postfixOperator
    default: .infixOperator
    }
  }
}

extension TypeSyntax {
  /// The outermost name of a named type: `Outer` of `Outer.Inner<Int>`, `Array` of `[Int]`.
  fileprivate var baseName: TokenSyntax? {
    if let identifier = self.as(IdentifierTypeSyntax.self) { return identifier.name }
    if let member = self.as(MemberTypeSyntax.self) { return member.baseType.baseName }
    return firstToken(viewMode: .sourceAccurate)
  }
}

/// Collects the names of the members of a type or extension, nested ones included.
private final class MemberNames: SyntaxVisitor {
  private var names: Set<String> = []
  private var root: DeclSyntax?

  static func names(in node: DeclSyntax) -> [String] {
    guard node.asProtocol((any DeclGroupSyntax).self) != nil else { return [] }
    let visitor = MemberNames(viewMode: .sourceAccurate)
    visitor.root = node
    visitor.walk(node)
    return visitor.names.sorted()
  }

  override func visit(_ node: FunctionDeclSyntax) -> SyntaxVisitorContinueKind {
    names.insert(node.name.plainName)
    return .skipChildren
  }

  override func visit(_ node: InitializerDeclSyntax) -> SyntaxVisitorContinueKind {
    names.insert("init")
    return .skipChildren
  }

  override func visit(_ node: SubscriptDeclSyntax) -> SyntaxVisitorContinueKind {
    names.insert("subscript")
    return .skipChildren
  }

  override func visit(_ node: VariableDeclSyntax) -> SyntaxVisitorContinueKind {
    for binding in node.bindings { names.formUnion(PatternNames.names(in: binding.pattern)) }
    return .skipChildren
  }

  override func visit(_ node: EnumCaseElementSyntax) -> SyntaxVisitorContinueKind {
    names.insert(node.name.plainName)
    return .skipChildren
  }

  override func visit(_ node: TypeAliasDeclSyntax) -> SyntaxVisitorContinueKind {
    names.insert(node.name.plainName)
    return .skipChildren
  }

  override func visit(_ node: StructDeclSyntax) -> SyntaxVisitorContinueKind { nested(node) }
  override func visit(_ node: ClassDeclSyntax) -> SyntaxVisitorContinueKind { nested(node) }
  override func visit(_ node: EnumDeclSyntax) -> SyntaxVisitorContinueKind { nested(node) }
  override func visit(_ node: ActorDeclSyntax) -> SyntaxVisitorContinueKind { nested(node) }
  override func visit(_ node: ProtocolDeclSyntax) -> SyntaxVisitorContinueKind { nested(node) }

  private func nested(_ node: some NamedDeclSyntax) -> SyntaxVisitorContinueKind {
    if node.id != root?.id { names.insert(node.name.plainName) }
    return .visitChildren
  }
}
