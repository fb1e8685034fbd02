import LessonDocument
import Testing

@testable import LessonPages

@Suite("How long a lesson takes to read")
struct ReadingTimeTests {
  /// Two hundred lines of code, ten minutes, under the given first lines and between two texts.
  private func minutes(
    _ options: String = "",
    before: String = "",
    after: String = ""
  ) throws -> Int {
    let lines = (0..<200).map { "let number\($0) = \($0)" }.joined(separator: "\n")
    let source = """
      # Long

      \(before)

      ```swift
      \(options)
      \(lines)
      ```

      \(after)
      """
    return ReadingTime.minutes(
      of: try LessonReader().lesson(source: source, file: "Lessons/01-a.md")
    )
  }

  @Test("Shown code counts")
  func shownCode() throws {
    #expect(try minutes() == 10)
  }

  @Test("Code that is folded away or not shown does not count")
  func unreadCode() throws {
    #expect(
      try minutes(before: "<details>\n<summary>More</summary>", after: "</details>") == 1
    )
    #expect(try minutes("//| echo: false") == 1)
  }

  @Test("Code after a fold counts again")
  func afterFold() throws {
    #expect(try minutes(before: "<details>\n\nFolded.\n\n</details>") == 10)
  }

  @Test("An exercise is worked on, not read")
  func exercise() throws {
    let code = "// BEGIN SOLUTION\nlet answer = 1\n// END SOLUTION"
    let exercise = "```swift\n//| exercise: one\n\(code)\n```"
    #expect(try minutes("//| check: one", before: exercise) == 1)
  }
}
