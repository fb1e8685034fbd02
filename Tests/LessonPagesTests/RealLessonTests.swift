import Foundation
import LessonDocument
import TestSupport
import Testing

@testable import LessonPages

@Suite("Lessons as they are read from files")
struct RealLessonTests {
  /// A lesson with everything that nests, as an author writes it.
  private static let source = """
    # Gates & \\<states>

    A gate $f_t = \\sigma(x)$ is `{swift} 1 + 1` wide; see [above](#gates--states).

    1. A block in a list:

       ```swift
       let inList = "<b>"
       ```

    > [!WARNING] Mind the *sign*
    > $$a &lt; b$$
    >
    > ```swift
    > print("in a callout")
    > ```

    ## Try it

    Write it.

    ```swift
    //| exercise: try-it
    //| title: Try it
    func half(_ x: Double) -> Double {
      // BEGIN SOLUTION
      x / 2
      // END SOLUTION
    }
    ```

    ```hint try-it
    Divide by **two**.
    ```

    ```swift
    //| check: try-it
    check("halves 4", half(4) == 2)
    ```
    """

  private func read(_ source: String) throws -> Lesson {
    try LessonReader().lesson(source: source, file: "Lessons/04-gates.md")
  }

  private func page(_ lesson: Lesson) throws -> LessonPage {
    let outline = CourseOutline(title: "Course", description: "", lessons: [(lesson, nil)])
    let writer = LessonPageWriter(
      theme: try Repository.theme(),
      outline: outline,
      typesetter: nil
    )
    return writer.page(for: lesson, results: nil, folder: nil)
  }

  @Test("become pages whose elements nest and whose links are found")
  func nesting() throws {
    let page = try page(try read(Self.source))
    #expect(MarkupNesting.fault(in: page.html) == nil)
    #expect(page.mistakes.isEmpty)
    #expect(page.html.contains("Divide by <strong>two</strong>."))
    #expect(!page.html.contains("x / 2"))
    #expect(!page.html.contains("\n\n</code></pre>"))
  }

  @Test("can be shown however they are cut off", arguments: Array(stride(from: 0, to: 700, by: 23)))
  func truncated(length: Int) throws {
    guard let lesson = try? read(String(Self.source.prefix(length))) else { return }
    #expect(MarkupNesting.fault(in: try page(lesson).html) == nil)
    for width in [20, 80] {
      let text = TerminalRenderer(width: width, colour: true, plain: false)
        .text(of: lesson, results: nil)
      #expect(!text.contains("x / 2"))
    }
  }

  @Test("are shown in time that grows as what a block prints, not as its square")
  func longOutput() throws {
    let lesson = try read("# Long\n\n```swift\nprint(1)\n```\n")
    let line = String(repeating: "0123456789\t", count: 12) + "é\n"
    func seconds(bytes: Int) -> Double {
      let output = String(repeating: line, count: bytes / line.utf8.count)
      let results = LessonResults(
        lesson: "long",
        blocks: [
          BlockResult(
            label: lesson.blocks[0].label,
            line: 3,
            status: .ok,
            outputs: [BlockOutput(kind: .text, text: output)]
          )
        ],
        inline: []
      )
      return ProcessorTime.seconds {
        _ = TerminalRenderer(width: 80, colour: false, plain: false)
          .text(of: lesson, results: results)
      }
    }
    // Eight times as much: a little more than eight times as long, or else 64 times.
    let (little, much) = (seconds(bytes: 32_768), seconds(bytes: 262_144))
    #expect(much < 30 * little)
  }
}
