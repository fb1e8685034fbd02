import Foundation
import Plots
import Testing

#if canImport(FoundationXML)
import FoundationXML
#endif

/// Collects the ids, classes and element names of a drawing.
private final class Reader: NSObject, XMLParserDelegate {
  var ids: [String] = []
  var elements: [String] = []
  var attributes: [String] = []

  func parser(
    _ parser: XMLParser,
    didStartElement name: String,
    namespaceURI: String?,
    qualifiedName: String?,
    attributes values: [String: String]
  ) {
    elements.append(name)
    attributes += values.keys
    if let id = values["id"] { ids.append(id) }
  }

  static func read(_ svg: String) -> Reader? {
    let reader = Reader()
    let parser = XMLParser(data: Data(svg.utf8))
    parser.delegate = reader
    return parser.parse() ? reader : nil
  }
}

@Suite struct DrawingTests {
  @Test(arguments: Examples.all.map(\.name))
  func `every drawing is well-formed, named, without script, style or NaN`(name: String) throws {
    let chart = try #require(Examples.all.first { $0.name == name }).chart
    for svg in [
      chart.svg(id: "fig-1"), chart.scrubberSVG(id: "fig-1") ?? chart.svg(id: "fig-1", width: 1),
    ] {
      let reader = try #require(Reader.read(svg), "\(name) is not well-formed")
      #expect(reader.ids.allSatisfy { $0.hasPrefix("fig-1-") })
      #expect(Set(reader.ids).count == reader.ids.count)
      #expect(reader.elements.prefix(3) == ["svg", "title", "desc"])
      #expect(!reader.elements.contains("script") && !reader.elements.contains("style"))
      #expect(!reader.attributes.contains("style"))
      let numbers = svg.replacing(/<(title|desc|text)[^>]*>[^<]*/, with: "").lowercased()
      #expect(!numbers.contains("nan") && !numbers.contains("inf\""))
    }
  }

