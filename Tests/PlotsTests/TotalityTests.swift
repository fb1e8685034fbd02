import Testing

@testable import Plots

/// Drawing is total: a chart is plain data, and no value of it may stop the program that shows it.
@Suite struct TotalityTests {
  /// Every form of a chart, of which none may trap or hold what is not finite.
  private func draw(_ chart: Chart, width: Int) -> (svg: String, text: String) {
    let svg = chart.svg(id: "f", width: Double(width) * 7)
    let scrubber = chart.scrubberSVG(id: "f") ?? ""
    let text = chart.text(width: width, colour: width % 2 == 0, plain: width % 3 == 0)
    let table = chart.table
    return (
      svg + scrubber + table.html(), text + chart.summary + table.text(width: width)
    )
  }

  /// Whether a text holds an escape sequence that is no colour; marks may combine with its end.
  private func steers(_ text: String) -> Bool {
    text.unicodeScalars.split(separator: "\u{1B}", omittingEmptySubsequences: false).dropFirst()
      .contains { part in
        let rest = part.dropFirst().drop { "0123456789;".unicodeScalars.contains($0) }
        return part.first != "[" || rest.first != "m"
      }
  }

  @Test(arguments: 0..<8)
  func `no change of a chart stops its drawing`(part: Int) {
    for round in 0..<300 {
      var mutator = ChartMutator(seed: part * 300 + round + 1)
      let example = Examples.all[(part * 300 + round) % Examples.all.count].chart
      let (svg, text) = draw(mutator.mutated(example), width: 1 + round % 90)
      // Quotation marks in words are escaped, so these stand around numbers only.
      #expect(!svg.contains("\"nan") && !svg.contains("inf\""))
      #expect(steers(text) == false, "\(example)")
    }
  }

  @Test func `lists of one mark that differ in length are cut to the shortest`() {
    var series = Chart.Series("a", x: [0, 1, 2], y: [1, 2, 3])
    series.x = []
    var bars = Chart.Bars("b", starts: [0, 1], ends: [1, 2], values: [3, 4])
    bars.ends = [1]
    var band = Chart.Band("c", x: [0, 1], low: [0, 0], high: [1, 1])
    band.high = []
    var arrows = Chart.Arrows(x: [0, 1], y: [0, 1], dx: [1, 1], dy: [1, 1])
    arrows.dy = [1]
    for mark in [Chart.Mark.line(series), .bars(bars), .band(band), .arrows(arrows)] {
      let chart = Chart(marks: [mark])
      #expect(draw(chart, width: 60).svg.hasPrefix("<svg"))
    }
    #expect(Chart(marks: [.bars(bars)]).table.rows.count == 1)
  }

  @Test(arguments: [1e300, -1e300, .nan, .infinity, 1e18, 1001])
  func `a node beyond all columns is placed by the layout`(place: Double) {
    var chart = diagramChart(
      Diagram(nodes: [.init("a"), .init("b")], edges: [.init("a", "b")])
    )
    let usual = chart.svg(id: "f")
    chart = diagramChart(
      Diagram(
        nodes: [.init("a", column: place, row: place), .init("b", column: place)],
        edges: [.init("a", "b")]
      )
    )
    #expect(chart.svg(id: "f") == usual)
  }

  @Test func `a long name is cut, and a matrix of one long row and many short ones is drawn`() {
    let name = String(repeating: "n", count: 900_000)
    let named = lineChart([name: [1.0, 2]], x: name, y: name, title: name)
    #expect(named.svg(id: "f").utf8.count < 40_000)
    #expect(named.summary.utf8.count < 10_000)
    var rows = [[Double]](repeating: [], count: 20_000)
    rows[7] = Array(repeating: 1, count: 20_000)
    #expect(draw(heatmap(rows), width: 80).svg.hasPrefix("<svg"))
  }

  @Test func `long edges over many layers are straight where they would fill the memory`() {
    let count = 4000
    let nodes = (0..<count).map { Diagram.Node("n\($0)") }
    let chain = (1..<count).map { Diagram.Edge("n\($0 - 1)", "n\($0)") }
    let long = (0..<count).map { _ in Diagram.Edge("n0", "n\(count - 1)") }
    let svg = diagramChart(Diagram(nodes: nodes, edges: chain + long)).svg(id: "f")
    #expect(svg.hasPrefix("<svg") && svg.utf8.count < 50_000_000)
  }

  @Test func `charts within charts are drawn to a depth that has room`() {
    var chart = lineChart([1.0, 2], x: "x", y: "y")
    for _ in 0..<200 { chart = Chart(panels: [chart]) }
    #expect(draw(chart, width: 60).svg.hasPrefix("<svg"))
  }
}
