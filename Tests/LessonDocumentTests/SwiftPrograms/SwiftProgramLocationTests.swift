import Testing

@testable import LessonDocument

@Suite struct SwiftProgramLocationTests {
  /// Each block holds one mistake, `nope`; its place must be reported wherever it stands.
  static let mistakes = [
    "let a = nope", "let a = 1, b = nope", "let (a, b) = (1, nope)", "var a: Int = nope",
    "let a = try nope()", "let a = 1, b = try nope()", "let a: nope = try f()", "print(1)\nnope",
    "print(1); nope", "print(1); let a = nope", "func f() {\n  nope()\n}", "1 + nope",
    "  let a = nope", "guard let a = nope else { fatalError() }",
    "guard let a = Int(\"\") else { nope() }", "if true {\n    nope\n}", "let a: nope",
    "var a, b: nope", "let _ = nope", "let b = 1, _ = nope", "lazy var a = nope",
    "async let a = nope", "async let a = 1; let b = await a + nope", "let a = await nope()",
    "#if os(Linux)\n  let a = nope\n#endif", "#if os(Linux)\n  nope\n#endif",
    "@Clamped var a = nope\n@propertyWrapper struct Clamped { var wrappedValue: Int }",
    "@Clamped var a: nope\n@propertyWrapper struct Clamped { var wrappedValue: Int = 1 }",
    "private let a = nope", "struct S { fileprivate var x = nope }", "for i in nope { }",
    "\"\"\"\n text \\(nope)\n \"\"\"", "print(\n  nope\n)", "nope(1) {\n}", "defer { nope() }",
    "let a = [\n  1,\n  nope,\n]", "let é = \"é\"; nope", "{ nope }()",
    "#sourceLocation(file: \"x\", line: 1)\nnope",
    "func f() {\n#sourceLocation(file: \"x\", line: 4)\n#sourceLocation()\n  nope()\n}",
    "extension Int { func f() { nope } }", "throw nope", "private extension nope {}",
    "@nope func f() {}",
    "func f() -> some P { 1 }; protocol P {}; extension Int: P {}; let a = f(), b = nope",
  ]

  static func code(_ text: String, prefix: String) -> (BlockCode, LessonLocation) {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    let code = BlockCode(
      lines.enumerated().map { index, line in
        CodeLine(
          text: line,
          location: LessonLocation(line: 3 + index, column: 1 + prefix.utf8.count)
        )
      }
    )
    for (index, line) in lines.enumerated() {
      guard let range = line.firstRange(of: "nope") else { continue }
      let column = line[..<range.lowerBound].utf8.count + 1 + prefix.utf8.count
      return (code, LessonLocation(line: 3 + index, column: column))
    }
    return (code, LessonLocation(line: 0, column: 0))
  }

  @Test(arguments: mistakes) func aMistakeIsReportedWhereItStands(_ text: String) throws {
    for (prefix, local) in [("", false), ("  > ", false), ("", true)] {
      let (code, place) = Self.code(text, prefix: prefix)
      let outcome = try ProgramRunner(optimisation: .unoptimised)
        .run([code], local: local ? [0] : [])
      let errors = outcome.listing.filter { $0.contains(": error:") && $0.contains("nope") }
      #expect(!errors.isEmpty, "\(outcome.listing)")
      for error in errors {
        #expect(error.hasPrefix("\(place.line):\(place.column): "), "local: \(local)")
      }
    }
  }

  @Test(arguments: ["let a = (1", "func f( {", "print(\"x)", "}", "let = 3", "if {"])
  func syntaxErrorsAreReportedWithoutCompiling(_ text: String) {
    let code = BlockCode(text, at: SourceLocation(line: 7, column: 3))
    let found = BlockSyntaxReader.read(code).diagnostics(in: code)
    #expect(!found.isEmpty)
    #expect(found.allSatisfy { $0.line == 7 && $0.column >= 3 && $0.severity == .error })
  }

  @Test(arguments: [
    ("let a = (1", 13, "expected ')' in expression list"), ("}", 3, "extraneous '}' at top level"),
    ("let = 3", 7, "expected pattern"), ("f(1, )) + 2", 9, "consecutive statements"),
    ("let a = 1 let b = 2", 12, "consecutive statements on a line must be separated by ';'"),
  ])
  func theCompilerSaysWhatIsWrongWithTheSyntax(
    _ text: String,
    _ column: Int,
    _ message: String
  ) throws {
    let code = BlockCode([CodeLine(text: text, location: LessonLocation(line: 7, column: 3))])
    let outcome = try ProgramRunner(optimisation: .unoptimised).run([code])
    let first = try #require(outcome.listing.first)
    #expect(first.hasPrefix("7:\(column): error: \(message)"))
    #expect(outcome.output.isEmpty)
  }

  @Test(arguments: ProgramRunner.Optimisation.allCases)
  func warningsOfRelayedBindingsAreSaidOnceAndGeneratedCodeWarnsOfNothing(
    _ optimisation: ProgramRunner.Optimisation
  ) throws {
    let outcome = try ProgramRunner(optimisation: optimisation).run([
      "func f() -> Int { 1 }\nlet a = try f()\nvar b = try! f()\nguard var c = Int(\"1\") else { throw CancellationError() }"
    ])
    #expect(
      outcome.listing
        == [4, 5].map {
          "\($0):9: warning: no calls to throwing functions occur within 'try' expression"
        }
    )
  }

  /// Each block traps on its line 3, which is line 5 of the lesson.
  static let traps = [
    "let one = 1\nfunc f(_ x: Int) -> Int {\n  precondition(x > 1, \"too small\")\n  return x\n}\nf(one)",
    "let one = 1\n\nlet two: Int = { fatalError(\"too small\") }()\nprint(two)",
    "let one = 1\n\nif one == 1 { fatalError(\"too small\") }",
    "let one = 1\ndo {\n  let two: Int = try { preconditionFailure(\"too small\") }()\n}",
  ]

  @Test(arguments: traps, ProgramRunner.Optimisation.allCases)
  func aTrapNamesItsFileAndLine(
    _ text: String,
    _ optimisation: ProgramRunner.Optimisation
  ) throws {
    let outcome = try ProgramRunner(optimisation: optimisation).run([text])
    #expect(outcome.output.hasPrefix("lesson/99-test.md:5: "))
  }

  @Test func aTrapBeforeAnAssignmentNamesTheVariable() throws {
    let outcome = try ProgramRunner(optimisation: .optimised).run([
      "let size: Int\nfunc twice() -> Int { size * 2 }\nprint(twice())"
    ])
    #expect(outcome.output.contains("Fatal error: 'size' is read before it has a value"))
  }

  @Test func codeOnTheFirstLineOfAFileIsLocatedToo() throws {
    for (text, column) in [
      ("1 + nope", 5), ("let a = 1, b = nope", 16), ("let a = try nope()", 13),
    ] {
      let code = BlockCode(text)
      let outcome = try ProgramRunner(optimisation: .unoptimised).run([code])
      #expect(outcome.listing == ["1:\(column): error: cannot find 'nope' in scope"])
    }
  }
}
