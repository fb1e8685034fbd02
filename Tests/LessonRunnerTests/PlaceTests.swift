import Foundation
import LessonDocument
import LessonRunner
import Testing

#if os(Linux)
/// Lessons with faults at places that are known, in all that a block may stand in; the same for the same seed.
private struct FaultyLesson {
  private var state: UInt64

  init(seed: Int) { state = UInt64(seed) &* 0x9E37_79B9_7F4A_7C15 | 1 }

  private mutating func next(_ count: Int) -> Int {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Int((state >> 33) % UInt64(count))
  }

  /// A lesson, and for each of its blocks `line:column` of its fault; nil for a block without one.
  mutating func lesson() -> (markdown: String, places: [String?]) {
    var lines = ["# Faults", ""]
    var places: [String?] = []
    for number in 0..<5 {
      lines += (0..<next(4)).map { "Prose \($0) with `code` and é." } + [""]
      var (block, fault) = block(number)
      var column = fault?.column ?? 0
      for _ in 0..<next(3) {
        let isQuote = next(2) == 0
        block = block.enumerated().map { isQuote ? "> \($1)" : ($0 == 0 ? "- " : "  ") + $1 }
        column += 2
      }
      places.append(fault.map { "\(lines.count + $0.line):\(column)" })
      lines += block + [""]
    }
    return (lines.joined(separator: "\n") + "\n", places)
  }

  /// A block, and the line from 1 and the column of its fault.
  private mutating func block(
    _ number: Int
  ) -> (lines: [String], fault: (line: Int, column: Int)?) {
    var code = (0..<next(4)).map { "let value\(number)x\($0) = \($0) // é" }
    let indentation = next(3)
    let blank = String(repeating: " ", count: indentation)
    let line = 2 + code.count
    let fault: (line: Int, column: Int)?
    switch next(3) {
    case 0:
      code.append("\(blank)print(missing\(number))")
      fault = (line, indentation + 7)
    case 1:
      code.append("\(blank)check(\"is one\", 2, equals: 1)")
      // Of a check the line is known, and no column.
      fault = (line, 1)
    default:
      code.append("\(blank)print(\(number))")
      fault = nil
    }
    code += (0..<next(3)).map { "let after\(number)x\($0) = \($0)" }
    return (["```swift"] + code + ["```"], fault)
  }
}

/// What is said stands at the place that it speaks of, wherever the code came from and wherever it moved.
@Suite(.serialized) struct PlaceTests {
  static let cases = [
    check(
      "a check names no line of a block after its own",
      """
      ```swift
      check("mine", false, file: "unroll-block-1", line: 2)
      ```

      ```swift
      let later = 1
      ```
      """,
      """
      block-1: ok
        = ✗ mine
        3:1: error: check failed: mine
      block-2: ok
      fails
      """
    ),
    check(
      "nor does a crash",
      #"""
      ```swift
      import Foundation
      fputs("unroll-block-1/x.swift:2: Fatal error: theirs\n", stderr)
      fputs("Lesson/unroll-block-1:2: Fatal error: theirs\n", stderr)
      abort()
      ```

      ```swift
      let later = 1
      ```
      """#,
      """
      block-1: crashed
        | unroll-block-1/x.swift:2: Fatal error: theirs
        7:1: error: Fatal error: theirs (SIGABRT)
      block-2: ok
      fails
      """
    ),
  ]

  @Test(arguments: cases) func isTold(_ lesson: RunCase) async throws { try await lesson.holds() }

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

  @Test("Each fault of a lesson is told at its place, whatever stands around it", arguments: 1...6)
  func faultsOfGeneratedLessons(seed: Int) async throws {
    var generator = FaultyLesson(seed: seed)
    let (markdown, places) = generator.lesson()
    let results = try await RunningLessons.results(markdown)
    for (block, expected) in zip(results.blocks, places) {
      let errors = block.diagnostics.filter { $0.severity == .error }
      #expect(errors.first.map { "\($0.line):\($0.column)" } == expected, "\(block)\n\(markdown)")
    }
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
      with: "//| check: double\n//| timeout: \(body.contains("while") ? 1 : 600)\n"
    )
    if isHidden {
      markdown.replace("check(\"doubles 3\"", with: "//| hidden: true\ncheck(\"doubles 3\"")
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
      func deep(_ n: Int) -> Int { 1 + deep(n + 1) + n }
      ```

      `{swift} a[0]` `{swift} absent` `{swift} try odd()` `{swift} let b = 1` `{swift} a.count`
      `{swift} Int.max + (a.count + 1)` `{swift} deep(0)`
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
    // As a block's failure says it.
    #expect(results.inline[5].error == "Fatal error: arithmetic overflow")
    #expect(
      results.inline[6].error?.hasPrefix("stack overflow: the calls are nested too deeply") == true
    )
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
