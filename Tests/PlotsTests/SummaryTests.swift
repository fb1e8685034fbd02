import Testing

@testable import Plots

@Suite struct SummaryTests {
  private func summary(_ name: String) -> String {
    Examples.all.first { $0.name == name }?.chart.summary ?? "no such example"
  }

  @Test(arguments: [
    ("log", "loss falls from 1 at epoch 0 to 0.01 at epoch 99, most of it before epoch 4."),
    ("constant", "c stays at 3 from x 0 to x 2."),
    ("one", "p is 0.5 at x 0."),
    ("gaps", "gaps rises from 1 at x 0 to 5 at x 4. 3 values cannot be drawn."),
    ("only gaps", "There are no finite values to show."),
    ("empty", "There are no finite values to show."),
    ("nothing", "There are no data to show."),
    (
      "heatmap",
      "2 by 3 values, unit by time step: from -1 at unit 0, time step 0 to 1 at unit 0, "
        + "time step 2. 1 value cannot be drawn."
    ),
    (
      "confusion",
      "91 of 100 examples (91 %) are classified correctly. Most often, dog is taken for cat: "
        + "6 times."
    ),
    ("bars", "Of 2 bars, GRU is highest at 0.93 and RNN lowest at 0.61."),
    (
      "frames",
      "5 frames. At epoch 0: norm stays at 1 from t 0 to t 1. At epoch 4: norm rises from 1 at t 0 "
        + "to 9 at t 1."
    ),
    ("graph", "3 nodes and 2 arrows, from x and W to matmul."),
  ])
  func `a summary tells what the data show`(name: String, expected: String) {
    #expect(summary(name) == expected)
  }

  @Test func `a summary tells of a peak between the ends`() {
    let chart = lineChart([0.0, 5, 2], x: "epoch", y: "norm")
    #expect(
      chart.summary == "norm rises from 0 at epoch 0 to 2 at epoch 2, with a peak of 5 at epoch 1."
    )
  }

  @Test func `series stand in the order of the literal`() {
    let names = lineChart(["z": [1.0], "a": [2], "m": [3]]).marks.compactMap(\.seriesName)
    #expect(names == ["z", "a", "m"])
    let dictionary: [String: [Float]] = ["z": [1], "a": [2]]
    #expect(lineChart(dictionary).marks.compactMap(\.seriesName) == ["a", "z"])
  }

  @Test func `a table lists each place once and leaves gaps empty`() {
    let chart = Chart(marks: [
      .line(Chart.Series("a", x: [0, 1], y: [1, 2])),
      .line(Chart.Series("b", x: [1, 2], y: [3, .nan])),
    ])
    #expect(chart.table.columns == ["x", "a", "b"])
    #expect(chart.table.rows == [["0", "1", ""], ["1", "2", "3"], ["2", "", "nan"]])
  }

  @Test func `a narrow table lets long words go on below`() {
    let table = Table(
      columns: ["name", "value"],
      rows: [["a very long name", "1"], ["b", "20"]]
    )
    #expect(
      table.text(width: 19) == """
        name          value
        ───────────────────
        a very long       1
        name
        b                20
        """
    )
  }

  @Test func `a table with too many columns shows them in groups that repeat the first`() {
    let columns = ["epoch"] + (1...6).map { "gate \($0)" }
    let table = Table(
      columns: columns,
      rows: [1, 2].map { row in (0..<7).map { "0.\(row)\($0)456" } }
    )
    #expect(
      table.text(width: 30) == """
        columns 1–3 of 7
          epoch   gate 1   gate 2
        ─────────────────────────
        0.10456  0.11456  0.12456
        0.20456  0.21456  0.22456

        columns 4–5 of 7
          epoch   gate 3   gate 4
        ─────────────────────────
        0.10456  0.13456  0.14456
        0.20456  0.23456  0.24456

        columns 6–7 of 7
          epoch   gate 5   gate 6
        ─────────────────────────
        0.10456  0.15456  0.16456
        0.20456  0.25456  0.26456
        """
    )
    #expect(table.text(width: 30, plain: true).contains("columns 6-7 of 7\n"))
    #expect(table.text(width: 16).contains("\n\ncolumn 7 of 7\n"))
  }

  @Test(arguments: [1, 3, 8, 20, 33, 60, 80, 200])
  func `no table loses a word or leaves its width`(width: Int) {
    let columns = (0..<12).map { "the column \($0)" }
    let words = (0..<12).map { "w\($0) some words of column\($0)" }
    let text = Table(columns: columns, rows: [words, words.reversed()]).text(
      width: width
    )
    for line in text.split(separator: "\n") { #expect(line.count <= width) }
    let letters = { (text: String) in text.filter { $0.isLetter || $0.isNumber } }
    let shown = letters(text)
    #expect(!text.contains("…"))
    if width >= 20 {
      for column in 0..<12 {
        #expect(shown.contains("w\(column)") || shown.contains("column\(column)"))
      }
    }
    // Every letter of every cell is there once, those of a repeated first column and of titles on top.
    #expect(shown.count >= letters((columns + words + words).joined()).count)
  }

  @Test func `histograms count every finite value once`() {
    guard case .bars(let bars)? = histogram([0, 0.1, 0.5, 1, .nan, 1], bins: 2).marks.first else {
      Issue.record("no bars")
      return
    }
    #expect(bars.values == [2, 3] && bars.starts == [0, 0.5] && bars.ends == [0.5, 1])
  }

  @Test func `bands run from the lowest to the highest run around the median`() {
    let marks = bandChart(["m": [[1, 5.0], [3, 1], [2, 9]]]).marks
    #expect(marks.count == 2)
    if case .band(let band) = marks[0] { #expect(band.low == [1, 1] && band.high == [3, 9]) }
    if case .line(let line) = marks[1] { #expect(line.y == [2, 5]) }
  }

  @Test func `confusion matrices count examples by true and predicted class`() {
    let chart = confusionMatrix(truth: [0, 1, 1], predictions: [0, 1, 0], classes: ["a", "b"])
    #expect(chart.firstCells?.rows == [[1, 0], [1, 1]])
  }

  @Test func `panels share the widest axes`() {
    let chart = smallMultiples([lineChart([0, 1]), lineChart([0, 10])])
    #expect(chart.panels[0].yAxis.upper == chart.panels[1].yAxis.upper)
    #expect((chart.panels[0].yAxis.upper ?? 0) >= 10)
  }

  @Test func `a layout puts every node after those that enter it, even with a circle`() {
    let names = (0..<30).map { "n\($0)" }
    var edges = (1..<30).map { Diagram.Edge("n\(($0 * 7) % $0)", "n\($0)") }
    edges.append(Diagram.Edge("n3", "n20"))
    let layout = LayeredLayout(Diagram(nodes: names.map { .init($0) }, edges: edges))
    for (index, edge) in edges.enumerated() {
      guard let from = names.firstIndex(of: edge.from), let to = names.firstIndex(of: edge.to)
      else {
        continue
      }
      #expect(layout.places[from].column < layout.places[to].column, "edge \(index)")
    }
    for first in names.indices {
      for second in names.indices where first < second {
        let (a, b) = (layout.places[first], layout.places[second])
        #expect(a.column != b.column || abs(a.row - b.row) > 0.99)
      }
    }
    let circle = Diagram(
      nodes: [.init("a"), .init("b")],
      edges: [.init("a", "b"), .init("b", "a")]
    )
    #expect(LayeredLayout(circle).places.map(\.column) == [0, 1])
  }
}
