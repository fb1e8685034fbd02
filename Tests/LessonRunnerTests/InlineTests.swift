import Testing

/// Values in the middle of a text.
@Suite(.serialized) struct InlineTests {
  static let cases = [
    check(
      "expressions show their values where they stand",
      """
      Before `{swift} 1 + 1`.

      ```swift
      var n = 1
      ```

      Now `{swift} n`, and `{swift} 2.0 / 3`.

      ```swift
      n = 5
      ```

      Then `{swift} n` and `{swift} "text"`.
      """,
      """
      block-1: ok
      block-2: ok
      3: 1 + 1 = 2
      9: n = 1
      9: 2.0 / 3 = 0.666667
      15: n = 5
      15: "text" = text
      """
    ),
    check(
      "one that fails affects only itself",
      """
      ```swift
      struct E: Error {}
      func bad() throws -> Int { throw E() }
      func worse() -> Int { fatalError("boom") }
      var n = 1
      ```

      `{swift} try bad()` `{swift} worse()` `{swift} missing` `{swift} n` `{swift} 1 +`

      ```swift
      n
      ```
      """,
      """
      block-1: ok
      block-2: ok
        = 1
      10: try bad() ! E()
      10: worse() ! Fatal error: boom
      10: missing ! cannot find 'missing' in scope
      10: n = 1
      10: 1 + ! expected expression after operator
      fails
      """
    ),
    check(
      "what an expression changes is not kept",
      """
      ```swift
      var n = 1
      func next() -> Int { n += 1; return n }
      ```

      `{swift} next()` `{swift} next()`

      ```swift
      n
      ```
      """,
      """
      block-1: ok
      block-2: ok
        = 1
      8: next() = 2
      8: next() = 3
      """
    ),
  ]

  @Test(arguments: cases) func values(_ lesson: RunCase) async throws { try await lesson.holds() }
}