  @Test(arguments: Examples.all.map(\.name), [1, 7, 20, 40, 76, 200])
  func `no line of text is wider than asked, and plain text is ASCII`(
    name: String,
    width: Int
  )
    throws
  {
    let chart = try #require(Examples.all.first { $0.name == name }).chart
    for (colour, plain) in [(false, false), (false, true), (true, false)] {
      let text = chart.text(width: width, colour: colour, plain: plain)
      let bare = text.replacing(/\u{1B}\[[0-9;]*m/, with: "")
      for line in bare.split(separator: "\n") {
        let wide = line.filter { "漢字🧠".contains($0) }.count
        #expect(line.count + wide <= width, "\(line)")
      }
      if plain { #expect(bare.utf8.allSatisfy { $0 < 127 }) }
      if !colour { #expect(!text.contains("\u{1B}")) }
    }
    for line in chart.table.text(width: width).split(separator: "\n") {
      #expect(line.count <= width)
    }
  }

  @Test(arguments: [
    "line", "log", "bars", "heatmap", "confusion", "band", "frames", "lstm", "gru", "graph",
  ])
  func `drawings are as recorded`(name: String) throws {
    let chart = try #require(Examples.all.first { $0.name == name }).chart
    try expectSnapshot(chart.svg(id: name) + "\n", "\(name).svg")
    try expectSnapshot(
      """
      \(chart.summary)

      \(chart.text(width: 60, colour: false, plain: false))

      \(chart.text(width: 60, colour: false, plain: true))

      \(chart.table.text(width: 60))

      """,
      "\(name).txt"
    )
  }

  @Test func `everything from the caller is escaped`() throws {
    let svg = Examples.hostile.svg(id: "x")
    #expect(!svg.contains("<script") && !svg.contains("\u{1B}") && svg.contains("&lt;script&gt;"))
    let html = Table(columns: ["<b>"], rows: [["a & b"]], caption: "<i>").html()
    #expect(html.contains("&lt;b&gt;") && html.contains("a &amp; b") && !html.contains("<i>"))
  }

  @Test func `a scrubber holds every frame and shows the first`() throws {
    let chart = try #require(Examples.all.first { $0.name == "frames" }).chart
    let svg = try #require(chart.scrubberSVG(id: "s"))
    #expect(svg.matches(of: /class="plot-frame"/).count == 5)
    #expect(svg.matches(of: /display="none"/).count == 4)
    #expect(svg.contains("data-frame=\"4\" data-label=\"epoch 4\""))
    #expect(chart.frameLabels == (0..<5).map { "epoch \($0)" })
    let still = chart.text(width: 60, colour: false, plain: true)
    #expect(["epoch 0", "epoch 2", "epoch 4"].allSatisfy { still.contains($0) })
    #expect(!still.contains("epoch 1"))
  }

  @Test func `a chart survives a coder that supports numbers that are not finite`() throws {
    let encoder = JSONEncoder()
    encoder.nonConformingFloatEncodingStrategy = .convertToString(
      positiveInfinity: "inf",
      negativeInfinity: "-inf",
      nan: "nan"
    )
    let decoder = JSONDecoder()
    decoder.nonConformingFloatDecodingStrategy = .convertFromString(
      positiveInfinity: "inf",
      negativeInfinity: "-inf",
      nan: "nan"
    )
    for (name, chart) in Examples.all {
      let again = try decoder.decode(Chart.self, from: encoder.encode(chart))
      #expect(again.svg(id: "a") == chart.svg(id: "a"), "\(name)")
      #expect(again.summary == chart.summary && again.table == chart.table, "\(name)")
    }
  }

  @Test func `every mark that has values tells them when hovered`() throws {
    let marks: [(Chart, String)] = [
      (lineChart(["loss": [3.0, 1]], x: "epoch"), "loss 1 at epoch 1"),
      (bandChart(["runs": [[1.0, 2], [3, 4]]], x: "epoch", y: "loss"), "from 1 to 3 at epoch 0"),
      (heatmap([[0.5, 1]], rows: "unit", columns: "step"), "1 at unit 0, step 1"),
      (barChart(["a": 2.0]), "a: 2"),
      (
        Chart(marks: [.arrows(Chart.Arrows(x: [0], y: [1], dx: [2], dy: [3]))]),
        "from x 0, y 1 to x 2, y 4"
      ),
    ]
    for (chart, words) in marks { #expect(chart.svg(id: "a").contains(words), "\(words)") }
  }

  @Test func `neighbours in a large matrix are hovered together and tell their peak`() {
    var matrix = [[Double]](repeating: [Double](repeating: 0, count: 300), count: 40)
    matrix[7][123] = 9
    let svg = heatmap(matrix, rows: "unit", columns: "step").svg(id: "h")
    #expect(svg.matches(of: /<title>9 at unit \d+ to \d+, step \d+ to \d+<\/title>/).count == 1)
    #expect(svg.matches(of: /plot-hit"/).count <= 600)
  }

  @Test(arguments: Examples.all.map(\.name))
  func `a narrow drawing has the same words of its author and nothing to hover`(
    name: String
  ) throws {
    let chart = try #require(Examples.all.first { $0.name == name }).chart
    guard chart.fitsNarrowScreens else {
      #expect(chart.marks.contains { if case .diagram = $0 { true } else { false } })
      return
    }
    let svg = chart.svg(id: "n", width: Chart.narrowWidth, isHoverable: false)
    #expect(svg.contains("viewBox=\"0 0 300 ") && !svg.contains("plot-hit"))
    // Nothing is placed to the right of the drawing.
    for match in svg.matches(of: /<(?:text|rect) [^>]*?x="([0-9.]+)"/) {
      #expect((Double(match.1) ?? 0) <= 300, "\(match.0)")
    }
  }

  @Test(arguments: [
    "empty", "nothing", "only gaps", "no bars", "no histogram", "log of nothing",
  ])
  func `a chart in which nothing can be drawn says so`(name: String) throws {
    let chart = try #require(Examples.all.first { $0.name == name }).chart
    #expect(chart.svg(id: "e").contains(">no data<"))
    #expect(chart.text(width: 60, colour: false, plain: true).contains("no data"))
    #expect(chart.summary.hasPrefix("There are no "))
  }

  @Test(arguments: ["line", "log of zero", "bars", "histogram", "heatmap", "one", "phase"])
  func `a chart with data does not say that it has none`(name: String) throws {
    let chart = try #require(Examples.all.first { $0.name == name }).chart
    #expect(!chart.svg(id: "e").contains(">no data<"))
  }

  @Test func `stills of a heatmap share one legend`() {
    let frames = (0..<5).map { ("step \($0)", heatmap([[0, $0]], value: "attention weight")) }
    let svg = figureOverTime(frames).svg(id: "s")
    #expect(svg.matches(of: /plot-panel/).count == 3)
    #expect(svg.matches(of: />attention weight</).count == 1)
  }

  @Test(arguments: [2_000_000_000, -1])
  func `a histogram of too many bins stops with a sentence`(bins: Int) async throws {
    let result = await #expect(
      processExitsWith: .failure,
      observing: [\.standardErrorContent]
    ) { [bins] in
      _ = histogram([1.0, 2], bins: bins)
    }
    let words = String(decoding: try #require(result).standardErrorContent, as: UTF8.self)
    #expect(words.contains("A histogram has at most 10000 bins, not \(bins); ask for fewer"))
  }

  @Test func `a cell of one unit prints its values and says them`() {
    let chart = lstmCellDiagram(inputGate: [0.125], forgetGate: [0.7311], candidate: [-0.964])
    let svg = chart.svg(id: "c")
    #expect([">0.125<", ">0.731<", ">−0.964<"].allSatisfy(svg.contains))
    #expect(!svg.contains("plot-legend"))
    #expect(chart.summary == "forget gate 0.731, input gate 0.125, candidate -0.964.")
    let shut = lstmCellDiagram(inputGate: [1.02e-6], forgetGate: [0.0], candidate: [1.02e-6])
      .svg(id: "d")
    #expect(shut.contains(">0.000<") && shut.contains(">0<") && shut.contains(">1.02·10⁻⁶<"))
  }

  @Test func `a cell of several units tells what its colours stand for`() {
    let chart = gruCellDiagram(input: [-4, 2], resetGate: [0.2, 0.9], candidate: [0.5, -0.5])
    let svg = chart.svg(id: "c")
    #expect([">gates<", ">hidden state, candidate<", ">−4<", ">4<"].allSatisfy(svg.contains))
    #expect(chart.summary.contains("reset gate from 0.2 to 0.9"))
    #expect(gruCellDiagram().summary.hasPrefix("12 nodes and 16 arrows"))
  }

  @Test func `a table that nobody reads to its end is shown with its middle left out`() {
    let rows = (1...20_000).map {
      ["\($0)", $0 == 7 ? String(repeating: "w", count: 500_000) : "abc"]
    }
    let table = Table(columns: ["a", "b"], rows: rows, caption: "Numbers.")
    let (html, text) = (table.html(), table.text(width: 80))
    #expect(html.utf8.count < 200_000 && text.utf8.count < 300_000)
    for shown in [html, text] {
      #expect(shown.contains("Rows 2001 to 19500 of 20000 are left out."))
      #expect(shown.contains("2000") && shown.contains("19501") && !shown.contains("2002"))
    }
    #expect(
      html.contains("w… (499000 more characters)") && html.contains("class=\"number\">20000<")
    )
    let wide = Table(
      columns: [],
      rows: Array(repeating: Array(repeating: "1", count: 9000), count: 40)
    )
    #expect(wide.html().utf8.count < 5_000_000)
    let whole = Table(columns: ["a"], rows: rows.prefix(5000).map { [$0[0]] })
    #expect(whole.html().contains(">2600<") && !whole.html().contains("left out"))
  }

  @Test func `panels stand below each other in a narrow drawing`() throws {
    let panels = (1...3).map { lineChart([0, $0], title: "k = \($0)") }
    let chart = smallMultiples(panels, columns: 3)
    func places(_ width: Double) -> [Substring] {
      chart.svg(id: "n", width: width).matches(
        of: /plot-panel" transform="translate\(([0-9.]+)\x20/
      )
      .map(\.1)
    }
    #expect(places(300) == ["0", "0", "0"])
    #expect(Set(places(540)).count == 3)
  }

  @Test func `a figure of many frames holds few values of each`() throws {
    let frames = (0..<40).map { frame in
      ("epoch \(frame)", lineChart((0..<200).map { Double($0 * frame) }))
    }
    let svg = try #require(figureOverTime(frames).scrubberSVG(id: "s"))
    #expect(svg.utf8.count < 350_000)
  }

  @Test func `a heatmap of many cells stays a small file`() {
    let matrix = (0..<64).map { row in (0..<1000).map { (row * $0) % 97 } }
    #expect(heatmap(matrix).svg(id: "h").utf8.count < 400_000)
  }
}
