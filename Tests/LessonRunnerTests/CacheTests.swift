import Foundation
import LessonDocument
import LessonRunner
import Testing

@Suite(.serialized) struct CacheTests {
  /// A lesson that no other run has seen.
  private func lesson(
    _ mark: String,
    prose: String = "Text.",
    second: String = "print(n + 1)"
  ) -> String {
    "# T\n\n\(prose)\n\n```swift\nlet mark = \"\(mark)\"\nlet n = 1\nn\n```\n\n```swift\n\(second)\n```\n\n`{swift} n`\n"
  }

  @Test func aSecondRunComesFromTheCacheAndProseDoesNotMatter() async throws {
    let mark = UUID().uuidString
    let first = try await RunningLessons.results(lesson(mark), options: RunOptions())
    #expect(first.blocks.allSatisfy { !$0.cached })
    let second = try await RunningLessons.results(
      lesson(mark, prose: "Other\n\ntext, longer."),
      options: RunOptions()
    )
    #expect(second.blocks.allSatisfy { $0.cached })
    #expect(second.blocks.map(\.line) == first.blocks.map { $0.line + 2 })
    #expect(second.blocks.map(\.outputs) == first.blocks.map(\.outputs))
    #expect(second.inline.map(\.value) == ["1"])
    #expect(second.inline.map(\.line) == first.inline.map { $0.line + 2 })
  }

  @Test func aChangedBlockRunsAgain() async throws {
    let mark = UUID().uuidString
    _ = try await RunningLessons.results(lesson(mark), options: RunOptions())
    let changed = try await RunningLessons.results(
      lesson(mark, second: "print(n + 2)"),
      options: RunOptions()
    )
    #expect(changed.blocks[1].shown == "3")
    #expect(!changed.blocks[1].cached)
  }

  @Test func messagesMoveWithTheirLines() async throws {
    let mark = UUID().uuidString
    _ = try await RunningLessons.results(lesson(mark, second: "print(q)"), options: RunOptions())
    let moved = try await RunningLessons.results(
      lesson(mark, prose: "A\n\nB", second: "print(q)"),
      options: RunOptions()
    )
    #expect(moved.blocks[1].diagnostics.first?.line == 14)
  }
}
