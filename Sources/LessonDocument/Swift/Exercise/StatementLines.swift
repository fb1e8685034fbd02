import SwiftParser
import SwiftSyntax

/// The lines of statements that compute one thing: what is wrong on one of them may come of another.
public struct StatementLines {
  private var ranges: [ClosedRange<Int>] = []

  /// Reads code.
  public init(_ code: BlockCode) {
    // Code on which the parser would never end has no statements.
    guard BracketGuard.problem(in: code.text) == nil else { return }
    ranges = LargeStack.run {
      let finder = StatementFinder(viewMode: .sourceAccurate)
      finder.walk(Parser.parse(source: code.text))
      return finder.found.map {
        let last = max($0.lowerBound, $0.upperBound - 1)
        return code.location(at: $0.lowerBound).line...code.location(at: last).line
      }
    }
  }

  /// The lines of the innermost expression or variable, with what belongs to it, of which a line is a part.
  public func around(_ line: Int) -> ClosedRange<Int> {
    ranges.filter { $0.contains(line) }.min { $0.count < $1.count } ?? line...line
  }
}

/// Finds expressions and variables that stand as statements, and no loops, branches, functions and types.
private final class StatementFinder: SyntaxVisitor {
  private(set) var found: [Range<Int>] = []

  override func visit(_ node: CodeBlockItemSyntax) -> SyntaxVisitorContinueKind {
    let isOne =
      switch node.item {
      case .expr(let expression):
        !expression.is(IfExprSyntax.self) && !expression.is(SwitchExprSyntax.self)
      case .decl(let declaration): declaration.is(VariableDeclSyntax.self)
      case .stmt(let statement): statement.is(ReturnStmtSyntax.self)
      }
    if isOne {
      found.append(
        node.positionAfterSkippingLeadingTrivia
          .utf8Offset..<node.endPositionBeforeTrailingTrivia.utf8Offset
      )
    }
    return .visitChildren
  }
}
