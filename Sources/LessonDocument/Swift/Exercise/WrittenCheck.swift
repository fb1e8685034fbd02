import SwiftParser
import SwiftSyntax

/// A check as it is written in a block: what an exercise's points are shared among, known before any answer runs.
public struct WrittenCheck: Codable, Equatable, Sendable {
  /// Its title, where it is a plain text.
  public var title: String?
  /// What it is worth, where that is written as a number.
  public var points: Double?
  /// Whether it may be made more than once: it stands in a loop, a closure or a function.
  public var mayRepeat = false
  /// Whether it says no more than its title where it fails: neither what was expected nor what came.
  public var tellsNoValues = false
  /// Where its title stands, in UTF-8 bytes of the block's code.
  var titleRange: Range<Int>
  /// Where it begins, in UTF-8 bytes of the block's code.
  public var offset: Int { titleRange.lowerBound }
}

/// Finds the checks that are written in code: calls of `check` with a title, not words in comments and strings.
///
/// What stands in `#if` is not counted: the points of an exercise are the same on all machines.
final class WrittenCheckFinder: SyntaxVisitor {
  private var found: [WrittenCheck] = []

  static func checks(in node: some SyntaxProtocol) -> [WrittenCheck] {
    let finder = WrittenCheckFinder(viewMode: .sourceAccurate)
    finder.walk(node)
    return finder.found.sorted { $0.offset < $1.offset }
  }

  override func visit(_ node: IfConfigDeclSyntax) -> SyntaxVisitorContinueKind { .skipChildren }

  override func visit(_ node: FunctionCallExprSyntax) -> SyntaxVisitorContinueKind {
    guard node.calledExpression.isCheck, let title = node.arguments.first, title.label == nil
    else { return .visitChildren }
    found.append(
      WrittenCheck(
        title: title.expression.as(StringLiteralExprSyntax.self)?.representedLiteralValue,
        points: node.points?.writtenNumber,
        mayRepeat: node.mayRepeat,
        tellsNoValues: node.tellsNoValues,
        titleRange: title.expression.byteRange
      )
    )
    return .visitChildren
  }
}

/// Finds what checks say they are worth where that is no number above 0: points are known before any answer runs.
final class UnfitPointsFinder: SyntaxVisitor {
  private var found: [ExprSyntax] = []

  /// What is written there, and where.
  static func points(in code: BlockCode) -> [(text: String, location: SourceLocation)] {
    let finder = UnfitPointsFinder(viewMode: .sourceAccurate)
    finder.walk(Parser.parse(source: code.text))
    return finder.found.map { points in
      let text = points.trimmedDescription
      // No expression, such as `- 2`, is nothing to Swift.
      return (
        text.isEmpty ? "what is written here" : text, code.location(at: points.byteRange.lowerBound)
      )
    }
  }

  override func visit(_ node: FunctionCallExprSyntax) -> SyntaxVisitorContinueKind {
    guard node.calledExpression.isCheck, let points = node.points else { return .visitChildren }
    let isFit =
      points.writtenNumber.map { $0 > 0 && $0.isFinite } ?? points.is(NilLiteralExprSyntax.self)
    if !isFit { found.append(points) }
    return .visitChildren
  }
}

extension FunctionCallExprSyntax {
  /// What a check says it is worth.
  fileprivate var points: ExprSyntax? {
    arguments.first { $0.label?.text == "points" }?.expression
  }

  /// Whether it is a check of a condition or a credit whose message, if it has one, holds no value.
  fileprivate var tellsNoValues: Bool {
    let others = arguments.dropFirst().filter { $0.label?.text != "points" }
    let plain = others.filter { $0.label == nil || $0.label?.text == "credit" }
    guard plain.count == others.count, let message = plain.dropFirst().first?.expression else {
      return plain.count == others.count
    }
    guard let text = message.as(StringLiteralExprSyntax.self) else { return false }
    return text.representedLiteralValue != nil
  }

  /// Whether it stands in a loop, a closure or a function.
  fileprivate var mayRepeat: Bool {
    var node = parent
    while let outer = node {
      switch outer.kind {
      case .forStmt, .whileStmt, .repeatStmt, .closureExpr, .functionDecl: return true
      default: node = outer.parent
      }
    }
    return false
  }
}

extension ExprSyntax {
  /// Whether it is `check`, or the `check` of the runtime.
  fileprivate var isCheck: Bool {
    if let name = self.as(DeclReferenceExprSyntax.self) { return name.baseName.text == "check" }
    guard let member = self.as(MemberAccessExprSyntax.self),
      member.base?.trimmedDescription == "LessonRuntime"
    else { return false }
    return member.declName.baseName.text == "check"
  }

  /// The number that it is, if it is one.
  fileprivate var writtenNumber: Double? {
    let text =
      self.as(IntegerLiteralExprSyntax.self)?.literal.text
      ?? self.as(FloatLiteralExprSyntax.self)?.literal.text
    return text.flatMap { Double($0.filter { $0 != "_" }) }
  }
}
