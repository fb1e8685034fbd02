import Plots

/// Changes charts at random, the same way for the same seed: what a block that assigns to a chart's parts, or a
/// file that spells one, may make of it.
struct ChartMutator {
  private var state: UInt64

  init(seed: Int) { state = UInt64(seed) &* 0x9E37_79B9_7F4A_7C15 | 1 }

  private static let numbers: [Double] = [
    .nan, .infinity, -.infinity, 1e300, -1e300, 1e308, -1e308, .greatestFiniteMagnitude, 1e18,
    -1e18, 5e-324, -5e-324, 1e-300, 0, -0.0, 0.5, -1, 3, 9e15, 1e9, 1.0.nextUp,
  ]
  private static let counts = [0, -1, .max, .min, 1, 3, 1_000_000]
  private static let words = [
    "", "\u{1B}[31mred\u{7}", "日本語", "a\nb", String(repeating: "wide ", count: 600), "\u{202E}x",
    "\u{301}", "👩‍🔬",
  ]

  /// A chart with a few of its parts changed.
  mutating func mutated(_ chart: Chart) -> Chart {
    var chart = chart
    for _ in 0...next(below: 4) { change(&chart) }
    return chart
  }

  /// - Source: Marsaglia (2003), "Xorshift RNGs".
  private mutating func next(below count: Int) -> Int {
    state ^= state << 13
    state ^= state >> 7
    state ^= state << 17
    return Int(state % UInt64(max(1, count)))
  }

  private mutating func one<Value>(of values: [Value]) -> Value {
    values[next(below: values.count)]
  }

  private mutating func change(_ chart: inout Chart) {
    switch next(below: 12) {
    case 0: change(&chart.xAxis)
    case 1: change(&chart.yAxis)
    case 2: change(&chart.colours)
    case 3: chart.columns = one(of: Self.counts)
    case 4: chart.title = one(of: Self.words)
    case 5 where !chart.frames.isEmpty:
      let index = next(below: chart.frames.count)
      changeList(&chart.frames[index].marks) { $0.change(&$1) }
    case 6: changeList(&chart.panels) { $0.change(&$1) }
    case 7: changeList(&chart.frames) { $0.changeList(&$1.marks) { $0.change(&$1) } }
    case 8: chart.panels.append(chart)
    case 9: chart.frames.append(.init(one(of: Self.words), marks: chart.marks))
    default: changeList(&chart.marks) { $0.change(&$1) }
    }
  }

  /// Makes a list shorter or longer, or changes one of its elements.
  private mutating func changeList<Value>(
    _ list: inout [Value],
    _ change: (inout ChartMutator, inout Value) -> Void
  ) {
    guard let first = list.first else { return }
    switch next(below: 7) {
    case 0: list.removeFirst()
    case 1: list.removeLast(next(below: list.count) + 1)
    case 2: list.append(first)
    case 3: list = Array(repeating: first, count: 1 + next(below: 40))
    default: change(&self, &list[next(below: list.count)])
    }
  }

  private mutating func change(_ axis: inout Chart.Axis) {
    switch next(below: 5) {
    case 0: axis.label = one(of: Self.words)
    case 1: axis.lower = one(of: Self.numbers)
    case 2: axis.upper = one(of: Self.numbers)
    case 3: axis.isReversed.toggle()
    default:
      axis.scale = one(of: [
        .linear, .log, .time, .categorical([]), .categorical(["a"]), .categorical(Self.words),
      ])
    }
  }

  private mutating func change(_ scale: inout Chart.ColourScale) {
    switch next(below: 4) {
    case 0: scale.lower = one(of: Self.numbers)
    case 1: scale.upper = one(of: Self.numbers)
    case 2: scale.label = one(of: Self.words)
    default: scale.kind = one(of: [nil, .diverging, .sequential])
    }
  }

  private mutating func change(_ numbers: inout [Double]) {
    changeList(&numbers) { $1 = $0.one(of: Self.numbers) }
  }

  private mutating func change(_ mark: inout Chart.Mark) {
    switch mark {
    case .line(var series):
      change(&series)
      mark = one(of: [.line(series), .step(series), .points(series)])
    case .step(var series):
      change(&series)
      mark = .step(series)
    case .points(var series):
      change(&series)
      mark = .points(series)
    case .bars(var bars):
      change(&bars)
      mark = .bars(bars)
    case .band(var band):
      let part = one(of: [\Chart.Band.x, \.low, \.high])
      change(&band[keyPath: part])
      mark = .band(band)
    case .cells(var cells):
      change(&cells)
      mark = .cells(cells)
    case .arrows(var arrows):
      let part = one(of: [\Chart.Arrows.x, \.y, \.dx, \.dy])
      change(&arrows[keyPath: part])
      mark = .arrows(arrows)
    case .rule(var rule):
      rule.value = one(of: Self.numbers)
      mark = .rule(rule)
    case .label(var label):
      (label.x, label.y) = (one(of: Self.numbers), one(of: Self.numbers))
      label.text = one(of: Self.words)
      mark = .label(label)
    case .diagram(var diagram):
      change(&diagram)
      mark = .diagram(diagram)
    }
  }

  private mutating func change(_ series: inout Chart.Series) {
    switch next(below: 4) {
    case 0: change(&series.x)
    case 1: change(&series.y)
    case 2: series.originalCount = one(of: Self.counts)
    default: series.name = one(of: Self.words)
    }
  }

  private mutating func change(_ bars: inout Chart.Bars) {
    switch next(below: 5) {
    case 0: bars.baseline = one(of: Self.numbers)
    case 1: bars.countsIntervals.toggle()
    default:
      let part = one(of: [\Chart.Bars.starts, \.ends, \.values])
      change(&bars[keyPath: part])
    }
  }

  private mutating func change(_ cells: inout Chart.Cells) {
    switch next(below: 5) {
    case 0: changeList(&cells.rowNames) { $1 = $0.one(of: Self.words) }
    case 1: changeList(&cells.columnNames) { $1 = $0.one(of: Self.words) }
    case 2: cells.showsValues.toggle()
    case 3: cells.isConfusionMatrix.toggle()
    default: changeList(&cells.rows) { $0.change(&$1) }
    }
  }

  private mutating func change(_ diagram: inout Diagram) {
    guard next(below: 3) > 0 else {
      changeList(&diagram.edges) { $1.to = $1.from + ($0.next(below: 2) == 0 ? "" : "?") }
      return
    }
    changeList(&diagram.nodes) { mutator, node in
      switch mutator.next(below: 6) {
      case 0: node.column = mutator.one(of: Self.numbers)
      case 1: node.row = mutator.one(of: Self.numbers)
      case 2: node.label = mutator.one(of: Self.words)
      case 3: node.values += [mutator.one(of: Self.numbers)]
      case 4: mutator.change(&node.colours)
      default: node.shape = mutator.one(of: [.box, .circle, .plain])
      }
    }
  }
}
