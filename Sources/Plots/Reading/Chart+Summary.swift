extension Chart {
  /// What kind of figure this is and what it is about, for a title that the author left out.
  var kindOfFigure: String {
    if !panels.isEmpty { return "Small multiples" }
    if isDiagram { return "Diagram" }
    if let cells = firstCells { return cells.isConfusionMatrix ? "Confusion matrix" : "Heatmap" }
    let kind =
      switch marks.first ?? frames.first?.marks.first {
      case .points: "Scatter plot"
      case .bars(let bars): bars.countsIntervals ? "Histogram" : "Bar chart"
      case .arrows: "Arrow plot"
      case .step: "Step chart"
      default: "Line chart"
      }
    guard !yAxis.label.isEmpty else { return kind }
    return "\(kind) of \(yAxis.label)" + (xAxis.label.isEmpty ? "" : " by \(xAxis.label)")
  }

  /// One or two sentences that tell what the chart shows, computed from the data.
  public var summary: String { wellFormed.told }

  /// The summary of a chart that is well formed.
  var told: String {
    if !panels.isEmpty {
      let names = panels.map(\.title).filter { !$0.isEmpty }
      let list = names.isEmpty ? "" : " (" + listed(names) + ")"
      let first = panels.first.map { panel in
        (panel.title.isEmpty ? "First" : panel.title) + ": " + panel.told
      }
      return "\(counted(panels.count, "panel"))\(list). " + (first ?? "")
    }
    if !frames.isEmpty { return framesSummary }
    return sentence(marks)
  }

  private var framesSummary: String {
    guard let first = frames.first, let last = frames.last else { return "" }
    func told(_ frame: Frame) -> String {
      var chart = self
      chart.frames = []
      chart.marks += frame.marks
      return "At \(frame.label): " + chart.told
    }
    guard frames.count > 1 else { return told(first) }
    return "\(counted(frames.count, "frame")). \(told(first)) \(told(last))"
  }

  private func sentence(_ marks: [Mark]) -> String {
    for case .diagram(let diagram) in marks { return diagram.summary }
    if let cells = firstCells { return summary(of: cells) }
    for case .bars(let bars) in marks {
      let all = marks.compactMap { if case .bars(let bars) = $0 { bars } else { nil } }
      return all.count > 1 ? summary(of: all) : summary(of: bars)
    }
    let series = marks.compactMap { mark -> Series? in
      switch mark {
      case .line(let series), .step(let series): series
      default: nil
      }
    }
    if !series.isEmpty { return summary(of: series) }
    let points = marks.compactMap { if case .points(let points) = $0 { points } else { nil } }
    if !points.isEmpty { return summary(ofPoints: points) }
    for case .band(let band) in marks {
      let widths = zip(band.low, band.high).map { $1 - $0 }.filter(\.isFinite)
      guard let least = widths.min(), let most = widths.max() else { break }
      return "\(subject(band.name)) is a band between \(NumberFormat.short(least)) and "
        + "\(NumberFormat.short(most)) wide."
    }
    for case .arrows(let arrows) in marks { return summary(of: arrows) }
    return "There are no data to show."
  }

  private func summary(of series: [Series]) -> String {
    let trends = series.compactMap { Trend($0, in: self) }
    guard !trends.isEmpty else { return "There are no finite values to show." }
    let gaps = trends.reduce(0) { $0 + $1.gapCount }
    let note = gaps > 0 ? " \(counted(gaps, "value")) cannot be drawn." : ""
    if trends.count <= 3 {
      return trends.map { $0.clause(subject($0.series.name)) }.joined(separator: "; ") + "." + note
    }
    let ends = trends.map { ($0.series.name, $0.last) }
    let (low, high) = (ends.min { $0.1 < $1.1 } ?? ends[0], ends.max { $0.1 < $1.1 } ?? ends[0])
    return "\(counted(trends.count, "series", plural: "series")) of \(subject("")); at the end "
      + "\(high.0) is highest at \(yAxis.words(high.1)) and \(low.0) lowest at "
      + "\(yAxis.words(low.1))." + note
  }

  private func summary(ofPoints points: [Series]) -> String {
    let extents = ChartExtents(points.map { .points($0) })
    guard !extents.x.isEmpty else { return "There are no finite values to show." }
    let count = points.reduce(0) { $0 + $1.originalCount }
    return "\(counted(count, "point")), \(xAxis.label.isEmpty ? "x" : xAxis.label) from "
      + "\(xAxis.words(extents.x.lower)) to \(xAxis.words(extents.x.upper)), \(subject("")) from "
      + "\(yAxis.words(extents.y.lower)) to \(yAxis.words(extents.y.upper))."
  }

  private func summary(of arrows: Arrows) -> String {
    let lengths = arrows.x.indices.map {
      (arrows.dx[$0] * arrows.dx[$0] + arrows.dy[$0] * arrows.dy[$0]).squareRoot()
    }
    guard let longest = lengths.indices.max(by: { lengths[$0] < lengths[$1] }) else {
      return "There are no arrows to show."
    }
    return "\(counted(arrows.x.count, "arrow")), the longest at "
      + "\(xAxis.named(arrows.x[longest], else: "x")), "
      + "\(yAxis.named(arrows.y[longest], else: "y"))."
  }

  /// What a series is called in a sentence.
  func subject(_ name: String) -> String {
    name.isEmpty ? (yAxis.label.isEmpty ? "the value" : yAxis.label) : name
  }
}
