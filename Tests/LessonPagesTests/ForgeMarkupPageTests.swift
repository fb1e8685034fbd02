import LessonDocument
import Testing

@testable import LessonPages

@Suite("What forges have beside CommonMark")
struct ForgeMarkupPageTests {
  private static let markdown = """
    ---
    authors: [Ada <A>, Emmy Noether]
    date: 2026-03-01
    licence: CC-BY-4.0
    doi: https://doi.org/10.5281/zenodo.1
    ---

    # T

    ~~gone *a*~~ and www.example.org/a?b&c

    - [ ] write
    - [x] read

    Gate <b>one</b>
    : a *number*
    : a factor
    """

  private func lesson() throws -> Lesson {
    try LessonReader().lesson(source: Self.markdown, file: "Lessons/01-t.md")
  }

  @Test("Pages show it")
  func page() throws {
    let lesson = try lesson()
    let outline = CourseOutline(title: "C", description: "", lessons: [(lesson, nil)])
    let writer = LessonPageWriter(theme: try Repository.theme(), outline: outline, typesetter: nil)
    let page = writer.page(for: lesson, results: nil, folder: nil)
    #expect(page.mistakes == [])
    for part in [
      "<p><del>gone <em>a</em></del> and "
        + "<a href=\"http://www.example.org/a?b&amp;c\">www.example.org/a?b&amp;c</a></p>",
      "<li><span class=\"task\" role=\"img\" aria-label=\"to do\">☐</span> write</li>",
      "<li><span class=\"task\" role=\"img\" aria-label=\"done\">☑</span> read</li>",
      "<dl>\n<dt>Gate <b>one</b></dt>\n<dd>a <em>number</em></dd>\n<dd>a factor</dd>\n</dl>",
      "<meta name=\"author\" content=\"Ada &lt;A&gt;\">",
      "<meta name=\"citation_author\" content=\"Emmy Noether\">",
      "<meta name=\"citation_doi\" content=\"10.5281/zenodo.1\">",
      "<p class=\"origin\">Ada &lt;A&gt;, Emmy Noether · 2026-03-01 · CC-BY-4.0 "
        + "<a href=\"https://doi.org/10.5281/zenodo.1\">doi:10.5281/zenodo.1</a></p>",
    ] {
      #expect(page.html.contains(part), "\(part)")
    }
  }

  @Test("Terminals show it, with signs of their own where they can", arguments: [false, true])
  func terminal(plain: Bool) throws {
    let renderer = TerminalRenderer(width: 60, colour: false, plain: plain)
    let text = renderer.text(of: try lesson(), results: nil)
    for part in [
      "~~gone a~~ and www.example.org/a?b&c", plain ? "[ ] write" : "☐ write",
      plain ? "[x] read" : "☑ read",
      "Gate one\n    a number\n    a factor\n",
    ] {
      #expect(text.contains(part), "\(part) in\n\(text)")
    }
  }

  @Test("Exports keep it, and notebooks show definitions as a list")
  func exports() throws {
    let export = LessonExport(lesson: try lesson(), results: nil)
    #expect(export.markdown().contains("~~gone *a*~~") && export.markdown().contains("- [x] read"))
    let notebook = try export.notebook()
    #expect(notebook.contains("**Gate <b>one</b>**"))
    #expect(notebook.contains("- a *number*"))
    #expect(ExportFormat.notebook.fileName(of: try lesson()) == "01-t.ipynb")
  }

  @Test("A reader of a page is not told which command records a sweep; a terminal is")
  func sweeps() throws {
    let lesson = try LessonReader().lesson(
      source: "# T\n\n```swift\n//| sweep: true\n1\n```\n",
      file: "Lessons/01-t.md"
    )
    let results = LessonResults(
      lesson: "t",
      blocks: [
        BlockResult(
          label: "block-1",
          line: 3,
          status: .notRun,
          diagnostics: [
            Diagnostic(
              severity: .note,
              line: 3,
              column: 1,
              cause: .record(.missing(slug: "t"))
            )
          ]
        )
      ],
      inline: []
    )
    let outline = CourseOutline(title: "C", description: "", lessons: [(lesson, results)])
    let writer = LessonPageWriter(theme: try Repository.theme(), outline: outline, typesetter: nil)
    #expect(!writer.page(for: lesson, results: results, folder: nil).html.contains("unroll sweep"))
    let renderer = TerminalRenderer(width: 60, colour: false, plain: false)
    #expect(renderer.text(of: lesson, results: results).contains("unroll sweep"))
  }
}
