import Testing

@testable import LessonDocument

@Suite struct AnswerGuardTests {
  @Test(
    "What honest answers use is not refused",
    arguments: [
      "import Foundation\nfunc f(_ x: Double) -> String { String(format: \"%+6.2f %d%%\", x, 3) }",
      "@discardableResult func f(_ body: @escaping () -> Int) -> Int { body() }",
      "@propertyWrapper struct Clamped { var wrappedValue: Int }\nstruct A { @Clamped var a: Int }",
      "struct Cell { var weights: [Double]; func step(_ x: Double) -> Double { x } }",
      "func process(bundle: Int) -> Int { let signal = bundle; return signal }",
      "extension Array where Element == Double { var mean: Double { reduce(0, +) } }",
      "let text = \"unsafe @_cdecl Process unroll_x\" // Process",
      "func f<Element>(_ x: Element) -> Element { x }",
      "infix operator **: MultiplicationPrecedence\nfunc ** (a: Double, b: Double) -> Double { a }",
      "let n = [1, 2].map(\\.description)\nlet now = date.process",
      "func f<Result>(_ body: () -> Result) -> Result { body() }",
      "struct Parser { enum Error: Swift.Error { case end }; typealias Result = Int }",
      "final class Box: @unchecked Sendable { var x = 1 }\nnonisolated(unsafe) var count = 0",
      "struct Line { init(format: Int) {} }\nfunc shown(format: Int) -> Line { Line(format: format) }\nlet l = shown(format: 1)\nlet f = shown(format:)",
      "let texts = [1, 2].map(String.init)\nlet cells = Int.init\nlet s = String.init(describing: 1)",
    ]
  )
  func honest(code: String) {
    #expect(AnswerGuard.diagnostics(in: BlockCode(code)).map(\.message) == [])
  }

  @Test(
    "What looks honest and reaches further is refused, with what to write instead",
    arguments: [
      ("typealias Line = String\nlet t = Line(format: f, 1)", "write the format there"),
      ("class Line: NSString {}\nlet t = Line(format: f, 1)", "write the format there"),
      ("func shown<S: StringProtocol>(s: S.Type) { S(format: f) }", "write the format there"),
      ("let Line = String.self\nstruct A { struct Line {} }\nlet f = Line.init", "write a closure"),
      (
        "struct A { func map<T>(_ f: (String, [T]) -> String) {} }\nA().map(String.init)",
        "write a closure"
      ),
      ("let t = \"\".appendingFormat(f, 1)", "write String(format:"),
      ("unowned(unsafe) var a: A", "leave the word out"),
      ("extension A { public var b: Int { 1 } }", "leave the word out"),
    ]
  )
  func instead(code: String, says: String) {
    let messages = AnswerGuard.diagnostics(in: BlockCode(code)).map(\.message)
    #expect(messages.count == 1 && messages[0].contains(says), "\(messages)")
  }

  @Test(
    "What Swift does not know is refused without a suspicion",
    arguments: [
      ("import math", "'import math' may not be used in an answer: leave it out"),
      ("let y = q @ k", "'@k' may not be used in an answer: Swift has no attribute of that name"),
      ("@torch.no_grad()\nfunc f() {}", "Swift has no attribute of that name"),
    ]
  )
  func unknown(code: String, says: String) {
    let messages = AnswerGuard.diagnostics(in: BlockCode(code)).map(\.message)
    #expect(messages.count == 1 && messages[0].contains(says), "\(messages)")
    #expect(!messages.joined().contains("reaches behind"))
  }

  @Test("An attribute that reaches further is refused with the reason")
  func attribute() {
    for name in ["@_cdecl", "@main", "@objc"] {
      let messages = AnswerGuard.diagnostics(in: BlockCode("\(name) func f() {}")).map(\.message)
      #expect(messages.first?.contains("reaches behind what Swift checks") == true, "\(messages)")
    }
  }

