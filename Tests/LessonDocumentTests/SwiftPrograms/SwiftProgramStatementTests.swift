import Testing

@testable import LessonDocument

@Suite struct SwiftProgramStatementTests {
  static let cases = [
    ProgramCase(
      "statements of every kind run in order",
      [
        """
        var log: [String] = []
        outer: for i in 1...3 { for j in 1...3 { if j == 2 { continue outer }; if i == 3 { break outer }; log.append("\\(i)\\(j)") } }
        var n = 0
        repeat { n += 1 } while n < 3
        while n < 5 { n += 1 }
        switch (n, log.count) { case (5, let count) where count > 1: log.append("two"); default: break }
        do { throw CancellationError() } catch is CancellationError { log.append("caught") } catch { }
        defer { print("last") }
        defer { print("first") }
        if let head = log.first, case let text = head { log.append(text) }
        let double = { (x: Int) -> Int in let y = x; return y * 2 }
        let picked = if n > 3 { "big" } else { "small" }
        let mapped = log
          .map { $0.count }
          .reduce(0, +)
        ;{ print("closure", $0) }(1)
        (n, _) = (9, 1)
        print(double(n), picked, mapped, #line, #file, #function.isEmpty); print("same line")
        if "a1" .contains(/[a-z]\\d/) { print("regex") }
        [1, 2]
          .map { $0 + 1 }
        """
      ],
      prints: """
        closure 1
        18 big 15 20 Lessons/99-test.md false
        same line
        regex
        => [2, 3]
        first
        last
        """
    ),
    ProgramCase(
      "the last expression is shown unless it is Void",
      [
        "40 + 2", "let a = 1", "var b = a; b += 1", "b = 4", "print(b)", "b",
        "b == 4 ? \"yes\" : nil", "func f() {}\nf()", "_ = b", "if b > 3 { f() }", "b; // comment",
        "func g() throws -> Int { 3 }\ntry g()", "func h() async -> Int { 5 }\nawait h()",
        "func k() async throws -> Int { 6 }\ntry await k() +\n  1",
        "\"multi \\(b)\n\"".replacing("\n", with: ""),
        "\"\"\"\n  two\n   lines\n  \"\"\"", "{ $0 + 1 }(2) as Int", "(1, b)", "[Int]()",
        "f()\nlet z = 3",
        "b // last", "b >= 4", "switch b { default: f() }",
      ].map { $0 },
      prints: """
        => 42
        4
        => 4
        => Optional("yes")
        => 4
        => 3
        => 5
        => 7
        => multi 4
        => two
         lines
        => 3
        => (1, 4)
        => []
        => 4
        => true
        """
    ),
    ProgramCase(
      "throw and return end the block",
      [
        "struct Stop: Error {}\nprint(1)\nif true { throw Stop() }\nprint(2)",
        "for i in 0... { if i == 3 { return } }\nprint(3)",
        "print(4)\nif #available(macOS 10, *) { return }\nprint(5)", "print(6)\nreturn",
        "await Task.yield()\nthrow Stop()",
      ],
      prints: "1\nthrew Stop() at line 5\n4\n6\nthrew Stop() at line 23"
    ),
    ProgramCase(
      "awaits in every position make the block async",
      [
        """
        func one() async -> Int { 1 }
        func check() async throws -> Bool { true }
        if await one() == 1, try await check() { print("if") }
        for _ in 0..<(await one()) { print("for") }
        print("\\(await one())", [await one()], await withTaskGroup(of: Int.self) { group in
          group.addTask { await one() }
          return await group.reduce(0, +)
        })
        let tasks = Task { await one() }
        guard let got = Optional(await tasks.value) else { return }
        let sums = [await one(), await one()], plain = 4
        """,
        "switch await one() { case 1: print(got, sums, plain); default: break }",
      ],
      prints: "if\nfor\n1 [1] 1\n1 [1, 1] 4"
    ),
    ProgramCase(
      "local blocks keep their declarations and may use names again",
      [
        "struct Cell { let size = 1 }\nlet rate = 1\nfunc twice(_ x: Int) -> Int { x * 2 }\nvar count = 0",
        """
        import Foundation
        private struct Cell { let size = 2 }
        public func twice(_ x: Int) -> Int { x * rate * 100 }
        let rate = 5
        protocol Local {}
        enum Kind: Local { case a }
        guard let n = Int("3") else { fatalError() }
        let text: String
        text = "t"
        private lazy var late = 4
        count += n
        extension Int { func squared() -> Int { self * self } }
        print(Cell().size, rate, twice(1), Kind.a, n, text, late, sqrt(4.0), 3.squared())
        let last = try Int("8") ?? { throw CancellationError() }()
        last
        """,
        "print(Cell().size, rate, twice(1), count)",
      ],
      local: [1],
      prints: "2 5 500 a 3 t 4 2.0 9\n=> 8\n1 1 2 3"
    ),
  ]

  @Test(arguments: cases) func statements(_ program: ProgramCase) throws {
    try program.check()
  }
}
