import LessonDocument
import LessonRunner
import Testing

/// Every way in which a block can end, with the exact words.
@Suite(.serialized) struct StatusTests {
  @Test func aBlockRunsAndItsLastExpressionIsShown() async throws {
    let block = try await RunningLessons.last("print(\"one\")\nshow(2)\nprint(\"three\")\n2 + 2")
    #expect(block.status == .ok)
    #expect(block.outputs.map(\.kind) == [.text, .value, .text, .value])
    #expect(block.shown == "one|2|three|4")
    #expect(block.diagnostics.isEmpty)
  }

  @Test func aCompileErrorStaysWhereItIs() async throws {
    let results = try await RunningLessons.results(blocks: [
      "let a = 1", "let b: Int = \"x\"", "print(b)", "print(a)",
    ])
    #expect(results.blocks.map(\.status) == [.ok, .compileError, .notRun, .ok])
    #expect(
      results.blocks[1].said
        == ["8:14: cannot convert value of type 'String' to specified type 'Int'"]
    )
    #expect(
      results.blocks[2].said == [
        "11:1: not run: it needs block 'block-2' (line 7), which was refused by the compiler"
      ]
    )
    #expect(results.blocks[3].shown == "1")
    #expect(!results.isAsExpected)
  }

  @Test func aRefusedBlockThatOnlyReadsStopsNothing() async throws {
    let results = try await RunningLessons.results(blocks: [
      "let a = 1\nvar list = [a]", "show(undefined, a)\nprint(list.count)", "a + 1",
      "list.append(undefined)", "print(list)",
    ])
    #expect(results.blocks.map(\.status) == [.ok, .compileError, .ok, .compileError, .notRun])
    #expect(results.blocks[2].shown == "2")
  }

  @Test(arguments: ["crash", "error", "compile-error"])
  func whatShouldFailDoesNotCountWhereItsNeedsAreMissing(expectation: String) async throws {
    let results = try await RunningLessons.results(blocks: [
      "func f() -> Int { missing }", "//| expect: \(expectation)\nlet b = f()\nprint(b)",
    ])
    #expect(results.blocks.map(\.status) == [.compileError, .notRun])
    #expect(!results.isAsExpected)
  }

  @Test func aTrapNamesItsMessageSignalAndLine() async throws {
    let results = try await RunningLessons.results(blocks: [
      "let list = [1, 2, 3]\nprint(\"before\")\nlet last = list.count\nprint(list[last])",
      "print(1)",
    ])
    #expect(results.blocks.map(\.status) == [.crashed, .notRun])
    #expect(results.blocks[0].shown == "before")
    #expect(results.blocks[0].diagnostics.first?.line == 7)
    #expect(
      results.blocks[0].diagnostics.first?.message
        == "Fatal error: Index out of range (SIGILL)"
    )
    #expect(results.blocks[1].said == ["10:1: not run: block 'block-1' (line 3) failed"])
  }

  @Test func anOverflowNamesItself() async throws {
    let block = try await RunningLessons.last("var small = Int8(120)\nsmall += 10\nprint(small)")
    #expect(block.status == .crashed)
    #expect(block.diagnostics.first?.message == "Fatal error: arithmetic overflow (SIGILL)")
    #expect(block.diagnostics.first?.line == 5)
  }

  @Test func aFatalErrorInAFunctionNamesTheLineOfTheFunction() async throws {
    let results = try await RunningLessons.results(blocks: [
      "func stop() -> Int {\n  fatalError(\"enough\")\n}", "print(stop())",
    ])
    #expect(results.blocks[1].status == .crashed)
    #expect(results.blocks[1].diagnostics.first?.message == "Fatal error: enough (SIGILL)")
    #expect(results.blocks[1].diagnostics.first?.line == 5)
  }

  @Test func endlessRecursionIsAStackOverflow() async throws {
    let block = try await RunningLessons.last(
      "func deep(_ n: Int) -> Int { n == -1 ? 0 : 1 &+ deep(n + 1) &* 3 }\nprint(deep(1))"
    )
    #expect(block.status == .crashed)
    #expect(
      block.diagnostics.first?.message
        == "stack overflow: the calls are nested too deeply (SIGSEGV)"
    )
  }

  @Test func aThrownErrorEndsTheBlockAtItsLine() async throws {
    let block = try await RunningLessons.last(
      "struct Oops: Error { var code = 3 }\nfunc f() throws { throw Oops() }\nprint(1)\ntry f()"
    )
    #expect(block.status == .threw)
    #expect(block.shown == "1")
    #expect(block.said == ["7:1: threw Oops(code: 3)"])
  }

  @Test func aThrowingInitialiserEndsTheBlock() async throws {
    let block = try await RunningLessons.last(
      "enum Bad: Error { case luck }\nfunc f() throws -> Int { throw Bad.luck }\nlet x = try f()\nprint(x)"
    )
    #expect(block.status == .threw)
    #expect(block.said == ["6:1: threw luck"])
  }

  @Test func aTimeLimitNamesItself() async throws {
    let block = try await RunningLessons.last(
      "//| timeout: 0.5\nvar n = 0\nprint(\"on\")\nwhile true { n &+= 1 }"
    )
    #expect(block.status == .timedOut)
    #expect(block.shown == "on")
    #expect(block.diagnostics.first?.message == "time limit: the block ran longer than 0.5 s")
  }

  @Test func aMemoryLimitNamesItself() async throws {
    var options = RunningLessons.uncached
    options.memoryLimit = 256 << 20
    let results = try await RunningLessons.results(
      blocks: [
        "var store: [[UInt8]] = []\nwhile true { store.append(.init(repeating: 1, count: 1 << 24)) }"
      ],
      options: options
    )
    #expect(results.blocks[0].status == .crashed)
    #expect(
      results.blocks[0].diagnostics.first?.message
        == "memory limit: the lesson used more than 256 MiB of memory"
    )
  }

  @Test func anOutputLimitKeepsTheStartAndTheBlockRunsOn() async throws {
    var options = RunningLessons.uncached
    options.outputLimit = 1000
    let results = try await RunningLessons.results(
      blocks: ["for n in 0..<10_000 { print(n) }\nlet done = 1", "print(done)"],
      options: options
    )
    #expect(results.blocks.map(\.status) == [.ok, .ok])
    #expect(results.blocks[0].outputs.first?.text.utf8.count == 1000)
    #expect(
      results.blocks[0].said == [
        "3:1: output limit: only the first 1000 bytes of what the block printed are kept"
      ]
    )
    #expect(results.isAsExpected)
  }

  @Test func exitIsACrash() async throws {
    let block = try await RunningLessons.last("import Foundation\nprint(\"bye\")\nexit(0)")
    #expect(block.status == .crashed)
    #expect(block.shown == "bye")
    #expect(
      block.diagnostics.first?.message == "the block ended its process with exit(0) before its end"
    )
  }

  @Test func aBlockThatIsNotEvaluatedIsNotCompiled() async throws {
    let block = try await RunningLessons.last("//| eval: false\nthis is not Swift")
    #expect(block.status == .notEvaluated)
  }

  @Test func aFailedCheckMakesTheLessonFail() async throws {
    let results = try await RunningLessons.results(blocks: [
      "check(\"one is two\", 1, equals: 2)\ncheck(\"fine\", true)"
    ])
    #expect(results.blocks[0].shown == "✗ one is two|✓ fine")
    #expect(results.blocks[0].said == ["4:1: check failed: one is two: expected 2, received 1"])
    #expect(!results.isAsExpected)
  }
}

