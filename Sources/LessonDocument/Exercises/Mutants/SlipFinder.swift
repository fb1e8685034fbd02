import SwiftParser
import SwiftSyntax

/// Finds the places of a program where a slip of the pen gives another program.
///
/// Operators, constants, signs and ranges; gates taken for each other (i, f, o of an LSTM, z and r of a
/// GRU); terms of a sum, above all biases, and statements left out.
final class SlipFinder: SyntaxVisitor {
  private(set) var slips: [Slip] = []
  /// Every name of the program: a gate can only be taken for one that is there.
  private let names: Set<String>

  /// The slips of a text, in its order.
  static func slips(in text: String) -> [Slip] {
    let tree = Parser.parse(source: text)
    let names = tree.tokens(viewMode: .sourceAccurate).compactMap { token -> String? in
      if case .identifier(let name) = token.tokenKind { name } else { nil }
    }
    let finder = SlipFinder(names: Set(names))
    finder.walk(tree)
    return finder.slips.sorted {
      ($0.range.lowerBound, $0.range.upperBound) < ($1.range.lowerBound, $1.range.upperBound)
    }
  }

  private init(names: Set<String>) {
    self.names = names
    super.init(viewMode: .sourceAccurate)
  }

  // MARK: - Operators

  private static let operators: [String: String] = [
    "+": "-", "-": "+", "*": "/", "/": "*", "%": "/",
    "<": "<=", "<=": "<", ">": ">=", ">=": ">", "==": "!=", "!=": "==", "&&": "||", "||": "&&",
    "+=": "=", "-=": "=", "*=": "=", "/=": "=",
    "..<": "...", "...": "..<", "&": "|", "|": "&", "^": "|", "<<": ">>", ">>": "<<",
  ]

  override func visit(_ node: BinaryOperatorExprSyntax) -> SyntaxVisitorContinueKind {
    let written = node.operator.text
    if let other = Self.operators[written] {
      replace(node.operator, with: other)
    }
    return .visitChildren
  }

  override func visit(_ node: PrefixOperatorExprSyntax) -> SyntaxVisitorContinueKind {
    if node.operator.text == "-" { drop(node.operator, "the sign `-` was left out") }
    if node.operator.text == "!" { drop(node.operator, "`!` was left out") }
    return .visitChildren
  }

  // MARK: - Constants

  override func visit(_ node: IntegerLiteralExprSyntax) -> SyntaxVisitorContinueKind {
    let digits = node.literal.text.filter { $0 != "_" }
    guard let number = Int(digits), number < Int.max else { return .skipChildren }
    replace(node.literal, with: "\(number == 1 ? 0 : number + 1)")
    return .skipChildren
  }

  override func visit(_ node: FloatLiteralExprSyntax) -> SyntaxVisitorContinueKind {
    guard let number = Double(node.literal.text.filter { $0 != "_" }) else { return .skipChildren }
    replace(node.literal, with: number == 0 ? "1.0" : "\(number * 2)")
    return .skipChildren
  }

  override func visit(_ node: BooleanLiteralExprSyntax) -> SyntaxVisitorContinueKind {
    replace(node.literal, with: node.literal.text == "true" ? "false" : "true")
    return .skipChildren
  }

  // MARK: - Names

  private static let functions = [
    "tanh": "sigmoid", "sigmoid": "tanh", "min": "max", "max": "min", "sum": "mean", "mean": "sum",
  ]

  override func visit(_ node: DeclReferenceExprSyntax) -> SyntaxVisitorContinueKind {
    guard case .identifier(let name) = node.baseName.tokenKind else { return .visitChildren }
    if let other = Self.functions[name] { replace(node.baseName, with: other) }
    for other in GateNames.others(than: name) where names.contains(other) {
      replace(node.baseName, with: other)
    }
    return .visitChildren
  }

  // MARK: - What is left out

  override func visit(_ node: SequenceExprSyntax) -> SyntaxVisitorContinueKind {
    let parts = Array(node.elements)
    for (index, part) in parts.enumerated() where Self.isAdditive(part) {
      let end = parts[(index + 1)...].firstIndex(where: Self.endsTerm) ?? parts.count
      guard index + 1 < end else { continue }
      let term = parts[(index + 1)..<end]
      let text = term.map { "\($0.trimmed)" }.joined(separator: " ")
      let isBias = GateNames.isBias(text)
      slips.append(
        Slip(
          range: part.trimmedStart..<(parts[end - 1].trimmedEnd),
          replacement: "",
          change: "the \(isBias ? "bias" : "term") `\(Self.short(text))` was left out"
        )
      )
    }
    if parts.count > 2, Self.isAdditive(parts[1]), GateNames.isBias("\(parts[0].trimmed)") {
      slips.append(
        Slip(
          range: parts[0].trimmedStart..<parts[1].trimmedEnd,
          replacement: "",
          change: "the bias `\(Self.short("\(parts[0].trimmed)"))` was left out"
        )
      )
    }
    return .visitChildren
  }

  override func visit(_ node: CodeBlockItemListSyntax) -> SyntaxVisitorContinueKind {
    // Of a single statement the body would be left empty, which is another mistake.
    guard node.count > 1 else { return .visitChildren }
    for item in node where Self.canGo(item) {
      let text = "\(item.trimmed)"
      slips.append(
        Slip(
          range: item.trimmedStart..<item.trimmedEnd,
          replacement: "",
          change: "the statement `\(Self.short(text))` was left out"
        )
      )
    }
    return .visitChildren
  }

  /// Declarations and jumps are needed for the program to be one.
  private static func canGo(_ item: CodeBlockItemSyntax) -> Bool {
    guard case .expr(let expression) = item.item else {
      return item.item.is(ExpressionStmtSyntax.self) || item.item.is(ForStmtSyntax.self)
        || item.item.is(WhileStmtSyntax.self)
    }
    return !expression.is(ClosureExprSyntax.self)
  }

  private static func isAdditive(_ part: ExprSyntax) -> Bool {
    part.as(BinaryOperatorExprSyntax.self).map { ["+", "-"].contains($0.operator.text) } ?? false
  }

  /// Whether an operator binds no tighter than `+`.
  private static func endsTerm(_ part: ExprSyntax) -> Bool {
    if let binary = part.as(BinaryOperatorExprSyntax.self) {
      return !["*", "/", "%", "&*", "&", "<<", ">>"].contains(binary.operator.text)
    }
    return part.is(AssignmentExprSyntax.self) || part.is(UnresolvedTernaryExprSyntax.self)
      || part.is(UnresolvedAsExprSyntax.self) || part.is(UnresolvedIsExprSyntax.self)
  }

  // MARK: - Noting

  private func replace(_ token: TokenSyntax, with text: String) {
    slips.append(
      Slip(
        range: token.trimmedStart..<token.trimmedEnd,
        replacement: text,
        change: "`\(token.text)` became `\(text)`"
      )
    )
  }

  private func drop(_ token: TokenSyntax, _ change: String) {
    slips.append(
      Slip(range: token.trimmedStart..<token.trimmedEnd, replacement: "", change: change)
    )
  }

  private static func short(_ text: String) -> String {
    let line = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    return line.count > 48 ? "\(line.prefix(47))…" : line
  }
}

extension SyntaxProtocol {
  fileprivate var trimmedStart: Int { positionAfterSkippingLeadingTrivia.utf8Offset }
  fileprivate var trimmedEnd: Int { endPositionBeforeTrailingTrivia.utf8Offset }
}
