import Testing

@testable import Plots

@Suite struct ScaleTests {
  @Test(arguments: [
    (0.0, "0"), (-0.0, "0"), (1, "1"), (0.1, "0.1"), (1234.5678, "1234.57"), (1e-7, "1e-07"),
    (123_456_789, "123456789"), (1e20, "1e+20"), (0.0001, "0.0001"), (0.00001234, "1.234e-05"),
    (9.9999999, "10"), (.nan, "nan"), (-.nan, "nan"), (.infinity, "inf"), (-.infinity, "-inf"),
    (-2.5, "-2.5"), (Double(Float(0.1)), "0.1"), (5e-324, "5e-324"), (999_999.5, "1e+06"),
    (0.000999999999, "0.001"),
  ])
  func `numbers have at most six significant digits`(value: Double, text: String) {
    #expect(NumberFormat.short(value) == text)
  }

  @Test(arguments: [
    (1.005, 1, "1.0"), (0.96, 1, "1.0"), (-0.04, 1, "0.0"), (2, 0, "2"), (2.5, 0, "3"),
    (1234.567, 2, "1234.57"), (0.0004, 3, "0.000"), (0.0006, 3, "0.001"), (1e-9, 2, "0.00"),
  ])
  func `fixed decimals are rounded`(value: Double, decimals: Int, text: String) {
    #expect(NumberFormat.fixed(value, decimals: decimals) == text)
  }

  private func ticks(
    _ lower: Double,
    _ upper: Double,
    _ scale: Chart.Scale = .linear,
    about count: Int = 5
  ) -> [String] {
    var extent = Extent()
    extent.include([lower, upper, (lower + upper) / 2])
    return PositionScale(Chart.Axis(scale: scale), extent: extent, padding: 0)
      .ticks(about: count).map(\.label)
  }

  @Test func `ticks are round and evenly labelled`() {
    #expect(ticks(0, 1) == ["0.0", "0.2", "0.4", "0.6", "0.8", "1.0"])
    #expect(ticks(-3, 7) == ["-2", "0", "2", "4", "6"])
    #expect(ticks(0, 3) == ["0.0", "0.5", "1.0", "1.5", "2.0", "2.5", "3.0"])
    #expect(ticks(0, 2, about: 10) == ["0", "1", "2"])
    #expect(ticks(1e-9, 5e-9) == ["1e-9", "2e-9", "3e-9", "4e-9", "5e-9"])
    #expect(ticks(0.001, 1000, .log) == ["0.01", "1", "100"])
    #expect(ticks(1, 100, .log) == ["1", "2", "5", "10", "20", "50", "100"])
    #expect(ticks(0, 4, .categorical(["a", "b"])) == ["a", "b"])
  }

