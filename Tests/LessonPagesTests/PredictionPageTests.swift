import Foundation
import LessonDocument
import Testing

@testable import LessonPages

@Suite("A prediction on a page")
struct PredictionPageTests {
  private func html(_ status: BlockStatus = .ok) throws -> String {
    let lesson = try LessonReader().lesson(
      source: """
        # Guess

        ```swift
        //| label: sum
        //| predict: What is <2> + 3?
        //| choices: ["5", "23 => That joins digits."]
        //| answer: "5"
        2 + 3
        ```
        """,
      file: "Lessons/01-guess.md"
    )
    let result = BlockResult(
      label: "sum",
      line: 3,
      status: status,
      outputs: [BlockOutput(kind: .value, text: "5")]
    )
    let results = LessonResults(lesson: "guess", blocks: [result], inline: [])
    let writer = LessonPageWriter(
      theme: try Repository.theme(),
      outline: CourseOutline(title: "Course", description: "", lessons: [(lesson, results)]),
      typesetter: nil
    )
    return writer.page(for: lesson, results: results, folder: nil).html
  }

  @Test("asks first, folds each choice's message and the result, and needs no script")
  func asks() throws {
    let html = try html()
    #expect(
      html.contains(
        """
        <div class="prediction"><p><strong>Predict first.</strong> What is &lt;2&gt; + 3?</p>
        <ol>
        <li><details><summary>5</summary><p>That is right.</p></details></li>
        <li><details><summary>23</summary><p>That is not it. That joins digits.</p></details></li>
        </ol>
        <details class="prediction-result"><summary>Show the result</summary>
        """
      )
    )
  }

  @Test("does not hide a fault behind the question")
  func fault() throws {
    #expect(try !html(.crashed).contains("class=\"prediction\""))
  }

  @Test("has a look: each class it uses is in the style sheet")
  func style() throws {
    let style = try String(
      contentsOf: Repository.site.appendingPathComponent("assets/page.css"),
      encoding: .utf8
    )
    for name in [".prediction {", ".prediction-result > summary", ".exercise .rubric"] {
      #expect(style.contains(name))
    }
  }
}
