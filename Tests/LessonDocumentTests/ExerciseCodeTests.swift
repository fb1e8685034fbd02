import LessonDocument
import Testing

private func code(_ text: String) -> [CodeLine] {
  text.split(separator: "\n", omittingEmptySubsequences: false).enumerated().map { index, line in
    CodeLine(
      text: String(line),
      location: LessonDocument.SourceLocation(line: index + 10, column: 1)
    )
  }
}

@Test("Without a starter, a stub stands where the answer stood")
func stub() {
  let code = code(
    """
    func double(_ x: Int) -> Int {
      // BEGIN SOLUTION
      let two = 2
      return two * x
      // END SOLUTION
    }
    """
  )
  let exercise = ExerciseCode(code)
  #expect(
    exercise.solution.map(\.text)
      == ["func double(_ x: Int) -> Int {", "", "  let two = 2", "  return two * x", "", "}"]
  )
  #expect(
    exercise.starter.map(\.text)
      == [
        "func double(_ x: Int) -> Int {", #"  fatalError("your code here")"#, "", "", "", "}",
      ]
  )
  #expect(
    exercise.starterText == """
      func double(_ x: Int) -> Int {
        fatalError("your code here")
      }

      """
  )
  #expect(exercise.solution.map(\.location) == code.map(\.location))
  #expect(exercise.starter.map(\.location) == code.map(\.location))
}

@Test("A starter stands in place of the answer, above it or below")
func starters() {
  let above = ExerciseCode(
    code(
      "// BEGIN STARTER\nlet a = 0\n// END STARTER\n// BEGIN SOLUTION\nlet a = 1\n// END SOLUTION"
    )
  )
  #expect(above.solution.map(\.text) == ["", "", "", "", "let a = 1", ""])
  #expect(above.starter.map(\.text) == ["", "let a = 0", "", "", "", ""])
  #expect(above.starterText == "let a = 0\n")
  let below = ExerciseCode(
    code(
      "// BEGIN SOLUTION\nlet a = 1\n// END SOLUTION\n\n// BEGIN STARTER\nlet a = 0\n// END STARTER"
    )
  )
  #expect(below.solution.map(\.text) == ["", "let a = 1", "", "", "", "", ""])
  #expect(below.starterText == "\nlet a = 0\n")
}

@Test("Of two answers, the one without a starter gets the stub")
func twoAnswers() {
  let exercise = ExerciseCode(
    code(
      """
      // BEGIN SOLUTION
      let a = 1
      // END SOLUTION
      // BEGIN STARTER
      let a = 0
      // END STARTER
      // BEGIN SOLUTION
      let b = 2
      // END SOLUTION
      """
    )
  )
  #expect(exercise.starterText == "let a = 0\n" + #"fatalError("your code here")"# + "\n")
  #expect(
    exercise.solution.map(\.text).filter { !$0.isEmpty } == ["let a = 1", "let b = 2"]
  )
}

@Test("No line of the answer is left in the starter")
func nothingLeaks() {
  let exercise = ExerciseCode(
    code("let a = 1\n\t// BEGIN SOLUTION \nsecret()\n\t// END SOLUTION\t\nlet b = 2")
  )
  #expect(!exercise.starterText.contains("secret"))
  #expect(!exercise.starterText.contains("SOLUTION"))
  #expect(!exercise.starter.contains { $0.text.contains("secret") })
}