  @Test("A name within a type is refused where the check is written with it")
  func guardedWithin() {
    let code = BlockCode("struct Parser { enum Error {} }\nfunc f<Result>(_ x: Result) {}")
    #expect(AnswerGuard.diagnostics(in: code).isEmpty)
    #expect(AnswerGuard.diagnostics(in: code, guarding: ["Error", "Result"]).count == 2)
  }

  @Test func threadsAreFoundByTheirFirstWord() {
    let code = BlockCode("// Thread\nlet a = 1\nlet q = DispatchQueue.global()")
    #expect(AnswerGuard.threadStart(in: code).map { code.location(at: $0).line } == 3)
    #expect(AnswerGuard.threadStart(in: BlockCode("let a = 1")) == nil)
  }

  @Test func placesAreThoseOfTheAnswer() {
    let code = BlockCode("let a = 1\n  @_cdecl(\"f\") func f() {}", at: .init(line: 7, column: 1))
    #expect(AnswerGuard.diagnostics(in: code).map { [$0.line, $0.column] } == [[8, 3]])
  }

  @Test func modulesOfTheLessonAreAllowed() {
    let code = BlockCode("import Numerics\nimport class FoundationXML.XMLElement")
    #expect(AnswerGuard.diagnostics(in: code).count == 2)
    #expect(AnswerGuard.diagnostics(in: code, modules: ["Numerics", "FoundationXML"]).isEmpty)
    #expect(
      BlockSyntaxReader.read(code).importedModules(in: code) == ["Numerics", "FoundationXML"]
    )
  }

  @Test(
    "A format holds numbers alone",
    arguments: [
      ("%d of %5.1f", true), ("100 %%", true), ("5 %% done", true), ("%5%%@", false),
      ("%%%s", false), ("%08.3lf|%-4ld", true), ("%.*f", true),
      ("%s", false),
      ("%@", false), ("%n", false), ("%p", false), ("%1$@", false), ("%", false), ("%ls", false),
    ]
  )
  func formats(format: String, isAllowed: Bool) {
    let code = BlockCode("let t = String(format: \"\(format)\", 1)")
    #expect(AnswerGuard.diagnostics(in: code).isEmpty == isAllowed)
  }
}

@Suite struct WrittenCheckTests {
  @Test func checksAreFoundWithTheirTitlesAndPoints() {
    let code = BlockCode(
      """
      // check("no", true)
      check("one", f() == 1, points: 2)
      for n in 1...3 { check("each \\(n)", n == 1, points: 0.5) }
      LessonRuntime.check("named", true)
      let text = "check(\\"no\\", true)"
      check("computed", true, points: f())
      other.check("not one", true)
      """
    )
    let checks = BlockSyntaxReader.read(code).checks
    #expect(checks.map(\.title) == ["one", nil, "named", "computed"])
    #expect(checks.map(\.points) == [2, 0.5, nil, nil])
    let unfit = UnfitPointsFinder.points(in: code)
    #expect(unfit.map(\.text) == ["f()"] && unfit.map(\.location.line) == [6])
  }

  @Test(arguments: ProgramRunner.Optimisation.allCases)
  func onlyTheFileOfAChecksSealsIt(_ optimisation: ProgramRunner.Optimisation) throws {
    let code = BlockCode(
      """
      func check(_ title: String, _ holds: Bool) { print(title, holds) }
      func both(_ n: Int) { check("is \\(n)", n > 1) }
      check("first", true)
      both(2)
      check(
        "third", [1].allSatisfy { $0 == 1 })
      """
    )
    let program = BlockProgramWriter.write(
      code,
      syntax: BlockSyntaxReader.read(code),
      index: 1,
      file: "lesson.md",
      sealsChecks: true
    )
    let output = try ProgramRunner(optimisation: optimisation)
      .run(program.source, entry: program.entryName, after: "let unused = 0")
    #expect(output == "7 8 1 first true\n7 8 0 is 2 true\n7 8 2 third true\n")
  }
}
