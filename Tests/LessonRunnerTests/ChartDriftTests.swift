import Plots
import Testing

@testable import LessonRunner

/// What is said of a chart that is not as recorded.
@Suite struct ChartDriftTests {
  private static func chart(_ marks: Chart.Mark..., title: String = "") -> Chart {
    Chart(title: title, marks: marks)
  }

  private static func line(_ old: Chart, _ new: Chart) -> String {
    ChartDrift(from: old, to: new).line
  }

  @Test("A series tells how many of its points differ, by how much at most, and where")
  func series() {
    let old = (0..<120).map { Double($0) }
    var new = old.map { $0 < 2 ? $0 : $0 + 0.001 }
    new[35] += 0.669
    #expect(
      Self.line(
        Self.chart(.line(.init("filter", y: old)), .line(.init("same", y: old))),
        Self.chart(.line(.init("filter", y: new)), .line(.init("same", y: old)))
      ) == "series 'filter': 118 of 120 differ, greatest 0.67 at x = 35"
    )
  }

  @Test("Numbers that are none any more, and lengths, are told")
  func odd() {
    let old = Self.chart(.points(.init("", x: [0.5, 1], y: [1, .nan])))
    #expect(
      Self.line(old, Self.chart(.points(.init("", x: [0.5, 1], y: [.infinity, .nan]))))
        == "series: 1 of 2 differ, greatest no number at x = 0.5"
    )
    #expect(
      Self.line(old, Self.chart(.points(.init("", y: [1, 2, 3]))))
        == "series: 3 points, recorded are 2"
    )
  }

  @Test("Every kind of mark says what is different in it")
  func kinds() {
    let bars = { Chart.Bars("n", starts: [0, 1], ends: [1, 2], values: [3, $0]) }
    let band = { Chart.Band("range", x: [7], low: [0], high: [$0]) }
    let cells = { Chart.Cells(rows: [[1, 2], [3, $0]]) }
    let arrows = { Chart.Arrows(x: [0], y: [0], dx: [1], dy: [$0]) }
    let old = Self.chart(
      .bars(bars(4)),
      .band(band(1)),
      .cells(cells(4)),
      .arrows(arrows(1)),
      .rule(.init(.horizontal, at: 1, label: "mean")),
      .label(.init("here", x: 1, y: 2))
    )
    let new = Self.chart(
      .bars(bars(5)),
      .band(band(1.5)),
      .cells(cells(4.25)),
      .arrows(arrows(2)),
      .rule(.init(.horizontal, at: 3, label: "mean")),
      .label(.init("there", x: 1, y: 2))
    )
    #expect(
      ChartDrift(from: old, to: new).clauses == [
        "bars 'n': 1 of 2 differ, greatest 1 at x = 1",
        "band 'range': 1 of 1 differ, greatest 0.5 at x = 7",
        "cells: 1 of 4 differ, greatest 0.25 in row 1, column 1",
        "arrows: 1 of 1 differ, greatest 1 at x = 0",
        "rule 'mean': 1 of 1 differ, greatest 2 of its place",
        "label 'there' instead of label 'here'",
      ]
    )
  }

  @Test("Titles, axes, layers, frames and panels are told; many clauses are cut")
  func parts() {
    let mark = Chart.Mark.line(.init("a", y: [1]))
    let other = Chart.Mark.line(.init("a", y: [2]))
    var (old, new) = (Self.chart(mark, title: "One"), Self.chart(mark, mark, title: "Two"))
    new.xAxis.lower = 3
    #expect(
      Self.line(old, new)
        == "its title is 'Two', recorded is 'One'; its axes changed; 2 layers, recorded are 1"
    )
    (old, new) = (Chart(), Chart())
    old.frames = (0..<6).map { .init("epoch \($0)", marks: [mark]) }
    new.frames = (0..<6).map { .init("epoch \($0)", marks: [other]) }
    let clause = { (number: Int) in
      "frame 'epoch \(number)', series 'a': 1 of 1 differ, greatest 1 at x = 0"
    }
    #expect(Self.line(old, new) == (0..<4).map(clause).joined(separator: "; ") + "; and 2 more")
    #expect(
      Self.line(Chart(panels: [Self.chart(mark)]), Chart(panels: [Self.chart(other)]))
        == "panel 1, series 'a': 1 of 1 differ, greatest 1 at x = 0"
    )
    #expect(Self.line(Self.chart(mark), Self.chart(mark)) == "its look changed")
  }
}
