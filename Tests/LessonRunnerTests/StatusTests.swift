import LessonDocument
import LessonRunner
import Testing

/// Every way in which a block can end, with the exact words.
@Suite(.serialized) struct StatusTests {
  static let cases = [
    check(
      "a block runs and its last expression is shown",
      """
      ```swift
      print("one")
      show(2)
      print("three")
      2 + 2
      ```
      """,
      """
      block-1: ok
        | one
        = 2
        | three
        = 4
      """
    ),
    check(
      "a compile error stays where it is",
      """
      ```swift
      let a = 1
      ```

      ```swift
      let b: Int = "x"
      ```

      ```swift
      print(b)
      ```

      ```swift
      print(a)
      ```
      """,
      """
      block-1: ok
      block-2: compile-error
        8:14: error: cannot convert value of type 'String' to specified type 'Int'
      block-3: not-run
        11:1: note: not run: it needs block 'block-2' (line 7), which was refused by the compiler
      block-4: ok
        | 1
      fails
      """
    ),
    check(
      "a refused block that only reads stops nothing",
      """
      ```swift
      let a = 1
      var list = [a]
      ```

      ```swift
      show(undefined, a)
      print(list.count)
      ```

      ```swift
      a + 1
      ```

      ```swift
      list.append(undefined)
      ```

      ```swift
      print(list)
      ```
      """,
      """
      block-1: ok
      block-2: compile-error
        9:6: error: cannot find 'undefined' in scope
      block-3: ok
        = 2
      block-4: compile-error
        18:13: error: cannot find 'undefined' in scope
      block-5: not-run
        21:1: note: not run: it needs block 'block-4' (line 17), which was refused by the compiler
      fails
      """
    ),
    check(
      "a crash that is expected does not count where its needs are missing",
      """
      ```swift
      func f() -> Int { missing }
      ```

      ```swift
      //| expect: crash
      let b = f()
      print(b)
      ```
      """,
      """
      block-1: compile-error
        4:19: error: cannot find 'missing' in scope
      block-2: not-run
        7:1: note: not run: it needs block 'block-1' (line 3), which was refused by the compiler
      fails
      """
    ),
    check(
      "a error that is expected does not count where its needs are missing",
      """
      ```swift
      func f() -> Int { missing }
      ```

      ```swift
      //| expect: error
      let b = f()
      print(b)
      ```
      """,
      """
      block-1: compile-error
        4:19: error: cannot find 'missing' in scope
      block-2: not-run
        7:1: note: not run: it needs block 'block-1' (line 3), which was refused by the compiler
      fails
      """
    ),
    check(
      "a compile-error that is expected does not count where its needs are missing",
      """
      ```swift
      func f() -> Int { missing }
      ```

      ```swift
      //| expect: compile-error
      let b = f()
      print(b)
      ```
      """,
      """
      block-1: compile-error
        4:19: error: cannot find 'missing' in scope
      block-2: not-run
        7:1: note: not run: it needs block 'block-1' (line 3), which was refused by the compiler
      fails
      """
    ),
    check(
      "a trap names its message, signal and line",
      """
      ```swift
      let list = [1, 2, 3]
      print("before")
      let last = list.count
      print(list[last])
      ```

      ```swift
      print(last)
      ```
      """,
      """
      block-1: crashed
        | before
        7:11: error: Fatal error: Index out of range (SIGILL)
      block-2: not-run
        10:1: note: not run: it needs block 'block-1' (line 3), which failed
      fails
      """
    ),
    check(
      "an overflow names itself",
      """
      ```swift
      var small = Int8(120)
      small += 10
      print(small)
      ```
      """,
      """
      block-1: crashed
        5:7: error: Fatal error: arithmetic overflow (SIGILL)
      fails
      """
    ),
    check(
      "a fatal error in a function names the line of the function",
      """
      ```swift
      func stop() -> Int {
        fatalError("enough")
      }
      ```

      ```swift
      print(stop())
      ```
      """,
      """
      block-1: ok
      block-2: crashed
        5:3: error: Fatal error: enough (SIGILL)
      fails
      """
    ),
    check(
      "endless recursion is a stack overflow",
      """
      ```swift
      func deep(_ n: Int) -> Int { n == -1 ? 0 : 1 &+ deep(n + 1) &* 3 }
      print(deep(1))
      ```
      """,
      """
      block-1: crashed
        4:1: error: stack overflow: the calls are nested too deeply (SIGSEGV)
      fails
      """
    ),
    check(
      "a thrown error ends the block at its line",
      """
      ```swift
      struct Oops: Error { var code = 3 }
      func f() throws { throw Oops() }
      print(1)
      try f()
      ```
      """,
      """
      block-1: threw
        | 1
        7:1: error: threw Oops(code: 3)
      fails
      """
    ),
    check(
      "a throwing initialiser ends the block",
      """
      ```swift
      enum Bad: Error { case luck }
      func f() throws -> Int { throw Bad.luck }
      let x = try f()
      print(x)
      ```
      """,
      """
      block-1: threw
        6:1: error: threw luck
      fails
      """
    ),
    check(
      "a time limit names itself",
      """
      ```swift
      //| timeout: 0.5
      var n = 0
      print("on")
      while true { n &+= 1 }
      ```
      """,
      """
      block-1: timed-out
        | on
        7:1: error: time limit: the block ran longer than 0.5 s
      fails
      """
    ),
    check(
      "an exit is a crash",
      """
      ```swift
      import Foundation
      print("bye")
      exit(0)
      ```
      """,
      """
      block-1: crashed
        | bye
        6:1: error: the block ended its process with exit(0) before its end
      fails
      """
    ),
    check(
      "a block that is not evaluated is not compiled",
      """
      ```swift
      //| eval: false
      this is not Swift
      ```
      """,
      """
      block-1: not-evaluated
      """
    ),
    check(
      "a check that does not hold makes the lesson fail",
      """
      ```swift
      check("one is two", 1, equals: 2)
      check("fine", true)
      ```
      """,
      """
      block-1: ok
        = ✗ one is two
        = ✓ fine
        4:1: error: check failed: one is two: expected 2, received 1
      fails
      """
    ),
  ]

