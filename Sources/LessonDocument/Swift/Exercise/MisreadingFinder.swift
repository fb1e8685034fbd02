import SwiftParser
import SwiftSyntax

/// Finds in an answer what runs and, to a reader of Python, means something else: to be told when a check fails.
public enum MisreadCode {
  /// The places, as warnings.
  public static func diagnostics(in code: BlockCode) -> [Diagnostic] {
    // Code on which the parser would never end does not run.
    guard BracketGuard.problem(in: code.text) == nil else { return [] }
    let found = LargeStack.run {
      let tree = Parser.parse(source: code.text)
      let finder = MisreadingFinder(of: tree)
      finder.walk(tree)
      return finder.found + finder.quotients
    }
    return found.sorted { $0.offset < $1.offset }.map {
      Diagnostic(
        severity: .warning,
        place: SourcePlace(code.location(at: $0.offset)),
        cause: .misread($0.reading)
      )
    }
  }
}

private final class MisreadingFinder: SyntaxVisitor {
  private(set) var found: [(offset: Int, reading: Misreading)] = []
  /// The names that the code uses.
  private let names: Set<String>
  /// Names of quotients, with the place of their `/` and their code.
  private var named: [String: (offset: Int, text: String)] = [:]
  /// The names that become numbers with a fraction.
  private var converted: Set<String> = []

  init(of tree: SourceFileSyntax) {
    names = Set(
      tree.tokens(viewMode: .sourceAccurate).compactMap { token in
        if case .identifier(let name) = token.tokenKind { name } else { nil }
      }
    )
    super.init(viewMode: .sourceAccurate)
  }

  /// Quotients that have a name, and become numbers with a fraction under it.
  var quotients: [(offset: Int, reading: Misreading)] {
    named.filter { converted.contains($0.key) }.values.map {
      ($0.offset, .lostFraction(quotient: $0.text))
    }
  }

  // MARK: Remarks

  override func visit(_ token: TokenSyntax) -> SyntaxVisitorContinueKind {
    guard token.endsOperand else { return .visitChildren }
    var offset = token.endPositionBeforeTrailingTrivia.utf8Offset
    for piece in token.trailingTrivia {
      if case .lineComment(let text) = piece, let operand = operand(in: text) {
        found.append((offset, .remark(operand: operand)))
      }
      offset += piece.sourceLength.utf8Length
    }
    return .visitChildren
  }

  /// The number, call, element or name of the code that is all of a remark.
  private func operand(in remark: String) -> String? {
    let pattern = /\/\/=?[ \t]*(-?(?:[0-9][0-9_.]*|([A-Za-z_]\w*)([.(\[].*)?))[ \t]*[)\]]*[ \t]*/
    guard let match = remark.wholeMatch(of: pattern) else { return nil }
    let operand = String(match.1)
    guard let name = match.2 else { return operand }
    // A call of nothing known, or a word with a full stop, is a remark in words.
    return names.contains(String(name)) || ["Double", "Float", "Int", "len"].contains(name)
      ? operand : nil
  }

  // MARK: Operators

  override func visit(_ node: BinaryOperatorExprSyntax) -> SyntaxVisitorContinueKind {
    if node.operator.text == "^" || node.operator.text == "^=" {
      found.append((node.byteRange.lowerBound, .exclusiveOr))
    }
    return .visitChildren
  }

  override func visit(_ node: PatternBindingSyntax) -> SyntaxVisitorContinueKind {
    if let name = node.pattern.as(IdentifierPatternSyntax.self)?.identifier.plainName,
      node.typeAnnotation == nil, let value = node.initializer?.value,
      let offset = value.wholeQuotient
    {
      named[name] = (offset, value.trimmedDescription)
    }
    return .visitChildren
  }

  override func visit(_ node: FunctionCallExprSyntax) -> SyntaxVisitorContinueKind {
    guard ["Double", "Float"].contains(node.calledExpression.trimmedDescription),
      node.arguments.count == 1, let argument = node.arguments.first, argument.label == nil
    else { return .visitChildren }
    if let name = argument.expression.as(DeclReferenceExprSyntax.self)?.baseName.plainName {
      converted.insert(name)
    } else if let offset = argument.expression.wholeQuotient {
      let quotient = argument.expression.trimmedDescription
      found.append((offset, .lostFraction(quotient: quotient)))
    }
    return .visitChildren
  }
}

extension TokenSyntax {
  /// Whether an operand may end with it.
  fileprivate var endsOperand: Bool {
    switch tokenKind {
    case .identifier, .integerLiteral, .floatLiteral, .rightParen, .rightSquare,
      .dollarIdentifier:
      true
    default: false
    }
  }
}

extension ExprSyntax {
  /// Where the `/` of a quotient stands whose parts may be integers: nothing in them says that they are not.
  fileprivate var wholeQuotient: Int? {
    guard let sequence = self.as(SequenceExprSyntax.self) else { return nil }
    let operators = sequence.elements.compactMap { $0.as(BinaryOperatorExprSyntax.self) }
    guard let division = operators.last(where: { $0.operator.text == "/" }) else { return nil }
    let isFractional = tokens(viewMode: .sourceAccurate).contains { token in
      if case .floatLiteral = token.tokenKind { return true }
      return ["Double", "Float", "squareRoot", "pow", "exp", "log", "sqrt"].contains(token.text)
    }
    return isFractional ? nil : division.byteRange.lowerBound
  }
}
