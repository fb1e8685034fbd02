import LessonDocument
import Testing

@testable import LessonRunner

#if os(Linux)
/// Lessons with other values of the numbers that they name.
@Suite(.serialized) struct ConstantTests {
  private static let markdown = """
    # Sums

    ```swift
    //| label: start
    let (count, step) = (4, 0.5)
    let list = (0..<count).map { Double($0) * step }
    ```

    The last is `{swift} list.last ?? 0`.

    ```swift
    //| label: third
    list[2]
    ```

    ```swift
    //| label: long
    precondition(count < 8, "eight are too many for the page")
    check("steps are small", list[1] < 0.9)
    ```
    """

  private func results(_ settings: String...) async throws -> LessonResults {
    let lesson = try RunningLessons.lesson(Self.markdown)
    var options = RunningLessons.compiled
    options.constants = try [ConstantSetting](settings, of: lesson)
    return try await RunningLessons.runner(options: options).run(lesson)
  }

  @Test("Blocks and values in sentences follow; without a setting all is as it was")
  func values() async throws {
    #expect(try await results().inline[0].value == "1.5")
    let set = try await results("count=3", "step=0.25")
    #expect(set.inline[0].value == "0.5" && set.blocks[1].shown == "0.5" && set.isAsExpected)
    #expect(try await results().inline[0].value == "1.5")
  }

  @Test("A trial stands after the changed lesson")
  func trial() async throws {
    let lesson = try RunningLessons.lesson(Self.markdown)
    let trial = try LessonTrial(
      of: lesson,
      after: "start",
      code: ExerciseAnswer(text: "let count = 1\nlist.count", file: "Work/try.swift"),
      constants: try [ConstantSetting](["count=6"], of: lesson)
    )
    let result = try await RunningLessons.withLive { try await trial.result(in: $0) }
    #expect(result.shown == "6")
  }

  @Test("What no longer holds says so, and what says nothing is a fault")
  func examination() async throws {
    let lesson = try RunningLessons.lesson(Self.markdown)
    let reports = try await ConstantExamination(of: lesson, runner: RunningLessons.runner())
      .reports()
    #expect(
      reports.map { "\($0.setting.name) \($0.setting.value)" } == [
        "count 2", "count 8", "step 0.25", "step 1.0",
      ]
    )
    #expect(reports[0].faults.count == 1 && reports[0].told.isEmpty)
    #expect(reports[0].faults.first?.hasPrefix("third: ") == true)
    #expect(reports[0].faults.first?.contains("Index out of range") == true, "\(reports[0])")
    #expect(reports[1].faults.isEmpty)
    #expect(reports[1].told.first?.contains("eight are too many for the page") == true)
    #expect(reports[2].faults.isEmpty && reports[2].told.isEmpty)
    #expect(reports[3].faults.isEmpty)
    #expect(reports[3].told.first?.hasPrefix("long: ") == true, "\(reports[3])")
  }
}
#endif
