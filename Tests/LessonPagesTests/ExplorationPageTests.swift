import Foundation
import LessonDocument
import Plots
import Testing

@testable import LessonPages

@Suite("Numbers to move on a page")
struct ExplorationPageTests {
  private static let source = """
    # Echo

    ```swift
    //| label: moved
    //| explore: gain in 0.5...1.5 step 0.5
    //| fig-cap: An echo.
    let gain = 1.0
    ```

    It is `{swift} gain`.

    ```swift
    //| label: fed
    gain + 1
    ```
    """

  private func chart(_ top: Double, points: Int = 3) -> BlockOutput {
    let places = (0..<points).map(Double.init)
    let chart = lineChart(["state": places.map { $0 * top }], x: "step", y: "state", at: places)
    return BlockOutput(
      kind: .chart,
      text: chart.text(width: 80, colour: false, plain: false),
      summary: chart.summary,
      chart: chart
    )
  }

  private func page(
    _ outputs: (Int) -> [[BlockOutput]],
    fault: String? = nil
  ) throws -> (html: String, mistakes: [LessonMistake]) {
    let lesson = try LessonReader().lesson(source: Self.source, file: "Lessons/01-echo.md")
    let points = (0..<3).map { number in
      Exploration.Point(
        outputs: outputs(number),
        inline: [["0.5", "1", "1.5"][number]],
        fault: number == 2 ? fault : nil
      )
    }
    var results = LessonResults(
      lesson: "echo",
      blocks: zip(lesson.blocks, outputs(1)).map {
        BlockResult(label: $0.label, line: $0.fence.line, status: .ok, outputs: $1)
      },
      inline: [InlineResult(expression: "gain", line: 10, value: "1")]
    )
    results.explorations = [
      Exploration(
        label: "moved",
        constants: lesson.blocks[0].options.explored,
        blocks: ["moved", "fed"],
        expressions: [0],
        points: points
      )
    ]
    let writer = LessonPageWriter(
      theme: try Repository.theme(),
      outline: CourseOutline(title: "Course", description: "", lessons: [(lesson, results)]),
      typesetter: nil
    )
    let page = writer.page(for: lesson, results: results, folder: nil)
    return (page.html, page.mistakes)
  }

  private func usual(_ number: Int) -> [[BlockOutput]] {
    [
      [chart([0.5, 1, 4][number])],
      [BlockOutput(kind: .value, text: ["1.5", "2.0", "</script><b>"][number])],
    ]
  }

