import Foundation
import LessonDocument
import Testing

@testable import LessonPages

@Suite("A lesson as a page")
struct PageTests {
  private func page(
    _ lesson: Lesson = SampleLesson.lesson,
    results: LessonResults? = SampleResults.results,
    typesetter: MathTypesetter? = nil
  ) throws -> LessonPage {
    var next = Lesson(
      file: "Lessons/03-long-memory.md",
      slug: "long-memory",
      title: "Long <memory>"
    )
    next.number = "03"
    next.elements = [
      .heading(
        level: 2,
        content: [.text("Gates")],
        anchor: "gates",
        location: SourceLocation(line: 3, column: 1)
      )
    ]
    let outline = CourseOutline(
      title: "Sample course",
      description: "",
      lessons: [(lesson, results), (next, nil)]
    )
    let writer = LessonPageWriter(
      theme: try Repository.theme(),
      outline: outline,
      typesetter: typesetter
    )
    return writer.page(for: lesson, results: results, folder: nil)
  }

  @Test("is as recorded")
  func snapshot() throws {
    let page = try page()
    let drawing = /<svg.*?<\/svg>/.dotMatchesNewlines()
    try expectSnapshot(page.html.replacing(drawing, with: "<svg></svg>"), "lesson.html")
    #expect(page.mistakes.isEmpty)
  }

  @Test("shows of a line that fills a book its beginning and its end, and how much is left out")
  func hugeOutput() throws {
    var results = SampleResults.results
    let usual = try page().html.utf8.count
    let place = try #require(results.blocks.firstIndex { !$0.outputs.isEmpty })
    for (character, kind) in [("x", BlockOutput.Kind.text), ("漢", .value)] {
      results.blocks[place].outputs[0] = BlockOutput(
        kind: kind,
        text: String(repeating: character, count: 900_000)
      )
      let html = try page(results: results).html
      #expect(html.utf8.count < usual + 200_000)
      #expect(html.contains("844000 characters are left out here"))
    }
    let published = try PublishedResults(
      results,
      of: SampleLesson.lesson,
      try Repository.theme().words
    ).json
    #expect(published.contains("844000 characters are left out here"))
  }

  @Test("runs its own script alone and has no inline style, whatever blocks print")
  func injection() throws {
    let html = try page().html
    // The site's own scripts are files beside it; the policy refuses any other.
    #expect(html.contains("script-src 'self';"))
    #expect(
      !html.replacing(/<script src="\.\.\/assets\/[a-z]+\.js" defer[^>]*><\/script>/, with: "")
        .contains(
          "<script"
        )
    )
    #expect(!html.contains("<img src=x"))
    #expect(!html.contains("<b>RNN</b>"))
    #expect(html.contains("&lt;img src=x onerror=alert(1)&gt; end"))
    #expect(!html.contains(" style=\""))
    #expect(!html.unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" })
  }

  @Test("keeps the answers to exercises to itself")
  func secrets() throws {
    let html = try page().html.replacing(/<\/?span[^>]*>/, with: "")
    for secret in [
      "SECRET_BIAS", "SOLUTION_OUTPUT", "WRONG_ANSWER", "WRONG_OUTPUT", "HIDDEN_CHECK_CODE",
      "END SOLUTION",
    ] {
      #expect(!html.contains(secret))
    }
    #expect(html.contains("fatalError(&quot;your code here&quot;)"))
    #expect(html.contains("<kbd>unroll exercise start forget-gate</kbd>"))
    #expect(html.contains("<summary>Hint 2</summary>"))
  }

  @Test("has every id once")
  func ids() throws {
    let html = try page().html
    let ids = html.matches(of: /\sid="([^"]*)"/).map { String($0.1) }
    #expect(ids.count == Set(ids).count)
    #expect(ids.contains("the-update"))
  }

  @Test("closes every element it opens")
  func nesting() throws {
    let markup = try page(typesetter: try MathTypesetter.installed()).html
    #expect(MarkupNesting.fault(in: markup) == nil)
  }

  @Test("leads to the lessons around it by their addresses")
  func neighbours() throws {
    let html = try page().html
    #expect(html.contains("href=\"../long-memory/index.html#gates\""))
    #expect(html.contains("Long &lt;memory&gt;"))
    #expect(html.contains("<a class=\"next\" rel=\"next\" href=\"../long-memory/index.html\">"))
    #expect(!html.contains("class=\"previous\""))
  }

  @Test(
    "refuses addresses that would run code",
    arguments: [
      "javascript:alert(1)", "JavaScript:alert(1)", " javascript:alert(1)", "java\nscript:alert(1)",
      "javascript:\u{301}alert(1)",
      "vbscript:x", "data:text/html,<script>", "file:///etc/passwd", "//example.org/x",
      "../../secret.md", "/etc/passwd", "%2e%2e/secret",
    ]
  )
  func addresses(destination: String) throws {
    let place = SourceLocation(line: 7, column: 3)
    let link = Inline.link(
      destination: destination,
      title: "",
      content: [.text("here")],
      location: place
    )
    let image = Inline.image(source: destination, title: "", content: [], location: place)
    let lesson = Lesson(
      file: "x.md",
      slug: "x",
      title: "x",
      elements: [.paragraph([link, image])]
    )
    let page = try page(lesson, results: nil)
    #expect(page.mistakes.map(\.location) == [place, place])
    #expect(!page.html.contains("alert(1)\""))
    #expect(page.html.contains("<p><span class=\"fault\">here</span>"))
  }

  @Test(
    "says where a formula stands that KaTeX refuses",
    .enabled("KaTeX is not installed") { try MathTypesetter.installed() != nil }
  )
  func refusedFormula() throws {
    let typesetter = try #require(try MathTypesetter.installed())
    let place = SourceLocation(line: 12, column: 5)
    let lesson = Lesson(
      file: "x.md",
      slug: "x",
      title: "x",
      elements: [.paragraph([.math(tex: "\\oops<b>", location: place)])]
    )
    let page = try page(lesson, results: nil, typesetter: typesetter)
    #expect(page.mistakes.map(\.location) == [place])
    #expect(page.html.contains("<code class=\"tex\">\\oops&lt;b&gt;</code>"))
  }

  @Test("shows what a block printed before it stopped, and the place of the fault")
  func fault() throws {
    let html = try page().html
    #expect(html.contains("before the end"))
    #expect(html.contains("let y = [1, 2, 3]<mark>[</mark>7]"))
    #expect(html.contains("let broken = <mark>missingName</mark> + 1"))
  }
}

/// Whether tags nest, as far as HTML wants them closed.
enum MarkupNesting {
  private static let void: Set<String> = [
    "meta", "link", "br", "hr", "img", "input", "source", "wbr", "col",
  ]

  static func fault(in html: String) -> String? {
    var open: [String] = []
    // Scalars: the arrow of a vector combines with the `>` before it into one character.
    let tag = /<(\/?)([a-zA-Z][a-zA-Z0-9]*)[^>]*?(\/?)>/.matchingSemantics(.unicodeScalar)
    for match in html.matches(of: tag) {
      let name = String(match.2)
      if void.contains(name) || !match.3.isEmpty { continue }
      if match.1.isEmpty {
        open.append(name)
      } else if open.popLast() != name {
        return "</\(name)> closes another element"
      }
    }
    return open.isEmpty ? nil : "<\(open.joined(separator: "><"))> is not closed"
  }
}
