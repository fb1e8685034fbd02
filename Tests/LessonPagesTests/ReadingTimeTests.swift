import LessonDocument
import Testing

@testable import LessonPages

@Suite("How long a lesson takes to read")
struct ReadingTimeTests {
  /// The minutes of a lesson with blocks of so many lines under the given options, between texts.
  private func minutes(
    blocks: Int = 8,
    lines: Int = 25,
    options: String = "",
    before: String = "",
    after: String = ""
  ) throws -> Int {
    let code = (0..<blocks).map { block in
      let lines = (0..<lines).map { "let number\(block)\($0 + 100) = \($0)" }
      return (["```swift", options] + lines + ["```"]).joined(separator: "\n")
    }
    let source = (["# Long", before] + code + [after]).joined(separator: "\n\n")
    return ReadingTime.minutes(
      of: try LessonReader().lesson(source: source, file: "Lessons/01-a.md")
    )
  }

  @Test("Two hundred lines that are shown take ten minutes")
  func shownCode() throws {
    #expect(try minutes() == 10)
  }

  @Test("Of long code only the lines seen at first count")
  func longCode() throws {
    #expect(try minutes(blocks: 2, lines: 300) == 2)
  }

  @Test("Code that is folded away or not shown does not count")
  func unreadCode() throws {
    #expect(try minutes(before: "<details>\n<summary>More</summary>", after: "</details>") == 1)
    #expect(try minutes(options: "//| echo: false") == 1)
  }

  @Test("Code after a fold counts again")
  func afterFold() throws {
    #expect(try minutes(before: "<details>\n\nFolded.\n\n</details>") == 10)
  }

  @Test("An exercise is worked on, not read")
  func exercise() throws {
    let exercise = "// BEGIN SOLUTION\nlet answer = 1\n// END SOLUTION"
    let before = "```swift\n//| exercise: one\n\(exercise)\n```"
    #expect(try minutes(options: "//| check: one", before: before) == 1)
  }
}
