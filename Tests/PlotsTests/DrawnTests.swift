import Plots
import Testing

@Suite("However much a chart holds")
struct DrawnTests {
  private static func line(_ count: Int, _ name: String = "a") -> Chart.Mark {
    let y = (0..<count).map { $0 == count / 3 ? 1e3 : Double($0 % 17) }
    return .line(Chart.Series(name, x: y.indices.map(Double.init), y: y))
  }

  private static let heavy: [(String, Chart)] = [
    ("200 of 1500 marks", Chart(marks: (0..<1500).map { line(500, "s\($0)") })),
    ("400 of 3000 frames", Chart(frames: (0..<3000).map { .init("\($0)", marks: [line(300)]) })),
    ("of 40000 arrows", Chart(marks: [arrows(40_000)])),
    ("neighbouring bars as one", Chart(marks: [bars(400_000)])),
    ("60 of 200 panels", Chart(panels: (0..<200).map { _ in Chart(marks: [line(4000)]) })),
    ("of 300000 points", Chart(marks: [points(300_000)])),
    ("", Chart(marks: [line(500_000)])),
    ("", Chart(marks: [band(500_000)])),
  ]

  private static func arrows(_ count: Int) -> Chart.Mark {
    let x = (0..<count).map { Double($0 % 200) }
    return .arrows(Chart.Arrows("a", x: x, y: x.reversed(), dx: x, dy: x))
  }

  private static func bars(_ count: Int) -> Chart.Mark {
    let starts = (0..<count).map(Double.init)
    let values = (0..<count).map { $0 == 777 ? -50.0 : Double($0 % 7) }
    return .bars(Chart.Bars("a", starts: starts, ends: starts.map { $0 + 1 }, values: values))
  }

  private static func band(_ count: Int) -> Chart.Mark {
    let low = (0..<count).map { Double($0 % 13) }
    return .band(Chart.Band("a", low: low, high: low.map { $0 + 1 }))
  }

  private static func points(_ count: Int) -> Chart.Mark {
    let x = (0..<count).map { Double(($0 &* 7919) % 10_007) }
    return .points(Chart.Series("a", x: x, y: x.reversed()))
  }

  @Test("its drawing weighs less than 4 MB and says what is left out", arguments: heavy.indices)
  func weight(index: Int) {
    let (omission, chart) = Self.heavy[index]
    for svg in [chart.svg(id: "a"), chart.scrubberSVG(id: "b") ?? ""] {
      #expect(svg.utf8.count < 4_000_000)
      #expect(svg.isEmpty || omission.isEmpty || svg.contains(omission), "\(omission)")
      #expect(!omission.isEmpty || !svg.contains("Drawn:"))
    }
    #expect(chart.drawn.frameLabels.count == min(400, chart.frames.count))
  }

  @Test("its extremes are drawn")
  func extremes() {
    for chart in [Chart(marks: [Self.line(500_000)]), Chart(marks: [Self.bars(400_000)])] {
      switch chart.drawn.marks[0] {
      case .line(let series): #expect(series.y.max() == 1e3 && series.y.min() == 0)
      case .bars(let bars): #expect(bars.values.min() == -50 && bars.values.max() == 6)
      default: Issue.record("another mark")
      }
    }
  }

  @Test("what is light is drawn as it is")
  func light() {
    let chart = Chart(marks: [Self.line(900), Self.bars(50), Self.band(50), Self.arrows(50)])
    #expect(chart.drawn == chart)
  }
}
