import Foundation
import LessonDocument
import Testing

@testable import LessonPages

@Suite("Links and images in the author's HTML")
struct HTMLLinkPageTests {
  private let scratch: ScratchFolder

  init() throws {
    scratch = try ScratchFolder()
    try scratch.write("GIF89a", to: "data/two words.gif")
    try scratch.write("x", to: "data/x.csv")
  }

  private func page(_ html: String) throws -> LessonPage {
    let lesson = try LessonReader().lesson(
      source: "# One\n\n## Part\n\n\(html)\n",
      file: "Lessons/01-one.md"
    )
    let other = try LessonReader().lesson(source: "# Two\n", file: "Lessons/02-two.md")
    return LessonPageWriter(
      theme: try Repository.theme(),
      outline: CourseOutline(title: "", description: "", lessons: [(lesson, nil), (other, nil)]),
      typesetter: nil
    ).page(for: lesson, results: nil, folder: scratch.url)
  }

  @Test(
    "What looks like hidden markup in the value of an attribute stays; what is hidden goes",
    arguments: [
      ("<p title=\"n <! m\">KEPT</p>", "<p title=\"n <! m\">KEPT</p>"),
      ("<p title='<!-- x -->'>KEPT</p>", "<p title='<!-- x -->'>KEPT</p>"),
      ("<p title=\"<? a\"><!-- GONE -->KEPT<?GONE?></p>", "<p title=\"<? a\">KEPT</p>"),
      ("<p>a <!--> KEPT</p>", "<p>a  KEPT</p>"),
      ("<style>a<b \"</style><!-- GONE --> <i title=\"\">KEPT</i>", "KEPT</i>"),
      ("Words <b title=\"<!-- x -->\">KEPT</b>", "<b title=\"<!-- x -->\">KEPT</b>"),
      ("<p\n title=\"a\n<! b\">KEPT</p>", "<! b\">KEPT</p>"),
    ]
  )
  func hidden(html: String, expected: String) throws {
    let page = try page(html)
    #expect(page.mistakes == [])
    #expect(page.html.contains(expected), "\(page.html)")
    #expect(!page.html.contains("GONE"))
  }

  @Test("lead where those of Markdown lead, and bring the files that they need")
  func good() throws {
    let page = try page(
      """
      <p><a href="02-two.md#two">Two</a> <a href='data/sub/../x.csv'>data</a>
      <img src=data/two%20words.gif alt=""></p>

      And <a href="#part">in a line</a>, <a href="https://example.org/?a=1&amp;b=2">out</a>.
      """
    )
    #expect(page.mistakes == [])
    #expect(page.files.keys.sorted() == ["data/two words.gif", "data/x.csv"])
    for part in [
      "<a href=\"../two/index.html#two\">Two</a>", "<a href=\"data/sub/../x.csv\">data</a>",
      "<img src=\"data/two%20words.gif\" alt=\"\">", "<a href=\"#part\">in a line</a>",
      "<a href=\"https://example.org/?a=1&amp;b=2\">out</a>",
    ] {
      #expect(page.html.contains(part), "\(part)")
    }
  }

  @Test(
    "are refused for the same reasons, at their places",
    arguments: [
      ("<a href=\"gone.csv\">x</a>", "5:9 There is no file gone.csv beside this lesson."),
      ("<a href=\"../../secret\">x</a>", "5:9 ../../secret leads out of the lessons' folder"),
      ("<img src=\"data/x.csv\">", "5:10 data/x.csv is no image that browsers show"),
      ("<img src=\"https://example.org/a.png\">", "5:10 A page shows images of its course only"),
      (
        "<video src=\"https://example.org/a.mp4\"></video>", "5:12 A page shows parts of its course"
      ),
      ("<a href=\"#prt\">x</a>", "5:9 This lesson has no heading"),
      ("<a href=\"java\tscript:x\">x</a>", "5:9 A link may not begin with javascript:"),
      ("> a <img\n> src='no.gif'>", "6:7 There is no file no.gif beside this lesson."),
    ]
  )
  func bad(html: String, mistake: String) throws {
    let page = try page(html)
    let told = page.mistakes.map { "\($0.location.line):\($0.location.column) \($0.message)" }
    #expect(told.count == 1 && told[0].hasPrefix(mistake), "\(told)")
    #expect(!page.html.contains("script:x"))
  }
}