  /// The data of the page's slider.
  private func slots(_ html: String) throws -> [[String: Any]] {
    let match = try #require(
      html.firstMatch(of: /<script type="application\/json" class="explore-data">(.*?)<\/script>/)
    )
    let value = try JSONSerialization.jsonObject(with: Data(match.1.utf8))
    return try #require(value as? [[String: Any]])
  }

  @Test("have a labelled slider at the lesson's value, and the lesson's own results stand there")
  func slider() throws {
    let html = try page(usual).html
    #expect(
      html.contains(
        """
        <label for="code.moved.explore-1"><code>gain</code></label><input type="range" \
        id="code.moved.explore-1" min="0" max="2" value="1" data-values="0.5 1.0 1.5" \
        aria-valuetext="1.0"><output for="code.moved.explore-1">1.0</output>
        """
      )
    )
    #expect(html.contains("It is <span class=\"computed\" data-value=\"0\">1</span>."))
    #expect(html.contains("<samp>2.0</samp>"))
    #expect(html.components(separatedBy: " data-explore=\"../assets/explore.js\"").count == 2)
  }

  @Test("come with a table of all values, which is there without a script")
  func table() throws {
    let html = try page(usual).html
    let start = try #require(html.range(of: "<details class=\"explore-table\">"))
    let table = html[start.lowerBound...].prefix { $0 != "§" }
    for row in [
      "<th scope=\"row\">0.5</th><td>0.5</td><td>1.5</td>",
      "<tr class=\"own\"><th scope=\"row\">1.0</th><td>1</td><td>2.0</td>",
      "<th scope=\"row\">1.5</th><td>1.5</td><td>&lt;/script&gt;&lt;b&gt;</td>",
    ] { #expect(table.contains(row), "\(row)") }
  }

  @Test("give no markup a way out of their data")
  func escaped() throws {
    let html = try page(usual).html
    let data = try #require(html.firstMatch(of: /explore-data">(.*?)<\/script>/)).1
    #expect(!data.contains("<") && data.contains("\\u003c/script>"))
    let fed = try slots(html).first { $0["block"] as? String == "code.fed" }
    let parts = try #require(fed?["parts"] as? [[String: Any]])
    #expect(parts.count == 1 && parts[0]["of"] as? String == "#text")
    #expect(parts[0]["is"] as? [String] == ["1.5", "2.0", "</script><b>"])
  }

  @Test("leave axes where they are: drawings of all values have the same scales, stored once")
  func scales() throws {
    let html = try page(usual).html
    let moved = try slots(html).first { $0["block"] as? String == "code.moved" }
    let parts = try #require(moved?["parts"] as? [[String: Any]])
    // What differs in the drawings is the line, what it says, and its values; no tick, no word of an axis.
    let kinds = Set(parts.compactMap { $0["of"] as? String })
    #expect(kinds.isSubset(of: ["d", "cy", "#text", "points", "y", "height"]), "\(kinds)")
    let alone = lineChart(["state": [0.0, 1, 2]], x: "step", y: "state", at: [0.0, 1, 2])
    let shared = Chart.sharingScales([0.5, 1, 4].map { chart($0).chart ?? alone })
    #expect(Set(shared.map(\.yAxis.upper)) == [shared[0].yAxis.upper])
    #expect((shared[0].yAxis.upper ?? 0) >= 8)
    #expect(shared[1].yAxis != alone.yAxis)
  }

  @Test("hold at most 200 kB for a block; what is more is named")
  func limit() throws {
    let mistakes = try page { number in
      [
        [self.chart([0.5, 1, 4][number] + 0.123, points: 3)],
        [
          BlockOutput(kind: .value, text: String(repeating: "\(number) ", count: 60_000))
        ],
      ]
    }.mistakes
    // Long outputs are shortened on pages; figures are what weighs.
    #expect(mistakes == [])
    let heavy = try page { number in
      let charts = (0..<12).map { self.chart(Double(number * 12 + $0) + 0.5, points: 500) }
      return [charts, []]
    }.mistakes
    #expect(heavy.count == 1)
    #expect(heavy.first?.location.line == 3)
    #expect(
      heavy.first?.message.hasPrefix(
        "block 'moved' shows so much that differs from value to value that the page would hold "
      ) == true
    )
    #expect(heavy.first?.message.contains("at most 200 kB are possible") == true)
  }

  @Test("are not there where a value has a fault, nor where nothing was explored")
  func absent() throws {
    let html = try page(usual, fault: "it broke").html
    #expect(!html.contains("type=\"range\"") && !html.contains("explore.js"))
    #expect(html.contains("<samp>2.0</samp>"))
  }

  @Test("of results as data have what each value gives")
  func published() throws {
    let lesson = try LessonReader().lesson(source: Self.source, file: "Lessons/01-echo.md")
    var results = LessonResults(of: lesson, blocks: [:], inline: [:])
    results.explorations = [
      Exploration(
        label: "moved",
        constants: lesson.blocks[0].options.explored,
        blocks: ["moved", "fed"],
        expressions: [0],
        points: (0..<3).map { Exploration.Point(outputs: usual($0), inline: ["\($0)"]) }
      )
    ]
    let json = try PublishedResults(results, of: lesson, .english).json
    let object = try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any]
    let points = (object?["explorations"] as? [[String: Any]])?.first?["points"] as? [[String: Any]]
    #expect(points?.map { ($0["values"] as? [String: String])?["gain"] } == ["0.5", "1.0", "1.5"])
    #expect(points?.map { ($0["inline"] as? [String])?.first } == ["0", "1", "2"])
  }
}

