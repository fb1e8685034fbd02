import SwiftParser
import SwiftSyntax

/// Finds loops of an answer that never end once they have begun, as far as that is evident without running it.
///
/// Types are not resolved and functions not followed: what may end is not found, and so is some of what never does.
public enum EndlessLoops {
  /// The loops, as warnings at their first word.
  public static func diagnostics(in code: BlockCode) -> [Diagnostic] {
    // Code on which the parser would never end does not run.
    guard BracketGuard.problem(in: code.text) == nil else { return [] }
    let found = LargeStack.run {
      let tree = Parser.parse(source: code.text)
      let finder = EndlessLoopFinder(names: LoopNames(of: tree))
      finder.walk(tree)
      return finder.found
    }
    return found.sorted { $0.offset < $1.offset }.map {
      Diagnostic(
        severity: .warning,
        place: SourcePlace(code.location(at: $0.offset)),
        cause: .endless($0.loop)
      )
    }
  }
}

/// Why a loop never ends.
public enum EndlessLoop: Codable, Equatable, Sendable {
  /// Its condition is `true`, and nothing leaves it.
  case unconditional
  /// Nothing in it changes what its condition names, and nothing leaves it.
  case unchanged([String])
  /// It goes through a range without an end, and nothing leaves it.
  case unbounded(range: String)
}

private final class EndlessLoopFinder: SyntaxVisitor {
  private(set) var found: [(offset: Int, loop: EndlessLoop)] = []
  private let names: LoopNames

  init(names: LoopNames) {
    self.names = names
    super.init(viewMode: .sourceAccurate)
  }

  override func visit(_ node: WhileStmtSyntax) -> SyntaxVisitorContinueKind {
    if node.conditions.count == 1, let condition = node.conditions.first?.condition,
      case .expression(let condition) = condition
    {
      judge(Syntax(node), condition, node.body, at: node.whileKeyword)
    }
    return .visitChildren
  }

  override func visit(_ node: RepeatStmtSyntax) -> SyntaxVisitorContinueKind {
    judge(Syntax(node), node.condition, node.body, at: node.repeatKeyword)
    return .visitChildren
  }

  override func visit(_ node: ForStmtSyntax) -> SyntaxVisitorContinueKind {
    if let range = node.sequence.as(PostfixOperatorExprSyntax.self), range.operator.text == "...",
      !LoopExitFinder.leaves(Syntax(node), node.body)
    {
      add(.unbounded(range: range.trimmedDescription), at: node.forKeyword)
    }
    return .visitChildren
  }

  private func judge(
    _ loop: Syntax,
    _ condition: ExprSyntax,
    _ body: CodeBlockSyntax,
    at word: TokenSyntax
  ) {
    guard !LoopExitFinder.leaves(loop, body) else { return }
    if condition.as(BooleanLiteralExprSyntax.self)?.literal.tokenKind == .keyword(.true) {
      return add(.unconditional, at: word)
    }
    guard let named = ConditionReader.names(in: condition), !named.isEmpty,
      named.allSatisfy({ names.staysTheSame($0, in: loop, body) })
    else { return }
    let changeable = named.filter(names.variables.contains)
    add(.unchanged(changeable.isEmpty ? named : changeable), at: word)
  }

  private func add(_ loop: EndlessLoop, at word: TokenSyntax) {
    found.append((word.positionAfterSkippingLeadingTrivia.utf8Offset, loop))
  }
}

/// Finds what may leave a loop: `break`, `return`, `throw`, `try`, and calls that end the program.
private final class LoopExitFinder: SyntaxVisitor {
  private let loop: Syntax
  private var leaves = false

  private init(_ loop: Syntax) {
    self.loop = loop
    super.init(viewMode: .sourceAccurate)
  }

  static func leaves(_ loop: Syntax, _ body: CodeBlockSyntax) -> Bool {
    let finder = LoopExitFinder(loop)
    finder.walk(body)
    return finder.leaves
  }

  private static let enders: Set<String> = [
    "abort", "assert", "assertionFailure", "exit", "fatalError", "precondition",
    "preconditionFailure",
  ]

  override func visit(_ node: FunctionDeclSyntax) -> SyntaxVisitorContinueKind { .skipChildren }
  override func visit(_ node: ClosureExprSyntax) -> SyntaxVisitorContinueKind { .skipChildren }

  override func visit(_ node: ReturnStmtSyntax) -> SyntaxVisitorContinueKind { leave() }
  override func visit(_ node: ThrowStmtSyntax) -> SyntaxVisitorContinueKind { leave() }
  override func visit(_ node: AwaitExprSyntax) -> SyntaxVisitorContinueKind { leave() }

  override func visit(_ node: TryExprSyntax) -> SyntaxVisitorContinueKind {
    node.questionOrExclamationMark == nil ? leave() : .visitChildren
  }

  override func visit(_ node: FunctionCallExprSyntax) -> SyntaxVisitorContinueKind {
    Self.enders.contains(node.calledExpression.trimmedDescription) ? leave() : .visitChildren
  }

  override func visit(_ node: BreakStmtSyntax) -> SyntaxVisitorContinueKind {
    let isOwn =
      node.label.map { !isWithin(label: $0.text, of: node) }
      ?? (Syntax(node).brokenStatement?.id == loop.id)
    return isOwn ? leave() : .skipChildren
  }

  override func visit(_ node: ContinueStmtSyntax) -> SyntaxVisitorContinueKind {
    guard let label = node.label?.text, label != loop.label, !isWithin(label: label, of: node)
    else { return .skipChildren }
    return leave()
  }

  private func leave() -> SyntaxVisitorContinueKind {
    leaves = true
    return .skipChildren
  }

  /// Whether a statement within the loop has a label.
  private func isWithin(label: String, of node: some SyntaxProtocol) -> Bool {
    var outer = node.parent
    while let current = outer, current.id != loop.id {
      if current.label == label { return true }
      outer = current.parent
    }
    return false
  }
}

extension Syntax {
  /// The label before a statement.
  fileprivate var label: String? { parent?.as(LabeledStmtSyntax.self)?.label.text }

  /// The loop or `switch` that a `break` without a label leaves.
  fileprivate var brokenStatement: Syntax? {
    var node = parent
    while let outer = node {
      switch outer.kind {
      case .whileStmt, .repeatStmt, .forStmt, .switchExpr: return outer
      default: node = outer.parent
      }
    }
    return nil
  }
}
