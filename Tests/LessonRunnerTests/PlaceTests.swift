import Foundation
import LessonDocument
import LessonRunner
import Testing

#if os(Linux)
/// What is said stands at the place that it speaks of, wherever the code came from and wherever it moved.
@Suite(.serialized) struct PlaceTests {
  @Test("A check that a function of another block makes is told at its line there")
  func checkInAFunction() async throws {
    let results = try await RunningLessons.results(blocks: [
      "func judge(_ n: Int) {\n  check(\"is two\", n, equals: 2)\n}", "let a = 1", "judge(a)",
    ])
    #expect(results.blocks[2].said == ["5:1: check failed: is two: expected 2, received 1"])
  }

  @Test("A crash in a function of another block is told at its line there, also from the cache")
  func crashInAFunction() async throws {
    let mark = UUID().uuidString
    func markdown(_ prose: String) -> String {
      "# T\n\n\(prose)\n\n```swift\nlet mark = \"\(mark)\"\n"
        + "func last(_ a: [Int]) -> Int {\n  a[a.count]\n}\n```\n\n"
        + "```swift\nlet b = last([1])\n```\n"
    }
    let first = try await RunningLessons.results(markdown("One."), options: RunOptions())
    let second = try await RunningLessons.results(markdown("A\n\nB\n\nC"), options: RunOptions())
    #expect(first.blocks[1].diagnostics.first?.line == 8)
    #expect(second.blocks[1].cached && second.blocks[1].diagnostics.first?.line == 12)
    #expect(
      second.blocks[1].diagnostics.first?.message == first.blocks[1].diagnostics.first?.message
    )
  }

  @Test("Other blocks that a message names are named by their lines of now")
  func namedBlocksMove() async throws {
    let mark = UUID().uuidString
    func markdown(_ prose: String) -> String {
      "# T\n\n\(prose)\n\n```swift\nlet n: Int = \"\(mark)\"\n```\n\n```swift\nprint(n)\n```\n\n"
        + "```swift\nlet n = 2\n```\n"
    }
    _ = try await RunningLessons.results(markdown("One."), options: RunOptions())
    let moved = try await RunningLessons.results(markdown("A\n\nB"), options: RunOptions())
    #expect(moved.blocks.allSatisfy { $0.cached })
    #expect(
      moved.blocks[1].said == [
        "11:1: not run: it needs block 'block-1' (line 7), which was refused by the compiler"
      ]
    )
    #expect(moved.blocks[2].said.first?.contains("'n' is declared on line 8 already") == true)
  }

  @Test("A block that asks for its line and file gets those that its author knows")
  func magicLiterals() async throws {
    let results = try await RunningLessons.results(blocks: [
      "let a = 1", "print(#line, missing)",
      "import Foundation\nlet list = [a]\nprint(#line, list[a])",
    ])
    #expect(results.blocks[1].status == .compileError)
    #expect(results.blocks[1].diagnostics.first?.line == 8)
    #expect(results.blocks[2].diagnostics.first?.line == 14)
    #expect(results.blocks[2].shown == "")
    let names = try await RunningLessons.last("print(#line, #fileID, separator: \" \")")
    #expect(names.shown == "4 Lesson/lesson.md")
  }

  @Test("Code in a list or quotation is told at its columns in the lesson")
  func columns() async throws {
    let results = try await RunningLessons.results(
      "# T\n\n- A\n\n  ```swift\n  let a = 1\n  let b = a + missing\n  ```\n\n> ```swift\n> nothing\n> ```\n"
    )
    #expect(results.blocks[0].said == ["7:15: cannot find 'missing' in scope"])
    #expect(results.blocks[1].said.first == "11:3: cannot find 'nothing' in scope")
  }

  @Test("A fault in the lesson's code that an answer calls is told in the lesson")
  func faultOfTheLesson() async throws {
    let verdict = try await SmallExercises.verdict(
      "func doubled(_ x: Int) -> Int { pick(x) }",
      in: SmallExercises.markdown.replacing(
        "let factor = 2",
        with: "let factor = 2\nfunc pick(_ x: Int) -> Int {\n  [1][x]\n}"
      )
    )
    #expect(verdict.problems.first.map { "\($0.file):\($0.line)" } == "lesson.md:11")
  }

  @Test(
    "What ends an answer is told at the answer's line, whoever called it",
    arguments: [
      ("  let a = [6]\n  return a[x]", true), ("  let a = [6]\n  return a[x]", false),
      ("  let none: Int? = x < 9 ? nil : 1\n  return none!", true),
      ("  var n = 1\n  while n > 0 { n = (n &* 25 &+ 1) % 1000 + 1 }\n  return n", true),
      ("  var n = 1\n  while n > 0 { n = (n &* 25 &+ 1) % 1000 + 1 }\n  return n", false),
      ("  print(\"bye\")\n  exit(0)", true), ("  print(\"bye\")\n  exit(3)", false),
    ]
  )
  func placeOfTheAnswer(body: String, isHidden: Bool) async throws {
    var markdown = SmallExercises.markdown.replacing(
      "//| check: double\n",
      with: "//| check: double\n//| timeout: 1\n"
    )
    if isHidden {
      markdown.replace(
        "//| timeout: 1\ncheck(\"doubles 3\"",
        with: "//| timeout: 1\n//| hidden: true\ncheck(\"doubles 3\""
      )
    }
    let verdict = try await SmallExercises.verdict(
      "import Foundation\nfunc doubled(_ x: Int) -> Int {\n\(body)\n}\n",
      in: markdown
    )
    #expect(verdict.outcome == .faulted)
    let problem = try #require(verdict.problems.first)
    #expect(problem.file == "Work/double.swift")
    #expect(problem.line == 4, "\(problem)")
  }

  @Test("An answer that asks for its line gets that of its own file")
  func lineOfAnAnswer() async throws {
    let verdict = try await SmallExercises.verdict(
      "func doubled(_ x: Int) -> Int {\n  print(#line, #fileID)\n  return [6][x]\n}\n"
    )
    #expect(verdict.outputs.map(\.text) == ["2 Lesson/double.swift\n"])
    #expect(verdict.problems.first.map { "\($0.file):\($0.line)" } == "Work/double.swift:3")
  }

  @Test("The results say why an expression has no value, as a cause and in a sentence")
  func inlineCauses() async throws {
    let results = try await RunningLessons.results(
      """
      # T

      ```swift
      let a = [Int]()
      func wait() -> Int { while true {} }
      struct Odd: Error {}
      func odd() throws -> Int { throw Odd() }
      ```

      `{swift} a[0]` `{swift} absent` `{swift} try odd()` `{swift} let b = 1` `{swift} a.count`
      """
    )
    #expect(results.inline[0].cause?.failure == .crash)
    #expect(results.inline[0].error == "Fatal error: Index out of range")
    #expect(
      results.inline[1].cause
        == .compiler(message: "cannot find 'absent' in scope", missing: "absent")
    )
    #expect(results.inline[2].cause == .threw("Odd()"))
    #expect(results.inline[3].cause?.failure == .compileError)
    #expect(results.inline[4].cause == nil && results.inline[4].value == "0")
    let json = String(decoding: try results.json(), as: UTF8.self)
    #expect(json.contains("\"error\" : \"cannot find 'absent' in scope\""))
    let again = try JSONDecoder().decode(LessonResults.self, from: Data(json.utf8))
    #expect(
      again.inline == results.inline
        && again.blocks.map(\.diagnostics) == results.blocks.map(\.diagnostics)
    )
  }
}
#endif
