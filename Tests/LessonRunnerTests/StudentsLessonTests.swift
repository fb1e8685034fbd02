import Foundation
import LessonDocument
import LessonRunner
import Testing

#if os(Linux)
@Suite(.serialized) struct StudentsLessonTests {
  private static let markdown = """
    ---
    edition: students
    ---
    # Numbers

    ```swift
    //| label: before
    let factor = 2
    ```

    ## Double

    ```swift
    //| exercise: double
    func doubled(_ x: Int) -> Int {
      fatalError("your code here")
    }
    ```

    ```swift
    //| check: double
    check("doubles 3", doubled(3), equals: 6)
    ```

    ```swift
    //| label: needs
    let eight = doubled(4)
    ```

    Here are `{swift} eight` and `{swift} factor`.

    ```swift
    //| label: more
    print(eight + 1)
    ```

    ```swift
    //| label: free
    print(factor)
    ```
    """

  /// The results of the lesson in a course with an answer in `Work`.
  private func results(
    answer: String?,
    takesAnswers: Bool = true
  ) async throws -> LessonResults {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    defer { try? FileManager.default.removeItem(at: folder) }
    for name in ["Lessons", "Work"] {
      try FileManager.default.createDirectory(
        at: folder.appendingPathComponent(name),
        withIntermediateDirectories: true
      )
    }
    if let answer {
      try Data(answer.utf8).write(to: folder.appendingPathComponent("Work/double.swift"))
    }
    let file = folder.appendingPathComponent("Lessons/01-numbers.md")
    try Data(Self.markdown.utf8).write(to: file)
    var options = RunningLessons.compiled
    options.takesAnswers = takesAnswers
    return try await RunningLessons.runner(options: options).run(
      try LessonReader().lesson(at: file.path)
    )
  }

  private let waits = "waits for your answer to 'double': unroll exercise start double"

  @Test("Without an answer only the blocks that need it wait, and say for which exercise")
  func missing() async throws {
    let results = try await results(answer: nil)
    #expect(results.blocks.map(\.status) == [.ok, .toDo, .toDo, .toDo, .toDo, .ok])
    #expect(results.blocks[1].diagnostics.isEmpty)
    for index in 2...4 { #expect(results.blocks[index].diagnostics.map(\.message) == [waits]) }
    #expect(results.blocks[5].shown == "2")
    #expect(results.inline.map(\.value) == ["(after exercise double)", "2"])
    #expect(results.isAsExpected)
  }

  @Test("An answer that fails is none")
  func failing() async throws {
    let results = try await results(answer: "func doubled(_ x: Int) -> Int { x * x }")
    #expect(results.blocks.map(\.status) == [.ok, .toDo, .toDo, .toDo, .toDo, .ok])
    let untilItPasses =
      "waits until your answer to 'double' passes: unroll exercise check double"
    for index in 1...4 {
      #expect(results.blocks[index].diagnostics.map(\.message) == [untilItPasses])
    }
  }

  @Test("Where nobody's answers are wanted a passing one is none either")
  func alone() async throws {
    let results = try await results(
      answer: "func doubled(_ x: Int) -> Int { factor * x }",
      takesAnswers: false
    )
    #expect(results.blocks.map(\.status) == [.ok, .toDo, .toDo, .toDo, .toDo, .ok])
    for index in 2...4 { #expect(results.blocks[index].diagnostics.map(\.message) == [waits]) }
  }

  @Test("A passing answer stands in, and everything runs")
  func passing() async throws {
    let results = try await results(answer: "func doubled(_ x: Int) -> Int { factor * x }")
    #expect(results.blocks.allSatisfy { $0.status == .ok })
    #expect(results.blocks[4].shown == "9")
    #expect(results.inline.map(\.value) == ["8", "2"])
  }
}
#endif
