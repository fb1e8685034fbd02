import LessonDocument
import Testing

@Suite struct AnswerInterfaceTests {
  private static let first = """
    import LessonRuntime
    #sourceLocation(file: "double.swift", line: 3)
    func doubled(_ x: Int) -> Int { x + x }
    #sourceLocation(file: "double.swift", line: 4)
    fileprivate func helper() -> Int { 1 }
    """

  @Test(
    "Answers that declare the same have one interface, wherever it stands and however it works",
    arguments: [
      "import LessonRuntime\n#sourceLocation(file: \"double.swift\", line: 9)\nfunc doubled(_ x: Int) -> Int {\n  2 * x }",
      "import LessonRuntime\n// Says nothing\nfunc doubled(_ x: Int) -> Int { let y = x\n  return y * 2 }\nprivate func a() {}",
    ]
  ) func same(other: String) {
    let interface = DeclarationInterface.text(of: Self.first)
    #expect(interface == "import LessonRuntime\nfunc doubled(_ x: Int) -> Int {}\n")
    #expect(DeclarationInterface.text(of: other) == interface)
  }

  @Test(
    "What others must know stays: stored values, types, opaque results, attributes, names of parameters",
    arguments: [
      "let factor = 2", "var text: String = \"a\"", "struct A { var x = 1; let y: Double }",
      "func made() -> some Sequence { [1] }", "@inlinable func f() -> Int { 2 }",
      "enum E { case a, b }", "extension Int { var half: Int { self / 2 } }",
      "fileprivate struct S { let a: Int }", "typealias N = Int",
    ]
  ) func kept(code: String) {
    #expect(DeclarationInterface.text(of: code) == code + "\n")
  }

  @Test("Signatures that differ have interfaces that differ; what does not parse has none")
  func different() {
    let interface = DeclarationInterface.text(of: Self.first)
    let others = [
      "func doubled(_ x: Double) -> Int { 1 }", "func doubled(x: Int) -> Int { 1 }",
      "func doubled(_ x: Int) async -> Int { 1 }", "func doubled(_ x: Int) throws -> Int { 1 }",
    ]
    for other in others {
      #expect(DeclarationInterface.text(of: "import LessonRuntime\n" + other) != interface)
    }
    #expect(DeclarationInterface.text(of: "func doubled( {") == nil)
    #expect(DeclarationInterface.text(of: String(repeating: "[", count: 9000)) == nil)
    #expect(
      DeclarationInterface.text(of: "struct A { func a() -> Int { 1 }; mutating func b() {} }")
        == DeclarationInterface.text(
          of: "struct A { func a() -> Int { 22 }; mutating func b() { _ = 1 } }"
        )
    )
  }
}
