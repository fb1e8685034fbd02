import Foundation
import LessonDocument
import Plots
import Testing

@testable import LessonPages

@Suite("Tables, footnotes and references")
struct ReferenceTests {
  static let source = #"""
    # Cells

    See [](#fig-norms), [](#tbl-cells), [](#eq-update), [](#gates) and [](04-lstm.md#fig-cell).
    One note[^a], another[^b], and the first again[^a].

    [^a]: Elman (1990). <b>Raw.</b>
    [^b]: Gers (2000).

    ```swift
    //| label: norms
    //| fig-cap: Norms <by> step.
    show(chart)
    ```

    $$h = x \label{eq-update}$$

    ## Gates

    | Cell | Gates | Remark |
    |:-----|------:|:------:|
    | **LSTM** | 3 | `a \| b` |
    | RNN | 0 | a remark that is long enough to be wrapped in a narrow terminal |

    : Gates by cell {#tbl-cells}
    """#

  static func lesson(_ source: String = source) throws -> Lesson {
    try LessonReader().lesson(source: source, file: "Lessons/03-cells.md")
  }

  static func page(_ lesson: Lesson, results: LessonResults? = nil) throws -> LessonPage {
    let other = try LessonReader().lesson(
      source: "# The LSTM\n\n```swift\n//| label: fig-cell\n1\n```\n",
      file: "Lessons/04-lstm.md"
    )
    return LessonPageWriter(
      theme: try Repository.theme(),
      outline: CourseOutline(
        title: "Course",
        description: "",
        lessons: [(lesson, results), (other, nil)]
      ),
      typesetter: nil
    ).page(for: lesson, results: results, folder: nil)
  }

  static func results(_ lesson: Lesson, _ chart: Chart) -> LessonResults {
    LessonResults(
      lesson: lesson.slug,
      blocks: [
        BlockResult(
          label: "norms",
          line: 9,
          status: .ok,
          outputs: [BlockOutput(kind: .chart, text: "", chart: chart)]
        )
      ],
      inline: []
    )
  }

  @Test("show the names and numbers of what they lead to")
  func references() throws {
    let page = try Self.page(try Self.lesson())
    for link in [
      "<a href=\"#fig-norms\" class=\"reference\">Figure 1</a>",
      "<a href=\"#tbl-cells\" class=\"reference\">Table 1</a>",
      "<a href=\"#eq-update\" class=\"reference\">Equation 1</a>",
      "<a href=\"#gates\" class=\"reference\">Gates</a>",
      "<a href=\"../lstm/index.html#fig-cell\" class=\"reference\">Figure 1 (The LSTM)</a>",
    ] {
      #expect(page.html.contains(link), "\(link)")
    }
    #expect(page.mistakes.isEmpty)
    #expect(MarkupNesting.fault(in: page.html) == nil)
  }

  @Test("lead to ids that the page has")
  func targets() throws {
    let lesson = try Self.lesson()
    let html = try Self.page(lesson, results: Self.results(lesson, SampleResults.loss)).html
    let ids = Set(html.matches(of: /\sid="([^"]*)"/).map { String($0.1) })
    for match in html.matches(of: /href="#([^"]+)"/) {
      #expect(ids.contains(String(match.1)), "#\(match.1)")
    }
    #expect(html.contains("<span class=\"label\">Figure 1.</span> Norms &lt;by&gt; step."))
  }

  @Test("lead to the place of a figure that could not be made")
  func lostTarget() throws {
    #expect(try Self.page(try Self.lesson()).html.contains("<span id=\"fig-norms\"></span>"))
  }

  @Test("stand on the page with alignment and caption")
  func table() throws {
    let html = try Self.page(try Self.lesson()).html
    #expect(html.contains("<figure class=\"prose-table\" id=\"tbl-cells\">"))
    #expect(html.contains("<span class=\"label\">Table 1.</span> Gates by cell"))
    #expect(html.contains("<th scope=\"col\" class=\"right\">Gates</th>"))
    #expect(html.contains("<td class=\"left\"><strong>LSTM</strong></td>"))
    #expect(html.contains("<td class=\"centre\"><code>a | b</code></td>"))
  }

  @Test("lead to the notes and back")
  func footnotes() throws {
    let html = try Self.page(try Self.lesson()).html
    #expect(html.contains("<a id=\"mark.1\" href=\"#note.1\" role=\"doc-noteref\">1</a>"))
    #expect(html.contains("<a id=\"mark.1.2\" href=\"#note.1\" role=\"doc-noteref\">1</a>"))
    #expect(html.contains("<li id=\"note.2\"><p>Gers (2000)."))
    #expect(html.contains("href=\"#mark.2\" role=\"doc-backlink\""))
  }

  @Test(
    "that lead nowhere are mistakes with their place",
    arguments: [
      ("[here](#nowhere)", "This lesson has no heading"),
      ("[here](04-lstm.md#nowhere)", "04-lstm.md has no heading"),
      ("[](https://example.org)", "A link without words"),
      ("[here](https://doi.org/neco.1997)", "neco.1997 is no DOI"),
    ]
  )
  func nowhere(link: String, message: String) throws {
    let page = try Self.page(try Self.lesson("# Title\n\nGo \(link).\n"))
    #expect(page.mistakes.map(\.location) == [SourceLocation(line: 3, column: 4)])
    #expect(page.mistakes.first?.message.hasPrefix(message) == true)
  }

  @Test("may lead to a block, here and in another lesson, and the block has that id")
  func blocks() throws {
    let code = "```swift\n//| label: half\nprint(0.5)\n```\n"
    let source = "# T\n\n[a](#code.half) [b](04-lstm.md#code.fig-cell)\n\n" + code
    let page = try Self.page(try Self.lesson(source))
    #expect(page.mistakes.isEmpty)
    #expect(page.html.contains(" id=\"code.half\""))
  }

  @Test(
    "that nearly name an anchor are asked whether that one is meant",
    arguments: [
      ("#gatse", "is #gates meant?"), ("#code.hafl", "is #code.half meant?"),
      ("04-lstm.md#fig-cel", "is #fig-cell meant?"), ("#quite-different", nil),
    ]
  )
  func nearly(link: String, question: String?) throws {
    let code = "```swift\n//| label: half\nprint(0.5)\n```\n"
    let source = "# T\n\nGo [here](\(link)).\n\n## Gates\n\n" + code
    let message = try #require(try Self.page(try Self.lesson(source)).mistakes.first?.message)
    if let question {
      #expect(message.hasSuffix("; \(question)"))
    } else {
      #expect(message.hasSuffix("#quite-different."))
    }
  }

  @Test("may lead to a DOI with any signs in it")
  func identifiers() throws {
    let source = "# T\n\n[a](https://doi.org/10.1016/0304-3975(83)90110-X)\n"
    #expect(try Self.page(try Self.lesson(source)).mistakes.isEmpty)
  }

  @Test("may lead to an id in an author's own HTML")
  func ownAnchors() throws {
    let source = "# Title\n\nGo [there](#own).\n\nText <span id=\"own\">here</span>.\n"
    #expect(try Self.page(try Self.lesson(source)).mistakes.isEmpty)
  }

  @Test("fit a terminal of any width", arguments: [24, 40, 80, 120])
  func terminal(width: Int) throws {
    let lesson = try Self.lesson()
    for plain in [false, true] {
      let text = TerminalRenderer(width: width, colour: false, plain: plain)
        .text(of: lesson, results: nil)
      #expect(text.split(separator: "\n").allSatisfy { $0.count <= width })
      #expect(!plain || text.contains("[1]"))
    }
  }

  @Test("read the same in the terminal")
  func terminalWords() throws {
    let text = TerminalRenderer(width: 100, colour: false, plain: false)
      .text(of: try Self.lesson(), results: nil)
    #expect(text.contains("See Figure 1, Table 1, Equation 1, “Gates”"))
    #expect(text.contains("One note¹, another²"))
    #expect(text.contains("  ² Gers (2000)."))
    #expect(text.contains("Cell  Gates"))
    #expect(text.contains("LSTM      3"))
    #expect(text.contains("Table 1. Gates by cell"))
    #expect(text.contains("h = x    (1)"))
  }

  @Test("put a slider beside the frames of a figure over time, and the stills for print")
  func frames() throws {
    let lesson = try Self.lesson()
    let chart = figureOverTime((0..<5).map { ("epoch \($0)", lineChart([1.0, 2, Double($0)])) })
    let html = try Self.page(lesson, results: Self.results(lesson, chart)).html
    #expect(html.contains("<input type=\"range\" min=\"0\" max=\"4\" value=\"0\""))
    #expect(html.contains("aria-valuetext=\"epoch 0\"><output>epoch 0</output>"))
    // The slider moves a wide and a narrow drawing at once; one of them is seen.
    #expect(html.matches(of: /class="plot-frame"/).count == 10)
    for name in ["wide stills", "narrow stills", "wide", "narrow"] {
      #expect(html.components(separatedBy: "<div class=\"drawing \(name)\"").count == 2)
    }
    let ids = html.matches(of: /\sid="([^"]*)"/).map { String($0.1) }
    #expect(ids.count == Set(ids).count)
  }

  @Test("draw a chart again for narrow screens, without values to hover, and a diagram once")
  func narrowDrawings() throws {
    let lesson = try Self.lesson()
    let html = try Self.page(lesson, results: Self.results(lesson, SampleResults.loss)).html
    let narrow = try #require(
      html.firstMatch(of: /<div class="drawing narrow".*?<svg.*?<\/svg>/.dotMatchesNewlines())
    )
    #expect(narrow.output.contains("width=\"300\"") && !narrow.output.contains("plot-hit"))
    #expect(html.contains("<div class=\"drawing wide\"") && html.contains("plot-hit"))
    let diagram = try Self.page(lesson, results: Self.results(lesson, lstmCellDiagram())).html
    #expect(diagram.contains("<div class=\"drawing\"") && !diagram.contains("-narrow"))
  }

  @Test("stand below headings of which no level is skipped")
  func headings() throws {
    let html = try Self.page(try Self.lesson("# A\n\n## B\n\n#### C\n\n#### D\n\n## E\n")).html
    #expect(html.contains("<h3 id=\"c\" class=\"as-h4\">C"))
    #expect(html.contains("<h3 id=\"d\" class=\"as-h4\">D"))
    #expect(html.contains("<h2 id=\"e\">E"))
  }

  @Test("fold what is long, and lose no line of it")
  func folding() throws {
    let code = (1...50).map { "let value\($0) = \($0)" }
    let lesson = try Self.lesson("# Long\n\n```swift\n\(code.joined(separator: "\n"))\n```\n")
    let html = try Self.page(lesson).html
    #expect(html.contains("<details class=\"more\"><summary>30 more lines</summary>"))
    #expect((1...50).allSatisfy { html.contains("value\($0) ") })
    let short = try Self.lesson(
      "# Short\n\n```swift\n\(code[..<32].joined(separator: "\n"))\n```\n"
    )
    #expect(!(try Self.page(short)).html.contains("class=\"more\""))
  }

  @Test(
    "tell how long a lesson takes",
    arguments: [
      (0.0, "1 minute to read"), (200, "runs in seconds"), (400_000, "runs in 7 minutes"),
    ]
  )
  func facts(milliseconds: Double, words: String) throws {
    let lesson = try Self.lesson("# Short\n\n```swift\n//| label: norms\n1\n```\n")
    var results = Self.results(lesson, SampleResults.loss)
    results.blocks[0].runMilliseconds = milliseconds
    #expect(
      LessonFacts(lesson, results: results).sentences(try Repository.theme().words).contains(words)
    )
  }
}