  @Test func `time has ticks at whole days, hours and months`() {
    let day = 86_400.0
    #expect(
      ticks(0, 3 * day, .time, about: 3) == [
        "1970-01-01", "1970-01-02", "1970-01-03", "1970-01-04",
      ]
    )
    #expect(ticks(0, 7200, .time, about: 4) == ["1970-01-01", "00:30", "01:00", "01:30", "02:00"])
    #expect(ticks(0, 360 * day, .time, about: 4) == ["1970-01", "1970-04", "1970-07", "1970-10"])
    #expect(
      ticks(0, 3652 * day, .time, about: 5) == ["1970", "1972", "1974", "1976", "1978", "1980"]
    )
  }

  @Test(arguments: [1, 2, 3, 7, 60])
  func `rows and columns of cells have whole numbers only`(count: Int) {
    let chart = heatmap([[Double]](repeating: [Double](repeating: 1, count: count), count: count))
    let layout = PlotLayout(chart, width: 540, header: 0)
    for ticks in [layout.xTicks, layout.yTicks] {
      #expect(ticks.allSatisfy { $0.value == $0.value.rounded() && $0.label == "\(Int($0.value))" })
      #expect(ticks.first?.value == 0)
    }
    let pitch = layout.innerHeight / Double(count)
    for (tick, next) in zip(layout.yTicks, layout.yTicks.dropFirst()) {
      #expect((next.value - tick.value) * pitch >= 12)
    }
  }

  @Test(arguments: [
    ("-5", "−5"), ("1e-16", "10⁻¹⁶"), ("2e-06", "2·10⁻⁶"), ("-1.5e+20", "−1.5·10²⁰"),
    ("0.5", "0.5"),
    ("nan", "nan"),
  ])
  func `numbers are printed with a minus sign and powers of ten`(number: String, printed: String) {
    #expect(NumberFormat.typeset(number) == printed)
  }

  @Test func `a range of minutes tells its day beside the axis`() {
    let start = 1_700_000_000.0
    func chart(_ step: Double) -> Chart {
      let times = (0..<12).map { start + Double($0) * step }
      return lineChart(times.map { $0 - start }, x: "time", y: "load", at: times, xScale: .time)
    }
    #expect(chart(60).svg(id: "t").contains(">time, 2023-11-14<"))
    #expect(chart(60).text(width: 60, colour: false, plain: true).contains("time, 2023-11-14"))
    #expect(!chart(86_400).svg(id: "t").contains(">time, "))
    #expect(ticks(-2, 2, .time, about: 4).contains("1970-01-01"))
  }

  @Test(arguments: [540.0, 300])
  func `words below an axis stay in the drawing and apart`(width: Double) throws {
    let days = (0..<5).map { 1_699_920_000 + Double($0) * 86_400 }
    let svg = lineChart([1, 2, 3, 4, 5], at: days, xScale: .time).svg(id: "t", width: width)
    let middles = svg.matches(of: /<text x="([0-9.]+)"[^>]*>2023-11-[0-9]+</).map {
      Double($0.1) ?? -1
    }
    let half = estimatedWidth("2023-11-14", fontSize: PlotLayout.fontSize) / 2
    let (first, last) = try (#require(middles.first), #require(middles.last))
    #expect(first >= half && last <= width - half)
    #expect(zip(middles, middles.dropFirst()).allSatisfy { $1 - $0 >= 2 * half - 0.2 })
  }

  @Test(arguments: [
    (0, 1970, 1, 1), (11_016, 2000, 2, 29), (-1, 1969, 12, 31), (19_782, 2024, 2, 29),
    (-719_468, 0, 3, 1),
  ])
  func `days since 1970 are days of the calendar`(days: Int, year: Int, month: Int, day: Int) {
    let calendar = CalendarDay(year: year, month: month, day: day)
    #expect(CalendarDay(daysSince1970: days) == calendar)
    #expect(calendar.daysSince1970 == days)
  }

  @Test(arguments: [Chart.Scale.linear, .log])
  func `ticks lie within the axis and shares within it run from 0 to 1`(scale: Chart.Scale) {
    var state: UInt64 = 1
    for _ in 0..<500 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      let exponent = Double(Int(state >> 33) % 40 - 20)
      let low = Double(state >> 40) * 1e-6 + 1
      var extent = Extent()
      extent.include([low, low + Double(sign: .plus, exponent: Int(exponent), significand: 1)])
      let axis = PositionScale(Chart.Axis(scale: scale), extent: extent, padding: 0.05)
      let ticks = axis.ticks(about: 6)
      #expect(ticks.count <= 14)
      for tick in ticks {
        let share = axis.share(tick.value)
        #expect(share.map { $0 > -1e-6 && $0 < 1 + 1e-6 } ?? false)
      }
      #expect(Set(ticks.map(\.label)).count == ticks.count)
    }
  }

  @Test func `a million points keep extremes, ends and gaps`() throws {
    var values = (0..<1_000_000).map { Double(($0 * 7919) % 1000) / 1000 }
    values[345_678] = 9
    values[123_457] = -9
    values[700_001] = .nan
    let chart = lineChart(values)
    guard case .line(let series)? = chart.marks.first else {
      Issue.record("no line")
      return
    }
    #expect(series.y.count <= 4000 && series.originalCount == 1_000_000)
    #expect(series.y.contains(9) && series.y.contains(-9) && series.y.contains { $0.isNaN })
    #expect(series.y.first == values.first && series.x.last == 999_999)
    #expect(chart.summary.contains("9 at x 345678") && chart.summary.contains("-9 at x 123457"))
    #expect(chart.svg(id: "m").utf8.count < 60_000)
    #expect(chart.table.rows.count <= 401 && chart.table.caption.contains("of 1000000 points"))
    #expect(
      chart.table.rows.contains { $0.last == "9" } && chart.table.rows.contains { $0.last == "-9" }
    )
  }

  @Test func `scattered points are thinned on a grid, the outermost kept`() {
    let x = (0..<50_000).map { Double(($0 * 7919) % 10_007) }
    let y = (0..<50_000).map { $0 == 4321 ? 1e4 : Double(($0 * 104_729) % 997) }
    guard case .points(let series)? = scatterChart(["p": (x: x, y: y)]).marks.first else {
      Issue.record("no points")
      return
    }
    #expect(series.y.count < 20_000 && series.y.contains(1e4) && series.x.min() == x.min())
  }

  @Test func `pooled cells keep the value farthest from the middle`() {
    let cells = Chart.Cells(rows: [[0, 0, -5, 1], [0, 2, 0, 0]])
    let pooled = cells.pooled(rows: 1, columns: 2, around: 0)
    #expect(pooled.matrix.rows == [[2, -5]])
    #expect(pooled.rowFactor == 2 && pooled.columnFactor == 2)
  }

  @Test func `colours are symmetric about zero when values have both signs`() {
    let range = ColourRange(Chart.ColourScale(), values: [-1, 4])
    #expect(range.kind == .diverging && range.lower == -4 && range.level(0) == 16)
    #expect(range.level(.nan) == nil && range.level(99) == 32)
    #expect(ColourRange(Chart.ColourScale(), values: [1, 4]).kind == .sequential)
  }

  @Test func `series have a contrast of 3 to 1 on white and on near black`() {
    func luminance(_ hex: String) -> Double {
      let value = Int(hex.dropFirst(), radix: 16) ?? 0
      let parts = [16, 8, 0].map { shift -> Double in
        let share = Double((value >> shift) & 255) / 255
        guard share > 0.04045 else { return share / 12.92 }
        // x^2.4 by repeated square roots would be no clearer; 2.4 = 12/5, so x^12 = y^5.
        var low = 0.0
        var high = 1.0
        let base = (share + 0.055) / 1.055
        let power = (0..<12).reduce(1.0) { product, _ in product * base }
        for _ in 0..<60 {
          let middle = (low + high) / 2
          if (0..<5).reduce(1.0, { product, _ in product * middle }) < power {
            low = middle
          } else {
            high = middle
          }
        }
        return low
      }
      return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]
    }
    for colour in Palette.series {
      #expect(1.05 / (luminance(colour) + 0.05) >= 3, "\(colour) on white")
      #expect((luminance(colour) + 0.05) / (luminance("#14161a") + 0.05) >= 3, "\(colour) on dark")
    }
    for colour in Palette.darkSeries {
      #expect((luminance(colour) + 0.05) / (luminance("#14161a") + 0.05) >= 4.5)
    }
    let levels = (0..<33).map { luminance(Palette.hex(.sequential, level: $0)) }
    #expect(zip(levels, levels.dropFirst()).allSatisfy(<))
  }
}
