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

  @Test("What the lesson's results depended on is not forgotten for an answer to an exercise")
  func answersAreNoRunOfTheLesson() async throws {
    let file = "explained-\(UUID().uuidString).md"
    var lesson = try LessonReader().lesson(
      source: SmallExercises.markdown.replacing("fatalError(\"after the exercise\")", with: "1")
        .replacing("fatalError(\"this block is not needed\")", with: "0"),
      file: file
    )
    let runner = try await RunningLessons.runner(options: RunOptions())
    #expect(try await runner.run(lesson).isAsExpected)
    let run = ExerciseRun(
      lesson: lesson,
      exercise: lesson.exercises[0],
      answer: ExerciseAnswer(
        text: "func doubled(_ x: Int) -> Int { 0 }",
        file: "Work/double.swift"
      ),
      includesHidden: true
    )
    let verdict = try await RunningLessons.withLive(options: RunOptions()) {
      try await run.verdict(in: $0)
    }
    #expect(verdict.outcome == .failed)
    #expect(try runner.keptResults(of: lesson).allSatisfy { $0.state == .kept })
    lesson.frontMatter.seed += 1
    let states = try runner.keptResults(of: lesson).map(\.state)
    #expect(states.allSatisfy { $0 == .changed(["the seed has changed"]) }, "\(states)")
  }
}
