import Foundation
import LessonDocument
import LessonRunner
import Testing

#if os(Linux)
@Suite(.serialized) struct LessonTrialTests {
  private static let markdown = """
    # Lists

    ```swift
    //| label: start
    let n = 4
    var list = [1, 2, 3]
    ```

    ```swift
    //| label: longer
    list.append(n)
    ```
    """

  private func result(_ code: String, after label: String) async throws -> BlockResult {
    let trial = try LessonTrial(
      of: RunningLessons.lesson(Self.markdown),
      after: label,
      code: ExerciseAnswer(text: code, file: "Work/try.swift")
    )
    return try await RunningLessons.withLive { try await trial.result(in: $0) }
  }

  @Test("Code runs where the lesson stands after a block")
  func place() async throws {
    #expect(try await result("list", after: "start").shown == "[1, 2, 3]")
    #expect(try await result("list", after: "longer").shown == "[1, 2, 3, 4]")
  }

  @Test("Names of the lesson may be taken, and messages name the code's own lines")
  func names() async throws {
    #expect(try await result("let n = 5\nn * list.count", after: "start").shown == "15")
    let refused = try await result("let m = 1\nlisst", after: "start")
    #expect(refused.status == .compileError)
    #expect(refused.said.first == "2:1: cannot find 'lisst' in scope")
  }

  @Test("What an earlier trial gave is kept with the code that gave it")
  func kept() async throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let (work, lesson) = (
      StudentWork(course: folder.path), try RunningLessons.lesson(Self.markdown)
    )
    #expect(work.trial(after: "start", of: lesson) == nil)
    let result = try await result("let m = 1\nlisst", after: "start")
    let code = ExerciseAnswer(text: "let m = 1\nlisst", file: "Work/try.swift")
    try work.keep(trial: result, of: code, after: "start", of: lesson)
    let kept = try #require(work.trial(after: "start", of: lesson))
    #expect(kept.result.said == ["2:1: cannot find 'lisst' in scope"])
    #expect(kept.shown.blocks[0].code == code.lines && kept.shown.file == "Work/try.swift")
    #expect(work.trial(after: "longer", of: lesson)?.result == nil)
  }

  @Test("A label that no block bears is refused")
  func label() throws {
    #expect(throws: RunnerError.unknownLabel("end", labels: ["start", "longer"])) {
      try LessonTrial(
        of: RunningLessons.lesson(Self.markdown),
        after: "end",
        code: ExerciseAnswer(text: "1", file: "a.swift")
      )
    }
  }
}
#endif
