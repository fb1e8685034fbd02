import LessonDocument
import Testing

@testable import LessonPages

@Suite("The twin of a block in PyTorch")
struct TwinTests {
  private static let markdown = """
    # T

    ```swift
    1 + 1
    ```

    ```python twin
    #| after: block-1
    model = nn.Linear(1, 1)
    ```

    ```python
    print(1)
    ```
    """

  private func lesson() throws -> Lesson {
    try LessonReader().lesson(source: Self.markdown, file: "Lessons/01-t.md")
  }

  @Test("is folded on a page, without what says how it is compared, and never runs")
  func page() throws {
    let lesson = try lesson()
    #expect(lesson.blocks.count == 1)
    let outline = CourseOutline(title: "T", description: "", lessons: [(lesson, nil)])
    let writer = LessonPageWriter(theme: try Repository.theme(), outline: outline, typesetter: nil)
    let html = writer.page(for: lesson, results: nil, folder: nil).html
    #expect(
      html.contains(
        """
        <details>
        <summary>The same in PyTorch</summary>
        <pre class="code" tabindex="0"><code class="language-python">model = nn.Linear(1, 1)
        """
      )
    )
    #expect(!html.contains("#| after"))
    #expect(html.contains("print(1)"))
  }

  @Test("is shown on a terminal if it is asked for", arguments: [false, true])
  func terminal(showsTwins: Bool) throws {
    let renderer = TerminalRenderer(width: 80, colour: false, plain: false, showsTwins: showsTwins)
    let text = renderer.text(of: try lesson(), results: nil)
    #expect(text.contains("    model = nn.Linear(1, 1)") == showsTwins)
    #expect(!text.contains("#|"))
    #expect(text.contains("    print(1)"))
  }
}
