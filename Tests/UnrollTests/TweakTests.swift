import Foundation
import TestSupport
import Testing

#if os(Linux)
/// A lesson that a student changes, and code that a student tries.
@Suite struct TweakTests {
  private static let lesson = """
    # Sums

    ```swift
    //| label: read
    import Foundation
    let text = String(decoding: FileManager.default.contents(atPath: "data/a.txt") ?? Data(), as: UTF8.self)
    print("read", text)
    ```

    ```swift
    //| exercise: double
    func doubled(_ x: Int) -> Int {
      // BEGIN SOLUTION
      2 * x
      // END SOLUTION
    }
    ```

    ```swift
    //| check: double
    check("doubles 3", doubled(3), equals: 6)
    ```
    """

  private func course() throws -> TemporaryFolder {
    let folder = try TemporaryFolder("course")
    try folder.file("Lessons/01-sums.md", Self.lesson)
    try folder.file("Lessons/data/a.txt", "of the course")
    return folder
  }

  @Test("A copy without solutions is run at every save, with the course's data")
  func tweak() async throws {
    let folder = try course()
    let output = try folder.file("output.txt", "")
    let process = try UnrollProgram.start(
      ["tweak", "01"],
      in: folder.url,
      output: FileHandle(forWritingTo: output),
      errors: .nullDevice
    )
    defer { process.terminate() }
    let copy = folder.url.appendingPathComponent("Work/01-sums.md")
    func waits(for text: String) async throws -> Bool {
      try await Patience.waits { try String(contentsOf: output, encoding: .utf8).contains(text) }
    }
    #expect(try await waits(for: "watching Work/01-sums.md"))
    let text = try String(contentsOf: copy, encoding: .utf8)
    #expect(!text.contains("2 * x") && text.contains("fatalError(\"your code here\")"))
    #expect(try String(contentsOf: output, encoding: .utf8).contains("read of the course"))
    try Data(text.replacing("\"read\"", with: "\"changed\"").utf8).write(to: copy)
    #expect(try await waits(for: "changed of the course"))
    let lesson = folder.url.appendingPathComponent("Lessons/01-sums.md")
    #expect(try String(contentsOf: lesson, encoding: .utf8) == Self.lesson)
  }

  @Test(
    "Errors of a trial are told as those of an answer, those of an earlier one beside its own code"
  )
  func trials() async throws {
    let folder = try course()
    try folder.file(
      "Lessons/diagnostics.yml",
      "- name: n\n  said: \"cannot find 'missing'\"\n  means: It is told by the course.\n"
    )
    func trial(_ code: String) async throws -> String {
      let file = try folder.file("idea.swift", code)
      return try await UnrollProgram.run(
        ["try", "01", "--after", "read", file.path, "--once"],
        in: folder.url,
        environment: ["COLUMNS": "100"]
      ).output
    }
    let first = try await trial("print(missing)\n")
    #expect(first.contains(":1:7: error:"))
    #expect(
      first.contains(
        """
        cannot find 'missing' in scope
          1 │ print(missing)
            │       ▲
            It is told by the course.

        """
      )
    )
    let second = try await trial("let one = 1\nprint(one)\n")
    #expect(second.contains("1 │ print(missing)") && !second.contains("1 │ let one"))
  }
}
#endif
