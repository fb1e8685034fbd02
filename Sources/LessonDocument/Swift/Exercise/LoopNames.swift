import SwiftSyntax

/// The names that code gives to variables and parameters, and what may become of them in a loop.
struct LoopNames {
  /// The names of what a `var` declares.
  private(set) var variables: Set<String> = []
  private var declared: Set<String> = []
  /// Names that may stand for an object, which others can change.
  private var shared: Set<String> = []
  private let functions: [(node: Syntax, written: Set<String>)]

  /// Reads the names of code.
  init(of tree: SourceFileSyntax) {
    let finder = LoopNameFinder(viewMode: .sourceAccurate)
    finder.walk(tree)
    functions = finder.functions.map { ($0, WriteFinder.names(in: $0).written) }
    variables = finder.variables
    declared = finder.declared
    shared = finder.shared
  }

  /// Whether a name is surely one of the code's own and keeps its value as long as a loop runs.
  func staysTheSame(_ name: String, in loop: Syntax, _ body: CodeBlockSyntax) -> Bool {
    guard declared.contains(name) else { return false }
    let names = WriteFinder.names(in: Syntax(body))
    guard !names.written.contains(name), !(shared.contains(name) && names.handed.contains(name))
    else { return false }
    // A function that the loop calls may write to what it has captured.
    return functions.allSatisfy { $0.node.holds(loop) || !$0.written.contains(name) }
  }
}

extension WriteFinder {
  /// What code writes and gives away.
  fileprivate static func names(in node: Syntax) -> (written: Set<String>, handed: Set<String>) {
    let finder = WriteFinder(viewMode: .sourceAccurate)
    finder.walk(node)
    return (finder.written, finder.handed)
  }
}

extension Syntax {
  /// Whether a node stands within it.
  fileprivate func holds(_ other: Syntax) -> Bool {
    var node: Syntax? = other
    while let current = node {
      if current.id == id { return true }
      node = current.parent
    }
    return false
  }
}

/// Finds declarations of variables and parameters, and functions, closures and accessors.
private final class LoopNameFinder: SyntaxVisitor {
  private(set) var variables: Set<String> = []
  private(set) var declared: Set<String> = []
  private(set) var shared: Set<String> = []
  private(set) var functions: [Syntax] = []

  override func visit(_ node: PatternBindingSyntax) -> SyntaxVisitorContinueKind {
    // What a getter gives may be another value each time.
    guard node.accessorBlock == nil else { return .visitChildren }
    let specifier = node.parent?.parent?.as(VariableDeclSyntax.self)?.bindingSpecifier.tokenKind
    let isHeld = KnownValue.isHeld(by: node)
    for name in node.pattern.identifiers {
      if specifier == .keyword(.var) { variables.insert(name) }
      add(name, isValue: isHeld)
    }
    return .visitChildren
  }

  override func visit(_ node: FunctionParameterSyntax) -> SyntaxVisitorContinueKind {
    let name = (node.secondName ?? node.firstName).plainName
    // Others may write to what is `inout`.
    if node.type.is(AttributedTypeSyntax.self) { return .visitChildren }
    add(name, isValue: KnownValue.isValue(node.type))
    return .visitChildren
  }

  override func visit(_ node: ClosureParameterSyntax) -> SyntaxVisitorContinueKind {
    let name = (node.secondName ?? node.firstName).plainName
    if node.type?.is(AttributedTypeSyntax.self) == true { return .visitChildren }
    add(name, isValue: node.type.map { KnownValue.isValue($0) } ?? false)
    return .visitChildren
  }

  override func visit(_ node: ForStmtSyntax) -> SyntaxVisitorContinueKind {
    for name in node.pattern.identifiers { add(name, isValue: false) }
    return .visitChildren
  }

  override func visit(_ node: FunctionDeclSyntax) -> SyntaxVisitorContinueKind {
    functions.append(Syntax(node))
    return .visitChildren
  }

  override func visit(_ node: ClosureExprSyntax) -> SyntaxVisitorContinueKind {
    functions.append(Syntax(node))
    return .visitChildren
  }

  override func visit(_ node: AccessorBlockSyntax) -> SyntaxVisitorContinueKind {
    functions.append(Syntax(node))
    return .visitChildren
  }

  private func add(_ name: String, isValue: Bool) {
    declared.insert(name)
    if !isValue { shared.insert(name) }
  }
}

extension PatternSyntax {
  /// The names that it declares.
  fileprivate var identifiers: [String] {
    if let name = self.as(IdentifierPatternSyntax.self) { return [name.identifier.plainName] }
    if let tuple = self.as(TuplePatternSyntax.self) {
      return tuple.elements.flatMap { $0.pattern.identifiers }
    }
    return []
  }
}

/// Reads a condition that gives the same as long as the names in it keep their values.
final class ConditionReader: SyntaxVisitor {
  private var names: [String] = []
  private var isPlain = true

  /// The names of a condition in their order; nil if it may give another value by itself.
  static func names(in condition: ExprSyntax) -> [String]? {
    let reader = ConditionReader(viewMode: .sourceAccurate)
    reader.walk(condition)
    return reader.isPlain ? reader.names : nil
  }

  private static let functions: Set<String> = [
    "Double", "Float", "Int", "abs", "max", "min", "pow", "sqrt",
  ]
  private static let members: Set<String> = [
    "count", "endIndex", "first", "indices", "infinity", "isEmpty", "isFinite", "isNaN", "last",
    "lowerBound", "magnitude", "max", "min", "pi", "rank", "scalars", "shape", "startIndex",
    "upperBound",
  ]

  override func visit(_ node: ClosureExprSyntax) -> SyntaxVisitorContinueKind { refuse() }
  override func visit(_ node: MacroExpansionExprSyntax) -> SyntaxVisitorContinueKind { refuse() }
  override func visit(_ node: AwaitExprSyntax) -> SyntaxVisitorContinueKind { refuse() }
  override func visit(_ node: TryExprSyntax) -> SyntaxVisitorContinueKind { refuse() }
  override func visit(_ node: AssignmentExprSyntax) -> SyntaxVisitorContinueKind { refuse() }
  override func visit(_ node: InOutExprSyntax) -> SyntaxVisitorContinueKind { refuse() }

  private func refuse() -> SyntaxVisitorContinueKind {
    isPlain = false
    return .skipChildren
  }

  override func visit(_ node: FunctionCallExprSyntax) -> SyntaxVisitorContinueKind {
    let callee = node.calledExpression.as(DeclReferenceExprSyntax.self)?.baseName.plainName
    guard let callee, Self.functions.contains(callee) else { return refuse() }
    return .visitChildren
  }

  override func visit(_ node: MemberAccessExprSyntax) -> SyntaxVisitorContinueKind {
    if !Self.members.contains(node.declName.baseName.plainName) { isPlain = false }
    return .visitChildren
  }

  override func visit(_ node: DeclReferenceExprSyntax) -> SyntaxVisitorContinueKind {
    let name = node.baseName.plainName
    let isMember = node.parent?.as(MemberAccessExprSyntax.self)?.declName.id == node.id
    if !isMember, !Self.functions.contains(name), !names.contains(name) { names.append(name) }
    return .skipChildren
  }
}
