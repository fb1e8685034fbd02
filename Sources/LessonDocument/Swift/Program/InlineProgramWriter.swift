/// Writes the inline expressions between two blocks as one program.
///
/// The expressions are independent: one that the compiler refuses is left out and the rest is
/// written again.
public struct InlineProgramWriter {
  /// The expressions of one place as a program.
  public struct Program: Equatable, Sendable {
    /// The Swift source.
    public var source: String
    /// The C name of the function that evaluates the expressions: `unroll_inline_3`.
    public var entryName: String
    /// For each expression, by its index in the lesson, the lines of the source that hold it.
    public var lines: [Int: Range<Int>]
    /// Its syntax errors, by the expression's index; such an expression is not in the program.
    public var syntaxErrors: [Int: String]

    /// The index of the expression that line `line` of the source belongs to.
    public func expression(atLine line: Int) -> Int? {
      lines.first { $0.value.contains(line) }?.key
    }
  }

  /// Writes `expressions`, which all stand after the same block.
  ///
  /// - Parameter index: the number in the entry's name, unique in the lesson.
  /// - Parameter imports: the imports of earlier blocks.
  public static func write(
    _ expressions: [InlineExpression],
    index: Int,
    imports: String = ""
  ) -> Program {
    var lines = imports.split(separator: "\n").map(String.init) + ["import LessonRuntime"]
    var ranges: [Int: Range<Int>] = [:]
    var errors: [Int: String] = [:]
    var calls: [String] = []
    for expression in expressions {
      let syntax = BlockSyntaxReader.read(BlockCode(expression.source))
      if let error = problem(with: syntax) {
        errors[expression.index] = error
        continue
      }
      let start = lines.count + 1
      let name = "unroll_inline_\(index)_\(expression.index)"
      lines.append("private func \(name)() {")
      lines += call(expression, isAsync: syntax.isAsync)
      lines.append("}")
      calls.append("  \(name)()")
      ranges[expression.index] = start..<(lines.count + 1)
    }
    lines.append("@_cdecl(\"unroll_inline_\(index)\") public func unroll_inline_\(index)() {")
    lines += calls + ["}", ""]
    return Program(
      source: lines.joined(separator: "\n"),
      entryName: "unroll_inline_\(index)",
      lines: ranges,
      syntaxErrors: errors
    )
  }

  private static func call(_ expression: InlineExpression, isAsync: Bool) -> [String] {
    let function = isAsync ? "inlineAsync" : "inline"
    let effects = isAsync ? "async throws" : "throws"
    let source = expression.source.split(separator: "\n", omittingEmptySubsequences: false)
    return [
      "LessonRuntime.LessonProgram.\(function)(\(expression.index), { () \(effects) in return ("
    ] + source.map(String.init) + [")})"]
  }

  private static func problem(with syntax: BlockSyntax) -> String? {
    if let error = syntax.syntaxErrors.first { return error.message }
    guard syntax.items.count == 1, case .statement(_, isValue: true) = syntax.items[0] else {
      return "an inline expression is one expression with a value, such as `{swift} loss`"
    }
    return nil
  }
}
