extension Chart {
  /// Marks, frames and panels that a drawing has at most, and points that all its marks have together.
  private static let (mostMarks, mostFrames, mostPanels, mostPoints) = (200, 400, 60, 60_000)
  /// Points that a mark has in any case.
  private static let fewestPoints = 40

  /// The chart as it is drawn: of what nobody could tell apart only as much as keeps its shape, so that no drawing is
  /// heavier than some megabytes.
  public var drawn: Chart { bounded().chart }

  /// The chart as it is drawn, and what is left out of it, in a sentence.
  func bounded() -> (chart: Chart, omissions: String) {
    var chart = self
    var notes: [String] = []
    chart.panels = Self.spread(panels, to: Self.mostPanels, "panels", &notes)
    chart.frames = Self.spread(frames, to: Self.mostFrames, "frames", &notes)
    chart.marks = Self.spread(marks, to: Self.mostMarks, "marks", &notes)
    let room = Self.mostPoints / max(1, panels.count)
    let longest = chart.frames.map(\.marks.count).max() ?? 0
    let perFrame = max(1, Self.mostMarks * 4 / max(1, chart.frames.count))
    if longest > perFrame { notes.append("\(perFrame) of \(longest) marks of a frame") }
    for index in chart.frames.indices {
      var unused: [String] = []
      let marks = chart.frames[index].marks
      chart.frames[index].marks = Self.spread(marks, to: perFrame, "", &unused)
    }
    let count = chart.marks.count + chart.frames.reduce(0) { $0 + $1.marks.count }
    let share = max(Self.fewestPoints, room / max(1, count))
    chart.marks = chart.marks.map { $0.thinned(to: share, &notes) }
    for index in chart.frames.indices {
      chart.frames[index].marks = chart.frames[index].marks.map { $0.thinned(to: share, &notes) }
    }
    for index in chart.panels.indices {
      let (panel, omissions) = chart.panels[index].bounded()
      chart.panels[index] = panel
      if !omissions.isEmpty { notes.append("parts of the panels") }
    }
    let all = notes.reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }
    return (chart, all.isEmpty ? "" : "Drawn: " + all.joined(separator: ", "))
  }

  /// At most so many elements of a list, the first and the last among them.
  private static func spread<Element>(
    _ list: [Element],
    to limit: Int,
    _ name: String,
    _ notes: inout [String]
  ) -> [Element] {
    guard list.count > limit else { return list }
    notes.append("\(limit) of \(list.count) \(name)")
    guard limit > 1 else { return Array(list.prefix(limit)) }
    return (0..<limit).map { list[$0 * (list.count - 1) / (limit - 1)] }
  }
}

extension Chart.Mark {
  /// The mark in about so many points, its extremes among them.
  ///
  /// - Parameter notes: takes what cannot be seen of what remains.
  fileprivate func thinned(to limit: Int, _ notes: inout [String]) -> Chart.Mark {
    switch self {
    case .line(let series): return .line(series.thinned(to: limit))
    case .step(let series): return .step(series.thinned(to: limit))
    case .points(let series):
      let cells = max(4, Int(Double(limit).squareRoot()))
      let thinned = series.thinnedOnGrid(to: limit, cells: cells)
      if thinned.y.count < series.y.count {
        notes.append("\(thinned.y.count) of \(series.y.count) points")
      }
      return .points(thinned)
    case .bars(let bars) where bars.values.count > limit:
      notes.append("neighbouring bars as one, the tallest")
      return .bars(bars.pooled(to: limit))
    case .band(let band) where band.x.count > limit: return .band(band.pooled(to: limit))
    // An arrow is drawn in four strokes.
    case .arrows(let arrows) where arrows.x.count > limit / 4:
      let most = limit / 4
      let kept = (0..<most).map { $0 * (arrows.x.count - 1) / max(1, most - 1) }
      notes.append("\(most) of \(arrows.x.count) arrows")
      return .arrows(
        Chart.Arrows(
          arrows.name,
          x: kept.map { arrows.x[$0] },
          y: kept.map { arrows.y[$0] },
          dx: kept.map { arrows.dx[$0] },
          dy: kept.map { arrows.dy[$0] }
        )
      )
    case .bars, .band, .arrows, .cells, .rule, .label, .diagram: return self
    }
  }
}

/// The stretches of neighbours that a list of so many is pooled into.
private func stretches(of count: Int, to limit: Int) -> [Range<Int>] {
  (0..<limit).map { ($0 * count / limit)..<(($0 + 1) * count / limit) }.filter { !$0.isEmpty }
}

extension Chart.Bars {
  /// Neighbours as one bar, as tall as the one of them that reaches farthest.
  fileprivate func pooled(to limit: Int) -> Chart.Bars {
    let ranges = stretches(of: values.count, to: limit)
    return Chart.Bars(
      name,
      starts: ranges.map { starts[$0].min() ?? 0 },
      ends: ranges.map { ends[$0].max() ?? 0 },
      values: ranges.map { range in
        values[range].max { distance($0) < distance($1) } ?? 0
      },
      baseline: baseline,
      countsIntervals: countsIntervals
    )
  }

  private func distance(_ value: Double) -> Double {
    value.isFinite ? (value - baseline).magnitude : -1
  }
}

extension Chart.Band {
  /// Neighbours as one place, from their lowest to their highest; a gap stays one.
  fileprivate func pooled(to limit: Int) -> Chart.Band {
    let ranges = stretches(of: x.count, to: limit)
    func isGap(_ range: Range<Int>) -> Bool { range.contains { !(low[$0] + high[$0]).isFinite } }
    return Chart.Band(
      name,
      x: ranges.map { x[$0.lowerBound] },
      low: ranges.map { isGap($0) ? .nan : low[$0].min() ?? .nan },
      high: ranges.map { isGap($0) ? .nan : high[$0].max() ?? .nan }
    )
  }
}
