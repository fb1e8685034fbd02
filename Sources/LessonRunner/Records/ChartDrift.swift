import Foundation
import Plots

/// Says in a line or a few how a chart differs from the recorded one.
struct ChartDrift {
  /// Clauses such as `series 'filter': 118 of 120 differ, greatest 0.67 at x = 35`.
  private(set) var clauses: [String] = []

  /// Numbers that agree are the same in both.
  init(from recorded: Chart, to new: Chart) {
    compare(recorded, new, in: "")
    if clauses.isEmpty { clauses = ["its look changed"] }
  }

  /// All of it on one line, as many clauses as are read.
  var line: String {
    let longest = 4
    let left = clauses.count - longest
    return clauses.prefix(longest).joined(separator: "; ") + (left > 0 ? "; and \(left) more" : "")
  }

  private mutating func compare(_ recorded: Chart, _ new: Chart, in place: String) {
    if new.title != recorded.title {
      clauses.append("\(place)its title is '\(new.title)', recorded is '\(recorded.title)'")
    }
    if new.xAxis != recorded.xAxis || new.yAxis != recorded.yAxis {
      clauses.append("\(place)its axes changed")
    }
    compare(recorded.marks, new.marks, in: place)
    if counts("frames", recorded.frames.count, new.frames.count, in: place) {
      for (old, frame) in zip(recorded.frames, new.frames) {
        compare(old.marks, frame.marks, in: "\(place)frame '\(frame.label)', ")
      }
    }
    if counts("panels", recorded.panels.count, new.panels.count, in: place) {
      for (number, (old, panel)) in zip(recorded.panels, new.panels).enumerated() {
        compare(old, panel, in: "\(place)panel \(number + 1), ")
      }
    }
  }

  /// Whether there are as many as recorded.
  private mutating func counts(
    _ things: String,
    _ recorded: Int,
    _ new: Int,
    in place: String
  ) -> Bool {
    if new != recorded { clauses.append("\(place)\(new) \(things), recorded are \(recorded)") }
    return new == recorded
  }

  private mutating func compare(
    _ recorded: [Chart.Mark],
    _ new: [Chart.Mark],
    in place: String
  ) {
    guard counts("layers", recorded.count, new.count, in: place) else { return }
    for (old, mark) in zip(recorded, new) where old != mark {
      let (before, after) = (MarkNumbers(old), MarkNumbers(mark))
      guard before.name == after.name else {
        clauses.append("\(place)\(after.name) instead of \(before.name)")
        continue
      }
      guard let clause = after.difference(from: before) else { continue }
      clauses.append("\(place)\(after.name): \(clause)")
    }
  }
}

/// The numbers of a mark, with the places where they stand.
private struct MarkNumbers {
  /// What the mark is called: `series 'loss'`.
  var name: String
  /// Each number or group of numbers, and its place in words.
  var entries: [(place: String, numbers: [Double])] = []

  init(_ mark: Chart.Mark) {
    switch mark {
    case .line(let series), .step(let series), .points(let series):
      name = Self.named("series", series.name)
      entries = zip(series.x, series.y).map { (Self.at($0), [$0, $1]) }
    case .bars(let bars):
      name = Self.named("bars", bars.name)
      entries = bars.values.indices.map {
        (Self.at(bars.starts[$0]), [bars.starts[$0], bars.ends[$0], bars.values[$0]])
      }
    case .band(let band):
      name = Self.named("band", band.name)
      entries = band.x.indices.map {
        (Self.at(band.x[$0]), [band.x[$0], band.low[$0], band.high[$0]])
      }
    case .cells(let cells):
      name = "cells"
      entries = cells.rows.enumerated().flatMap { row, values in
        values.enumerated().map { ("in row \(row), column \($0)", [$1]) }
      }
    case .arrows(let arrows):
      name = Self.named("arrows", arrows.name)
      entries = arrows.x.indices.map {
        (Self.at(arrows.x[$0]), [arrows.x[$0], arrows.y[$0], arrows.dx[$0], arrows.dy[$0]])
      }
    case .rule(let rule):
      name = Self.named("rule", rule.label)
      entries = [("of its place", [rule.value])]
    case .label(let label):
      name = Self.named("label", label.text)
      entries = [(Self.at(label.x), [label.x, label.y])]
    case .diagram: name = "diagram"
    }
  }

  /// `118 of 120 differ, greatest 0.67 at x = 35`; nil if it is all the same.
  func difference(from recorded: MarkNumbers) -> String? {
    guard entries.count == recorded.entries.count else {
      return
        "\(entries.count) \(entries.count == 1 ? "point" : "points"), recorded are \(recorded.entries.count)"
    }
    var count = 0
    var greatest: (size: Double, place: String)?
    for (old, new) in zip(recorded.entries, entries) {
      let sizes = zip(old.numbers, new.numbers).compactMap(Self.distance)
      guard let size = sizes.max() else { continue }
      count += 1
      if size > greatest?.size ?? -1 { greatest = (size, new.place) }
    }
    guard let greatest else { return "it changed" }
    let size = greatest.size.isFinite ? Self.short(greatest.size, digits: 2) : "no number"
    return "\(count) of \(entries.count) differ, greatest \(size) \(greatest.place)"
  }

  /// How far two numbers are apart; nil if they are the same, infinite if one is no number.
  private static func distance(_ old: Double, _ new: Double) -> Double? {
    if old == new || old.isNaN && new.isNaN { return nil }
    return old.isFinite && new.isFinite ? (new - old).magnitude : .infinity
  }

  private static func named(_ kind: String, _ name: String) -> String {
    name.isEmpty ? kind : "\(kind) '\(name)'"
  }

  private static func at(_ x: Double) -> String { "at x = \(short(x, digits: 6))" }

  private static func short(_ number: Double, digits: Int) -> String {
    String(format: "%.\(digits)g", number)
  }
}