  @Test(arguments: cases) func ends(_ lesson: RunCase) async throws { try await lesson.holds() }

  @Test(
    "After a failure the blocks run that do not need what failed, from the state before it",
    arguments: ["throw Oops()", "fatalError(\"no\")", "exit(3)", "while true {}"]
  )
  func failuresStopOnlyWhatNeedsThem(failure: String) async throws {
    let results = try await RunningLessons.results(
      RunningLessons.markdown([
        "import Foundation\nstruct Oops: Error {}\nvar list = [1]\nlet one = 1",
        "//| timeout: 0.5\nlet two = 2\nlist.append(two)\n\(failure)\nfunc three() -> Int { 3 }",
        "print(one)", "print(list)", "print(three())", "let four = one + 3\nprint(four)",
        "print(four + 1)",
      ]) + "\nOf `{swift} four`, `{swift} two` and `{swift} one + four`.\n"
    )
    let statuses = results.blocks.map(\.status)
    #expect([.threw, .crashed, .timedOut].contains(statuses[1]))
    #expect(statuses[2...] == [.ok, .notRun, .notRun, .ok, .ok])
    #expect(results.blocks[2].shown == "1" && results.blocks[6].shown == "5")
    #expect(results.inline.map(\.value) == ["4", nil, "5"])
    #expect(
      results.inline[1].error == "not run: it needs block 'block-2' (line 10), which failed"
    )
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
}

/// Failures that a lesson expects.
@Suite(.serialized) struct ExpectationTests {
  static let cases = [
    check(
      "expected failures in mid-lesson go on from before",
      """
      ```swift
      var count = 1
      ```

      ```swift
      //| expect: crash
      count = 10
      fatalError("on purpose")
      ```

      ```swift
      //| expect: error
      struct E: Error {}
      count = 20
      throw E()
      ```

      ```swift
      //| expect: timeout
      //| timeout: 0.3
      count = 30
      while true { count &+= 0 }
      ```

      ```swift
      //| expect: compile-error
      count = "x"
      ```

      ```swift
      count += 1
      count
      ```
      """,
      """
      block-1: ok
      block-2: expected-failure
        10:1: error: Fatal error: on purpose (SIGILL)
      block-3: expected-failure
        17:1: error: threw E()
      block-4: expected-failure
        24:1: error: time limit: the block ran longer than 0.3 s
      block-5: expected-failure
        29:9: error: cannot assign value of type 'String' to type 'Int'
      block-6: ok
        = 2
      """
    ),
    check(
      "what should fail and does not is a failure",
      """
      ```swift
      //| expect: crash
      print(1)
      ```

      ```swift
      //| expect: error
      fatalError("x")
      ```
      """,
      """
      block-1: unexpected-success
        | 1
        3:1: error: the block should end in a crash, but it ran to its end
      block-2: unexpected-success
        8:1: error: the block should end in an error, but it ended in a crash
        10:1: error: Fatal error: x (SIGILL)
      fails
      """
    ),
    check(
      "the message of an expected failure must fit",
      """
      ```swift
      //| expect: crash
      //| expect-message: "shapes differ"
      fatalError("other")
      ```

      ```swift
      //| expect: crash
      //| expect-message: "other"
      fatalError("other")
      ```
      """,
      """
      block-1: unexpected-success
        3:1: error: the block should end in a crash with the message 'shapes differ', but its message is another
        6:1: error: Fatal error: other (SIGILL)
      block-2: expected-failure
        12:1: error: Fatal error: other (SIGILL)
      fails
      """
    ),
    check(
      "what a block says of itself cannot write over the words beside it",
      #"""
      ```swift
      check("fails\r✓ all is well", false, "no\u{1B}[2J\rreason")
      ```

      ```swift
      struct Odd: Error, CustomStringConvertible { var description: String { "bad\rThis is fine" } }
      throw Odd()
      ```
      """#,
      """
      block-1: ok
        = ✗ ✓ all is well
        4:1: error: check failed: ✓ all is well: reason
      block-2: threw
        9:1: error: threw This is fine
      fails
      """
    ),
  ]

  @Test(arguments: cases) func ends(_ lesson: RunCase) async throws { try await lesson.holds() }
}
