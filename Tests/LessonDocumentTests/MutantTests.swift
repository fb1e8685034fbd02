import LessonDocument
import Testing

@Suite struct MutantTests {
  /// What is changed in an exercise whose solution is some code: `line:column change`.
  private func changes(_ solution: String) -> [String] {
    mutants(solution).map { "\($0.location.line):\($0.location.column) \($0.change)" }
  }

  private func mutants(_ solution: String) -> [AnswerMutant] {
    let text = "func f() {\n// BEGIN SOLUTION\n\(solution)\n// END SOLUTION\n}"
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).enumerated().map {
      CodeLine(text: String($1), location: SourceLocation(line: $0 + 1, column: 1))
    }
    return AnswerMutant.mutants(of: lines)
  }

  private func texts(_ solution: String) -> [String] {
    mutants(solution).map { $0.lines[2].text }
  }

  @Test(
    "A slip changes one place",
    arguments: [
      ("a < b", ["a <= b"]),
      ("a == 1 && c", ["a != 1 && c", "a == 0 && c", "a == 1 || c"]),
      ("n += 0.5", ["n = 0.5", "n += 1.0"]),
      ("for t in 0..<n {}", ["for t in 1..<n {}", "for t in 0...n {}"]),
      ("-x", ["x"]),
      ("tanh(x)", ["sigmoid(x)"]),
      ("true", ["false"]),
    ]
  )
  func slip(code: String, mutants: [String]) {
    #expect(texts(code) == mutants)
  }

  @Test("A bias is left out, and any other term")
  func terms() {
    #expect(
      changes("x.matmul(wx) + bias") == [
        "3:14 `+` became `-`", "3:14 the bias `bias` was left out",
      ]
    )
    #expect(texts("bf + x * w - y")[0] == " x * w - y")
    #expect(changes("a + b * c").last == "3:7 `*` became `/`")
    #expect(texts("a + p * c").contains("a "))
  }

  @Test(
    "Gates are taken for each other where both are there",
    arguments: [
      ("i * g + f * c", ["f * g + f * c", "i * g + i * c"]),
      ("z * h + r", ["r * h + r", "z * h + z"]),
      ("forgetGate(inputGate)", ["inputGate(inputGate)", "forgetGate(forgetGate)"]),
      ("wxi(wxf)", ["wxf(wxf)", "wxi(wxi)"]),
    ]
  )
  func gates(code: String, swapped: [String]) {
    let found = texts(code)
    for text in swapped { #expect(found.contains(text), "\(text) in \(found)") }
    #expect(!found.contains { $0.hasPrefix("o *") })
  }

  @Test(
    "A statement among others is left out, however many lines it takes; lines keep their numbers"
  )
  func statements() {
    let made = mutants("grow(\n  by: step\n)\nlet a = b\nreturn a")
    #expect(made.map(\.change) == ["the statement `grow( by: step )` was left out"])
    #expect(
      made[0].lines.map(\.text) == [
        "func f() {", "", "", "", "", "let a = b", "return a", "", "}",
      ]
    )
  }

  @Test("What stands outside the solution is not changed")
  func outside() {
    let lines = ["let a = 1", "// BEGIN SOLUTION", "let b = 2", "// END SOLUTION", "let c = 3"]
      .enumerated().map {
        CodeLine(text: $1, location: SourceLocation(line: $0 + 8, column: 3))
      }
    let made = AnswerMutant.mutants(of: lines)
    #expect(made.map(\.change) == ["`2` became `3`"])
    #expect(made[0].location == SourceLocation(line: 10, column: 11))
  }

  @Test("Other seeds change every seed of a check, and nothing else")
  func seeds() throws {
    let lesson = try LessonReader().lesson(
      source: """
        ---
        seed: 4
        ---
        # Seeds
        ```swift
        let other = RandomGenerator(seed: 7)
        ```
        ```swift
        //| exercise: one
        // BEGIN SOLUTION
        let one = 1
        // END SOLUTION
        ```
        ```swift
        //| check: one
        let random = (RandomGenerator(seed: 7), RandomGenerator(seed: 8))
        ```
        """,
      file: "01-seeds.md"
    )
    let check = lesson.blocks[2].code
    #expect(
      SeedShift.lines(of: check, by: 2)[0].text
        == "let random = (RandomGenerator(seed: 2007), RandomGenerator(seed: 2008))"
    )
    #expect(SeedShift.lines(of: check, by: 0) == check)
  }
}
