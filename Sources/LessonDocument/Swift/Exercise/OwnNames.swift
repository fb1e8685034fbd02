import SwiftSyntax

/// What an answer itself declares, as far as it tells its own functions from those that take a format nobody checks.
struct OwnNames {
  private let functions: Set<String>
  private let types: Set<String>
  /// Names that may stand for types of others.
  private let aliases: Set<String>

  /// Types none of whose initialisers takes a format.
  private static let plainTypes: Set<String> = [
    "Array", "Bool", "Character", "Dictionary", "Double", "Float", "Int", "Optional", "Set",
    "Tensor", "UInt", "Variable",
  ]
  /// Methods of lists that call what they are handed with one element.
  private static let mapping: Set<String> = ["compactMap", "flatMap", "forEach", "map"]

  init(of tree: SourceFileSyntax) {
    let collector = NameCollectorOfAnswer(viewMode: .sourceAccurate)
    collector.walk(tree)
    (functions, types, aliases) = (collector.functions, collector.types, collector.aliases)
  }

  /// Whether what is called, by a name alone, is a function or type of the answer, so that its `format:` is the answer's.
  func takesFormat(_ called: ExprSyntax) -> Bool {
    guard let name = called.as(DeclReferenceExprSyntax.self)?.baseName.plainName else {
      return false
    }
    return !aliases.contains(name) && (functions.contains(name) || types.contains(name))
  }

  /// Whether `X.init` is called at once, makes what takes no format, or is handed to a list's own `map`.
  func makes(_ node: MemberAccessExprSyntax) -> Bool {
    let call = node.parent?.as(FunctionCallExprSyntax.self)
    if call?.calledExpression.id == ExprSyntax(node).id { return true }
    if let base = node.base?.as(DeclReferenceExprSyntax.self)?.baseName.plainName,
      types.union(Self.plainTypes).subtracting(aliases).contains(base)
    {
      return true
    }
    guard let argument = node.parent?.as(LabeledExprSyntax.self), argument.label == nil,
      let call = argument.parent?.parent?.as(FunctionCallExprSyntax.self),
      call.arguments.count == 1,
      let method = call.calledExpression.as(MemberAccessExprSyntax.self)?.declName.baseName.text
    else { return false }
    return Self.mapping.contains(method) && !functions.contains(method)
  }
}

private final class NameCollectorOfAnswer: SyntaxVisitor {
  private(set) var functions: Set<String> = []
  private(set) var types: Set<String> = []
  private(set) var aliases: Set<String> = []

  override func visit(_ node: FunctionDeclSyntax) -> SyntaxVisitorContinueKind {
    functions.insert(node.name.plainName)
    return .visitChildren
  }

  override func visit(_ node: StructDeclSyntax) -> SyntaxVisitorContinueKind { made(node.name) }
  override func visit(_ node: EnumDeclSyntax) -> SyntaxVisitorContinueKind { made(node.name) }
  override func visit(_ node: ActorDeclSyntax) -> SyntaxVisitorContinueKind { made(node.name) }

  override func visit(_ node: ClassDeclSyntax) -> SyntaxVisitorContinueKind {
    // One that inherits has others' initialisers.
    node.inheritanceClause == nil ? made(node.name) : .visitChildren
  }

  private func made(_ name: TokenSyntax) -> SyntaxVisitorContinueKind {
    types.insert(name.plainName)
    return .visitChildren
  }

  override func visit(_ node: TypeAliasDeclSyntax) -> SyntaxVisitorContinueKind { other(node.name) }
  override func visit(_ node: AssociatedTypeDeclSyntax) -> SyntaxVisitorContinueKind {
    other(node.name)
  }
  override func visit(_ node: GenericParameterSyntax) -> SyntaxVisitorContinueKind {
    other(node.name)
  }
  override func visit(_ node: IdentifierPatternSyntax) -> SyntaxVisitorContinueKind {
    other(node.identifier)
  }
  override func visit(_ node: FunctionParameterSyntax) -> SyntaxVisitorContinueKind {
    other(node.secondName ?? node.firstName)
  }
  override func visit(_ node: ClosureParameterSyntax) -> SyntaxVisitorContinueKind {
    other(node.secondName ?? node.firstName)
  }
  override func visit(_ node: ClosureShorthandParameterSyntax) -> SyntaxVisitorContinueKind {
    other(node.name)
  }

  /// A value may be a type of others.
  private func other(_ name: TokenSyntax) -> SyntaxVisitorContinueKind {
    aliases.insert(name.plainName)
    return .visitChildren
  }
}