@Suite("Where forms of markup differ")
struct MarkupVariantsTests {
  /// A form made from the first one and what differs, as the page's script makes it.
  private func applied(_ forms: [String], _ number: Int) -> String {
    var tree = MarkupElement(holding: forms[0])
    for difference in MarkupVariants(forms).differences {
      let path = difference.at.split(separator: ".").compactMap { Int($0) }
      var value: String?
      switch difference.is[number] {
      case .text(let text): value = text
      case .same(let other): if case .text(let text) = difference.is[other] { value = text }
      case .absent: break
      }
      tree.change(at: path[...], difference.of, value)
    }
    return tree.inner
  }

  @Test(
    "Each form comes back from the first and its differences",
    arguments: [
      ["<p>1</p>", "<p>2</p>", "<p>1</p>"],
      ["<p>a &lt; b</p>", "<p>a &amp; b</p>"],
      [
        "<g class=\"x\"><path d=\"M1 2\"/><path d=\"M0 0\"/></g>",
        "<g class=\"x\"><path d=\"M1 3\"/><path d=\"M0 0\"/></g>",
      ],
      ["<g><c r=\"1\"/></g>", "<g><c r=\"1\"/><c r=\"2\"/></g>", "<g></g>"],
      ["<p>one <b>2</b> three</p>", "<p>two <b>2</b> three</p>"],
      ["<p id=\"a\">x</p>", "<p>x</p>"],
      ["<p>x</p>", "<div>x</div>"],
      ["<input type=\"range\"><p>1</p>", "<input type=\"range\"><p>2</p>"],
      ["", "<p>1</p>"],
      [
        "<t>\n<r><d>1</d></r>\n<r><d>2</d></r>\n</t>",
        "<t>\n<r><d>1</d></r>\n<r><d>3</d></r>\n</t>",
      ],
    ]
  )
  func roundTrip(forms: [String]) {
    for number in forms.indices {
      #expect(applied(forms, number) == MarkupElement(holding: forms[number]).inner)
    }
  }

  @Test("What the forms share is not told, and the same text is told once")
  func shared() {
    let differences = MarkupVariants([
      "<g><a x=\"1\"/><b>s</b></g>", "<g><a x=\"2\"/><b>s</b></g>", "<g><a x=\"1\"/><b>s</b></g>",
    ])
    .differences
    #expect(differences == [.init(at: "0.0", of: "x", is: [.text("1"), .text("2"), .same(0)])])
  }

  @Test("A seeded thousand of trees")
  func random() {
    var state: UInt64 = 7
    func next(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % bound
    }
    func tree(_ depth: Int) -> String {
      let name = ["a", "b", "input"][next(3)]
      let attribute = next(2) == 0 ? "" : " x=\"\(next(3))\""
      guard name != "input" else { return "<input\(attribute)>" }
      guard depth > 0 else { return "<\(name)\(attribute)>\(next(3))</\(name)>" }
      let inside = (0..<next(3)).map { _ in tree(depth - 1) }.joined(
        separator: next(3) == 0 ? " t " : ""
      )
      return "<\(name)\(attribute)>\(inside)</\(name)>"
    }
    for _ in 0..<1000 {
      let forms = (0..<3).map { _ in tree(3) }
      for number in forms.indices {
        #expect(applied(forms, number) == MarkupElement(holding: forms[number]).inner, "\(forms)")
      }
    }
  }
}

extension MarkupElement {
  /// Changes a part, as the page's script does.
  fileprivate mutating func change(at path: ArraySlice<Int>, _ part: String, _ value: String?) {
    if let child = path.first {
      return children[child].change(at: path.dropFirst(), part, value)
    }
    switch part {
    case "#text": (text, children) = (HTMLText.escaped(value ?? ""), [])
    case "#inner":
      let inside = MarkupElement(holding: value ?? "")
      (text, children, content) = (inside.text, inside.children, inside.content)
    default:
      attributes.removeAll { $0.name == part }
      if let value { attributes.append((part[...], HTMLText.escaped(value)[...])) }
    }
  }

  /// What stands in it, in one spelling: attributes in order, the text between elements before them.
  fileprivate var inner: String {
    text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
      + children.map { child in
        let attributes = child.attributes.sorted { $0.name < $1.name }
          .map { " \($0.name)=\"\($0.value)\"" }.joined()
        return "<\(child.name)\(attributes)>\(child.inner)</>"
      }.joined()
  }
}
