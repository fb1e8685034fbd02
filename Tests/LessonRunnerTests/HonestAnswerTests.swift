import Foundation
import LessonDocument
import LessonRunner
import Testing

#if os(Linux)
/// What is not to be taken for a cheat: faults, and what students write without a thought of their checks.
@Suite(.serialized) struct HonestAnswerTests {
  /// The verdict on an answer to the exercise of all cheats.
  private func verdict(_ code: String, in live: LiveLesson) async throws -> ExerciseVerdict {
    let lesson = try RunningLessons.lesson(CheatTests.markdown)
    let answer = ExerciseAnswer(text: code, file: "Work/double.swift")
    let run = ExerciseRun(
      lesson: lesson,
      exercise: lesson.exercises[0],
      answer: answer,
      includesHidden: true
    )
    return try await run.verdict(in: live)
  }

  @Test("A fault in one check keeps the points of those before it", .whereSandboxed)
  func faults() async throws {
    try await RunningLessons.withLive { live in
      for fault in [
        "fatalError(\"no\")", "_ = [Int]()[calls]", "_ = calls / (calls - calls)",
        "let any: Any = calls; _ = any as! String", "let none: Int? = nil; _ = none!",
        "func deep(_ n: Int) -> Int { n == -1 ? 0 : deep(n + 1) + 1 }; _ = deep(calls)",
      ] {
        let verdict = try await verdict(
          "var calls = 0\nfunc doubled(_ x: Double) -> Double { calls += 1; if calls > 1 { \(fault) }; return 6 }",
          in: live
        )
        #expect(verdict.outcome == .faulted && verdict.earned == 1, "\(fault): \(verdict)")
      }
    }
  }

  @Test("What honest answers are written with is allowed, and earns all", .whereSandboxed)
  func honest() async throws {
    try await RunningLessons.withLive { live in
      for code in Self.honestAnswers {
        let verdict = try await verdict(code, in: live)
        #expect(verdict.passed && verdict.earned == 4, "\(code): \(verdict)")
      }
    }
  }

  @Test(
    "Threads of a queue are told where the answer names it, with what to write instead",
    .whereSandboxed
  )
  func queues() async throws {
    try await RunningLessons.withLive { live in
      let code = """
        import Foundation
        func doubled(_ x: Double) -> Double {
          let done = DispatchSemaphore(value: 0)
          DispatchQueue.global().async { done.signal() }
          done.wait()
          return 2 * x
        }
        """
      let verdict = try await verdict(code, in: live)
      #expect(verdict.earned == 0 && !verdict.passed, "\(verdict)")
      let problem = verdict.problems.first {
        $0.message.contains("write a task group (withTaskGroup)")
      }
      #expect(problem?.line == 4, "\(verdict.problems)")
    }
  }

  private static let honestAnswers = [
    """
    func mapped<Result>(_ x: Double, _ body: (Double) -> Result) -> Result { body(x) }
    func doubled(_ x: Double) -> Double { mapped(x) { 2 * $0 } }
    """,
    """
    struct Parser {
      enum Error: Swift.Error { case negative }
      func parsed(_ x: Double) throws -> Double { if x < 0 { throw Error.negative }; return 2 * x }
    }
    func doubled(_ x: Double) -> Double { (try? Parser().parsed(x)) ?? 0 }
    """,
    """
    nonisolated(unsafe) var calls = 0
    func doubled(_ x: Double) -> Double { calls += 1; return 2 * x }
    """,
    """
    enum Style { case short }
    struct Line { var text: String; init(format: Style) { text = "\\(format)" } }
    func shown(_ x: Double, format: Style) -> String { Line(format: format).text + String(x) }
    func doubled(_ x: Double) -> Double { shown(x, format: .short).isEmpty ? 0 : 2 * x }
    """,
    """
    #if os(Linux)
    public func twice(_ x: Double) -> Double { 2 * x }
    public struct Half { public var value: Double }
    public let two = 2.0
    #else
    func twice(_ x: Double) -> Double { x + x }
    #endif
    public func doubled(_ x: Double) -> Double { twice(x) }
    """,
    """
    func doubled(_ x: Double) -> Double {
      let texts = [1, 2].map(String.init) + [x].map(Int.init).map(\\.description)
      return texts.isEmpty ? 0 : 2 * x
    }
    """,
    """
    import Foundation
    final class Sum: @unchecked Sendable { var value = 0.0 }
    func doubled(_ x: Double) -> Double {
      let sum = Sum()
      let thread = Thread { sum.value = 2 * x }
      thread.start()
      while !thread.isFinished { usleep(1000) }
      return sum.value
    }
    """,
  ]

  @Test("Advice in a hidden check is not told", .whereSandboxed)
  func advice() async throws {
    let markdown = CheatTests.markdown.replacing(
      "check(\"hidden\", abs",
      with:
        "let slow = adviseTime(\"The secret\", under: 0) { doubled(1) }\ncheck(\"hidden\", slow == 2 && abs"
    ).replacing(
      "check(\"doubles 3\", doubled(3) == 6)",
      with: "check(\"doubles 3\", adviseTime(\"The visible\", under: 0) { doubled(3) } == 6)"
    )
    let lesson = try RunningLessons.lesson(markdown)
    let run = ExerciseRun(
      lesson: lesson,
      exercise: lesson.exercises[0],
      answer: .solution(of: lesson.exercises[0], in: lesson),
      includesHidden: true
    )
    let verdict = try await RunningLessons.withLive { try await run.verdict(in: $0) }
    #expect(verdict.passed && verdict.advice.count == 1, "\(verdict)")
    #expect(verdict.advice.allSatisfy { $0.hasPrefix("The visible") })
  }
}
#endif
