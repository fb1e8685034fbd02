import LessonDocument
import Testing

@Suite(.serialized) struct InlineTests {
  @Test func expressionsShowTheirValuesWhereTheyStand() async throws {
    let results = try await RunningLessons.results(
      """
      # T

      Before `{swift} 1 + 1`.

      ```swift
      var n = 1
      ```

      Now `{swift} n`, and `{swift} 2.0 / 3`.

      ```swift
      n = 5
      ```

      Then `{swift} n` and `{swift} "text"`.
      """
    )
    #expect(results.inline.map(\.value) == ["2", "1", "0.666667", "5", "text"])
    #expect(results.inline.map(\.line) == [3, 9, 9, 15, 15])
  }

  @Test func oneThatFailsAffectsOnlyItself() async throws {
    let results = try await RunningLessons.results(
      """
      # T

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
      """
    )
    #expect(results.inline.map(\.value) == [nil, nil, nil, "1", nil])
    #expect(results.inline[0].error == "E()")
    #expect(results.inline[1].error == "Fatal error: boom")
    #expect(results.inline[2].error == "cannot find 'missing' in scope")
    #expect(results.inline[4].error != nil)
    #expect(results.blocks[1].shown == "1")
  }

  @Test func whatAnExpressionChangesIsNotKept() async throws {
    let results = try await RunningLessons.results(
      """
      # T

      ```swift
      var n = 1
      func next() -> Int { n += 1; return n }
      ```

      `{swift} next()` `{swift} next()`

      ```swift
      n
      ```
      """
    )
    #expect(results.inline.map(\.value) == ["2", "3"])
    #expect(results.blocks[1].shown == "1")
  }
}
