import Testing

@testable import LessonDocument

@Suite struct SwiftProgramInlineTests {
  static func expressions(_ sources: [String]) -> [InlineExpression] {
    sources.enumerated().map { index, source in
      InlineExpression(
        index: index + 5,
        source: source,
        location: .init(line: 40 + index, column: 9),
        afterBlock: 0
      )
    }
  }

  @Test(arguments: ProgramRunner.Optimisation.allCases)
  func expressionsAreIndependentOfEachOther(
    _ optimisation: ProgramRunner.Optimisation
  ) throws {
    let block =
      "struct Bad: Error {}\nvar n = 2\nfunc fail() throws -> Int { throw Bad() }\n"
      + "func later() async -> String { \"late\" }"
    let sources = [
      "n * 21", "try fail()", "await later()", "let x = 1", "(", "n, n", "nope",
      "\"a \\(n)\" // note",
    ]
    var expressions = Self.expressions(sources)
    let runner = ProgramRunner(optimisation: optimisation)
    let first = InlineProgramWriter.write(expressions, index: 3)
    #expect(first.syntaxErrors.keys.sorted() == [8, 9, 10])
    #expect(first.entryName == "unroll_inline_3")
    let refused = try runner.refusals(of: first.source, after: block)
    #expect(refused.map { first.expression(atLine: $0) } == [11])
    expressions.removeAll { $0.index == 11 }
    let second = InlineProgramWriter.write(expressions, index: 3)
    #expect(
      try runner.run(second.source, entry: second.entryName, after: block)
        == "inline 5: 42\ninline 6 threw Bad()\ninline 7: late\ninline 12: a 2\n"
    )
  }
}
