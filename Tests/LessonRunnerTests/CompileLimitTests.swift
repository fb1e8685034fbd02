import Foundation
import LessonDocument
import LessonRunner
import Testing

#if os(Linux)
/// Code that takes the compiler more than it may.
@Suite(.serialized) struct CompileLimitTests {
  /// A type that is twice as large with each name.
  private static let doubling =
    "struct Pair<A, B> { var a: A; var b: B }\ntypealias T0<X> = Pair<X, X>\n"
    + (1...40).map { "typealias T\($0)<X> = T\($0 - 1)<T\($0 - 1)<X>>" }.joined(separator: "\n")
    + "\nlet large: T40<Int>? = nil"

  private static func options(_ change: (inout CompileLimits) -> Void) -> RunOptions {
    var options = RunningLessons.uncached
    change(&options.compileLimits)
    return options
  }

  @Test("A type without end stops the compiler once, whatever waits for it")
  func time() async throws {
    let options = Self.options { $0.seconds = 3 }
    let results = try await RunningLessons.results(
      blocks: [
        "let one = 1", Self.doubling, "print(large == nil)", "print(large as Any)", "print(one)",
      ],
      options: options
    )
    #expect(
      results.blocks.map(\.status) == [.ok, .compileError, .notRun, .notRun, .ok],
      "\(results.blocks.flatMap(\.said))"
    )
    let cause = try #require(results.blocks[1].diagnostics.first?.cause)
    #expect(cause.isLimitOfCompiler)
    // Two blocks that wait for it took no compiler's time of their own.
    #expect(results.blocks[2...3].allSatisfy { $0.compileMilliseconds == 0 })
  }

  @Test("Memory of the compiler ends at its limit")
  func memory() async throws {
    let options = Self.options { $0.memory = 16 << 20 }
    let block = try #require(
      try await RunningLessons.results(blocks: ["print(1)"], options: options).blocks.last
    )
    #expect(block.status == .compileError, "\(block.said)")
  }

  @Test("A compiler that the system has killed is told with the memory that it may take")
  func killed() {
    let cause = CompilerMessage.failure(
      status: 137,
      outOfTime: false,
      written: "job.sh: line 12: 71 Killed",
      seconds: 60,
      memory: 2 << 30
    )
    #expect(cause.isLimitOfCompiler)
    #expect(
      cause.sentence == "compile limit: the compiler ran out of memory, of which it may take 2 GiB"
    )
  }

  @Test("An answer that keeps the compiler earns nothing, and says why")
  func answer() async throws {
    let lesson = try RunningLessons.lesson(SmallExercises.markdown)
    let run = ExerciseRun(
      lesson: lesson,
      exercise: lesson.exercises[0],
      answer: ExerciseAnswer(
        text: Self.doubling + "\nfunc doubled(_ x: Int) -> Int { large == nil ? 2 * x : 0 }",
        file: "Work/double.swift"
      ),
      includesHidden: true
    )
    let verdict = try await RunningLessons.withLive(options: Self.options { $0.seconds = 3 }) {
      try await run.verdict(in: $0)
    }
    #expect(verdict.outcome == .refused && verdict.earned == 0)
    #expect(
      verdict.problems.map(\.message) == ["compile limit: the compiler took longer than 3 s"],
      "\(verdict.problems)"
    )
  }
}
#endif
