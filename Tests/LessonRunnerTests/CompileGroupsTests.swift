import LessonDocument
import Testing

@testable import LessonRunner

/// Which files share a front end, and that they give what they give alone.
@Suite struct CompileGroupsTests {
  @Test("Files whose names are their own go together, in groups of a size")
  func plainFiles() throws {
    let blocks = ["let a = 1", "func f() -> Int { a }", "struct S { var x = a }", "print(f())"]
    #expect(try groups(blocks) == [[0, 1, 2, 3]])
    #expect(try groups(blocks, size: 3) == [[0, 1, 2], [3]])
  }

  @Test(
    "A file that could change what those before it mean begins a group",
    arguments: [
      // Another overload, of the course's own, the library's or the runner's functions.
      ["func f(_ x: Double) -> Int { 1 }\nprint(f(2))", "func f(_ x: Int) -> Int { 2 }"],
      ["print(1)", "func print(_ x: Int) {}"],
      ["print(max(1, 2))", "func max(_ a: Int, _ b: Int) -> Int { 0 }"],
      ["let n = 1", "struct LessonRuntime {}"],
      // A name that stands in text or in a comment only is taken for a use.
      ["print(\"later\")", "let later = 1"],
      // Types and variables of the library's names.
      ["let x: Int = 1", "struct Int {}"],
      // What acts without its name.
      ["let x = 1.5", "typealias FloatLiteralType = Float"],
      ["print(\"\\(1)\")", "extension Int { var twice: Int { 2 * self } }"],
      ["struct S {}\nprint(S() as Any is any Error)", "extension S: Error {}"],
      ["print(1 + 1)", "func + (a: Int, b: Int) -> Int { 0 }"],
      [
        "switch 1 { case 1: print(1)\ndefault: break }",
        "func ~= (a: Int, b: Int) -> Bool { false }",
      ],
      ["print(2)", "prefix operator √"],
      ["print(2)", "infix operator **: MultiplicationPrecedence"],
      ["print([1].count)", "import Foundation"],
    ]
  )
  func actsOnEarlierFiles(blocks: [String]) throws {
    #expect(try groups(blocks) == [[0], [1]])
  }

  @Test("What files share a front end gives is what they give alone")
  func sameResults() async throws {
    let markdown = """
      # T

      Before them all: `{swift} 1 + 1`.

      ```swift
      let a = 2.0
      func twice(_ x: Double) -> Double { 2 * x }
      ```

      Then `{swift} twice(a)`.

      ```swift
      struct Cell { var state = a
        mutating func step() -> Double { state = twice(state); return state } }
      var cell = Cell()
      let unused = { let never = 1; return cell.step() }()
      cell.step()
      ```

      ```swift
      extension Cell: CustomStringConvertible { var description: String { "cell" } }
      print(cell, Double.random(in: 0...1, using: &generator))
      ```

      Last `{swift} cell.state`.
      """
    let together = try await RunningLessons.results(markdown)
    var options = RunningLessons.uncached
    var alone: [BlockResult] = []
    for label in together.blocks.map(\.label) {
      options.lastLabel = label
      let results = try await RunningLessons.results(markdown, options: options)
      alone.append(try #require(results.blocks.last { $0.label == label }))
    }
    #expect(together.blocks.map(\.outputs) == alone.map(\.outputs))
    #expect(together.blocks.map(\.said) == alone.map(\.said))
    #expect(together.blocks.allSatisfy { $0.status == .ok })
    #expect(together.inline.map(\.value) == ["2", "4", "8"])
  }

  @Test("A file that the compiler refuses costs its neighbours nothing, and only it is told of")
  func refusedNeighbour() async throws {
    let results = try await RunningLessons.results(blocks: [
      "let a = 1", "let b: Int = \"x\"", "let c = a + 1\nc", "var d = 0\nprint(c)", "b",
    ])
    #expect(results.blocks.map(\.status) == [.ok, .compileError, .ok, .ok, .notRun])
    #expect(results.blocks.map(\.said.count) == [0, 1, 0, 0, 1])
  }

  @Test("A warning is told at its own block")
  func warnings() async throws {
    let results = try await RunningLessons.results(blocks: [
      "let a = 1", "func f() { let never = 1 }", "func g() { var once = 1; print(once) }", "a",
    ])
    #expect(results.blocks.map(\.said.count) == [0, 1, 1, 0])
    #expect(results.blocks[1].said.first?.contains("'never'") == true)
    #expect(results.blocks[2].said.first?.contains("'once'") == true)
  }

  /// The numbers of the blocks in each group.
  private func groups(_ blocks: [String], size: Int = 8) throws -> [[Int]] {
    let lesson = try RunningLessons.lesson(RunningLessons.markdown(blocks))
    var earlier: [ModuleSource] = []
    let members = ExecutionPlanner().plan(lesson).steps.map { step in
      let source = ModuleSource(step, step.program(imports: earlier.carriedImports))
      defer { earlier.append(source) }
      return CompileGroups.Member(
        step,
        CompileJob(earlier: earlier, primary: source, isOptimised: false)
      )
    }
    return CompileGroups.parted(members, size: size).map { group in
      group.compactMap { Int($0.primary.name.drop { !$0.isNumber }) }
    }
  }
}
