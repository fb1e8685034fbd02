import LessonDocument
import Testing

@Suite struct EndedNamesTests {
  /// What is said of a name that is not found at the end of some code.
  private func told(_ code: String, missing name: String) -> [String] {
    let lines = code.split(separator: "\n", omittingEmptySubsequences: false)
    let last = Diagnostic(
      severity: .error,
      place: SourcePlace(file: .file("a.swift"), line: lines.count, column: 10),
      cause: .compiler(message: "cannot find '\(name)' in scope", missing: name)
    )
    return EndedNames(BlockCode(code)).told([last], in: .file("a.swift")).map(\.message)
  }

  @Test(
    "A name whose braces have ended is told with the line that declares it",
    arguments: [
      ("if c {\n  let total = 1\n} else {\n  let total = 2\n}\nprint(\"\", total)", 4),
      ("for i in 0..<2 {\n  let total = i\n}\nreturn    total", 2),
      ("func f() {\n  for total in rows { print(total) }\n  return  total }", 2),
      ("while let total = next() { }\nreturn    total", 1),
      ("let f = { (x: Int) in\n  let total = x\n  return total }\nreturn    total", 2),
      ("func f() {\n  if c {\n    func total() {}\n  }\n  return  total() }", 3),
      ("switch n {\ncase 1: let total = 1\ndefault: break\n}\nreturn    total", 2),
    ]
  )
  func ended(_ code: String, _ line: Int) {
    #expect(
      told(code, missing: "total") == [
        "cannot find 'total' in scope: line \(line) declares it within braces that have ended"
      ]
    )
  }

  @Test(
    "A name that is nowhere, or in braces that go on, is told as it is",
    arguments: [
      "let all = 1\nreturn    total",
      "func f() {\n  let total = 1\n  return total }",
      "func total() {}\nreturn    total",
      "func f() {\n  let total = 1\n}\nreturn    total",
      "func f() {\n  for total in rows { print(total) }\n}\nreturn    total",
    ]
  )
  func others(_ code: String) {
    #expect(told(code, missing: "total") == ["cannot find 'total' in scope"])
  }

  @Test("What is said of other files stays as it is")
  func otherFiles() {
    let other = Diagnostic(
      severity: .error,
      line: 9,
      column: 1,
      cause: .compiler(message: "cannot find 'i' in scope", missing: "i")
    )
    let names = EndedNames(BlockCode("for i in 0..<3 {}"))
    #expect(names.told([other], in: .file("a.swift")) == [other])
  }
}
