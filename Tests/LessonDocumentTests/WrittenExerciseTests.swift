import LessonDocument
import Testing

/// Questions that are answered in words.
@Suite struct WrittenExerciseTests {
  private func lesson(_ text: String) throws -> Lesson {
    try LessonReader().lesson(source: text, file: "a.md")
  }

  private func mistakes(_ text: String) -> [String] {
    do {
      _ = try lesson(text)
      return []
    } catch let errors as LessonErrors {
      return errors.mistakes.map(\.description)
    } catch {
      return ["\(error)"]
    }
  }

  @Test("A question has a title, points and a rubric; the points are those of the rubric")
  func read() throws {
    let text = """
      ```answer why-clip
      //| title: Why clip?
      //| rubric:
      //|   - 2 => names the *direction*
      //|   - 0.5 => gives an example

      Why clip by the **norm**?
      ```
      """
    let written = try #require(try lesson(text).writtenExercises.first)
    #expect(written.name == "why-clip" && written.title == "Why clip?" && written.points == 2.5)
    #expect(
      written.rubric == [
        .init(points: 2, text: "names the *direction*"),
        .init(points: 0.5, text: "gives an example"),
      ]
    )
    #expect(
      written.statement == [
        .paragraph([.text("Why clip by the "), .strong([.text("norm")]), .text("?")])
      ]
    )
    #expect(written.location == SourceLocation(line: 1, column: 1))
    #expect(try lesson("> " + text.replacing("\n", with: "\n> ")).writtenExercises.count == 1)
  }

  @Test(
    "What does not fit is told with its place",
    arguments: [
      (
        "```answer why\nWhy?\n```",
        "a.md:1:1: error: a written answer is graded by a rubric: add lines '//| rubric:' and '//|   "
          + "- 1 => what a good answer says'"
      ),
      (
        "```answer why\n//| rubric: [1 => a]\n```",
        "a.md:1:1: error: the question is missing: write it below the options"
      ),
      (
        "```answer why\n//| points: 3\n//| rubric: [1 => a, 1 => b]\nWhy?\n```",
        "a.md:2:5: error: 'points' is 3, and the rubric adds up to 2: change one of them, or leave "
          + "'points' out"
      ),
      (
        "```answer why\n//| rubric: [none => a]\nWhy?\n```",
        "a.md:2:13: error: 'rubric' is a list of 'points => what a good answer says', as in '2 => "
          + "names the norm'"
      ),
      (
        "```answer\n//| rubric: [1 => a]\nWhy?\n```",
        "a.md:1:1: error: a written answer has a name of small letters, digits and hyphens, and "
          + "nothing else beside its fence: write ```answer NAME"
      ),
      (
        "```answer why\n//| rubrik: [1 => a]\n//| rubric: [1 => a]\nWhy?\n```",
        "a.md:2:5: error: unknown option 'rubrik'; did you mean 'rubric'? The options of a written "
          + "answer are title, points, rubric"
      ),
      (
        """
        ```answer why
        //| rubric: [1 => a]
        Why?
        ```

        ```answer why
        //| rubric: [1 => a]
        Why not?
        ```
        """,
        "a.md:6:1: error: another exercise is called 'why' already: give this one another name"
      ),
      (
        """
        ```swift
        //| exercise: why
        // BEGIN SOLUTION
        let x = 1
        // END SOLUTION
        ```

        ```answer why
        //| rubric: [1 => a]
        Why?
        ```
        """,
        "a.md:8:1: error: another exercise is called 'why' already: give this one another name"
      ),
    ]
  )
  func refused(_ text: String, _ message: String) {
    #expect(mistakes(text) == [message])
  }
}
