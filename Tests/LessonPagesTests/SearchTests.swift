import Foundation
import LessonDocument
import Testing

@testable import LessonPages

@Suite("The text of a page, for searching")
struct PageTextTests {
  @Test("is cut at headings, without what is no text")
  func sections() {
    let html = """
      <title>no</title><nav>no</nav><main id="page.main"><p class="number">Lesson 5</p>
      <h1 id="top">Gates &amp; doors</h1><p>One <em>two</em>three,
      <code>a &lt; b</code>.</p><nav><h2>On this page</h2></nav><div>four</div><div>five</div>
      <figure><svg><text>no</text><svg></svg></svg></figure><p>six</p>
      <details class="data"><summary>no</summary><details><p>no</p></details>no</details>
      <h2 id="second">Se<b>cond</b> <a class="anchor" href="#second">#</a></h2><pre>x = 1</pre>
      </main><h2 id="foot">no</h2>
      """
    #expect(
      PageText(html).sections == [
        PageText.Part(
          anchor: "top",
          heading: "Gates & doors",
          text: "One twothree, a < b. four five six"
        ),
        PageText.Part(anchor: "second", heading: "Second", text: "x = 1"),
      ]
    )
  }

  @Test("holds the beginning of a long output only, which every reader who searches loads")
  func longOutput() {
    let long = String(repeating: "x", count: 60_000)
    let sections = PageText("<main><h1 id=\"a\">A</h1><samp>\(long)</samp><p>\(long)</p>").sections
    #expect(sections.map { $0.text.utf8.count } == [2000 + 1 + 60_000])
  }

  @Test("of broken HTML ends", arguments: ["", "<", "<main", "<main><h2 id=\"a\">", "a<b", "&amp"])
  func broken(html: String) {
    #expect(PageText(html).sections.count <= 1)
  }
}

@Suite("The search index")
struct SearchIndexTests {
  @Test("is a script that calls one function with every section")
  func script() throws {
    var index = SearchIndex()
    let html = "<main><h1 id=\"g\">Gates</h1>\"in\"</main>"
    index.add(SearchIndex.sections(of: html, page: "gates", title: "Gates"))
    #expect(
      try index.script
        == "unrollSearchIndex([[\"gates\",\"Gates\",\"g\",\"Gates\",\"\\\"in\\\"\"]]);\n"
    )
  }
}