/// Failures that a lesson expects.
@Suite(.serialized) struct ExpectationTests {
  @Test func expectedFailuresInMidLessonGoOnFromBefore() async throws {
    let results = try await RunningLessons.results(blocks: [
      "var count = 1",
      "//| expect: crash\ncount = 10\nfatalError(\"on purpose\")",
      "//| expect: error\nstruct E: Error {}\ncount = 20\nthrow E()",
      "//| expect: timeout\n//| timeout: 0.3\ncount = 30\nwhile true { count &+= 0 }",
      "//| expect: compile-error\ncount = \"x\"",
      "count += 1\ncount",
    ])
    #expect(
      results.blocks.map(\.status)
        == [.ok] + Array(repeating: .expectedFailure, count: 4) + [.ok]
    )
    #expect(results.blocks[5].shown == "2")
    #expect(results.isAsExpected)
  }

  @Test func whatShouldFailAndDoesNotIsAFailure() async throws {
    let results = try await RunningLessons.results(blocks: [
      "//| expect: crash\nprint(1)", "//| expect: error\nfatalError(\"x\")",
    ])
    #expect(results.blocks.map(\.status) == [.unexpectedSuccess, .unexpectedSuccess])
    #expect(
      results.blocks[0].said == ["3:1: the block should end in crash, but it ran to its end"]
    )
    #expect(
      results.blocks[1].diagnostics.contains {
        $0.message == "the block should end in error, but it ended in crash"
      }
    )
  }

  @Test func theMessageOfAnExpectedFailureMustFit() async throws {
    let results = try await RunningLessons.results(blocks: [
      "//| expect: crash\n//| expect-message: \"shapes differ\"\nfatalError(\"other\")",
      "//| expect: crash\n//| expect-message: \"other\"\nfatalError(\"other\")",
    ])
    #expect(results.blocks.map(\.status) == [.unexpectedSuccess, .expectedFailure])
    #expect(
      results.blocks[0].diagnostics.contains {
        $0.message == """
          the block should end in crash with the message 'shapes differ', but its message is another
          """
      }
    )
  }

  @Test("What a block says of itself cannot write over the words beside it")
  func overwriting() async throws {
    let results = try await RunningLessons.results(blocks: [
      #"check("fails\r✓ all is well", false, "no\u{1B}[2J\rreason")"#,
      """
      struct Odd: Error, CustomStringConvertible { var description: String { "bad\\rThis is fine" } }
      throw Odd()
      """,
    ])
    #expect(results.blocks[0].outputs.map(\.text) == ["✗ ✓ all is well"])
    #expect(
      results.blocks[0].diagnostics.map(\.message) == ["check failed: ✓ all is well: reason"]
    )
    #expect(results.blocks[1].diagnostics.map(\.message) == ["threw This is fine"])
  }
}
