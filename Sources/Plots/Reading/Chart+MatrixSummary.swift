extension Chart {
  /// How large a matrix is and where its extremes lie.
  func summary(of cells: Cells) -> String {
    if cells.isConfusionMatrix { return confusionSummary(cells) }
    let (rows, columns) = (cells.rows.count, cells.columnCount)
    var low: (row: Int, column: Int)?
    var high: (row: Int, column: Int)?
    var gaps = 0
    for row in 0..<rows {
      for column in 0..<columns {
        let value = cells[row, column]
        guard value.isFinite else {
          gaps += 1
          continue
        }
        if low.map({ value < cells[$0.row, $0.column] }) ?? true { low = (row, column) }
        if high.map({ value > cells[$0.row, $0.column] }) ?? true { high = (row, column) }
      }
    }
    let size =
      "\(rows) by \(columns) values"
      + (yAxis.label.isEmpty || xAxis.label.isEmpty ? "" : ", \(yAxis.label) by \(xAxis.label)")
    guard let low, let high else { return size + ", none of them finite." }
    let note = gaps > 0 ? " \(counted(gaps, "value")) cannot be drawn." : ""
    guard cells[low.row, low.column] < cells[high.row, high.column] else {
      return "\(size), all \(NumberFormat.short(cells[low.row, low.column]))." + note
    }
    return "\(size): from \(words(cells, row: low.row, column: low.column)) to "
      + "\(words(cells, row: high.row, column: high.column))." + note
  }

  private func confusionSummary(_ cells: Cells) -> String {
    var (total, right) = (0.0, 0.0)
    var worst: (row: Int, column: Int)?
    for row in cells.rows.indices {
      for (column, count) in cells.rows[row].enumerated() where count.isFinite {
        total += count
        if row == column {
          right += count
        } else if count > 0, worst.map({ count > cells[$0.row, $0.column] }) ?? true {
          worst = (row, column)
        }
      }
    }
    guard total > 0 else { return "There are no examples to show." }
    let share = NumberFormat.short(100 * right / total, digits: 3)
    let first =
      "\(NumberFormat.short(right)) of \(NumberFormat.short(total)) examples (\(share) %) are "
      + "classified correctly."
    guard let worst else { return first }
    return first + " Most often, \(yAxis.words(Double(worst.row))) is taken for "
      + "\(xAxis.words(Double(worst.column))): "
      + "\(NumberFormat.short(cells[worst.row, worst.column])) times."
  }

  /// The highest and the lowest of a row of bars.
  func summary(of bars: Bars) -> String {
    let finite = bars.values.indices.filter { bars.values[$0].isFinite }
    guard let high = finite.max(by: { bars.values[$0] < bars.values[$1] }),
      let low = finite.min(by: { bars.values[$0] < bars.values[$1] })
    else { return "There are no finite values to show." }
    if bars.countsIntervals {
      let total = finite.reduce(0) { $0 + bars.values[$1] }
      guard total > 0 else { return "There are no finite values to show." }
      return "\(NumberFormat.short(total)) values from \(xAxis.words(bars.starts[0])) to "
        + "\(xAxis.words(bars.ends[bars.ends.count - 1])); the fullest interval, from "
        + "\(xAxis.words(bars.starts[high])) to \(xAxis.words(bars.ends[high])), holds "
        + "\(NumberFormat.short(bars.values[high]))."
    }
    guard bars.values[low] < bars.values[high] else {
      return "\(counted(finite.count, "bar")), all \(yAxis.words(bars.values[high]))."
    }
    return "Of \(counted(finite.count, "bar")), \(category(bars, high)) is highest at "
      + "\(yAxis.words(bars.values[high])) and \(category(bars, low)) lowest at "
      + "\(yAxis.words(bars.values[low]))."
  }

  private func category(_ bars: Bars, _ index: Int) -> String {
    xAxis.words(((bars.starts[index] + bars.ends[index]) / 2).rounded())
  }

  /// The highest and the lowest of several rows of bars.
  func summary(of bars: [Bars]) -> String {
    bars.prefix(3).map { "\(subject($0.name)): \(summary(of: $0))" }.joined(separator: " ")
  }
}

extension Diagram {
  /// How many boxes there are, where arrows begin and where they end.
  var summary: String {
    let links = joined
    let entered = Set(links.map(\.edge.to))
    let left = Set(links.map(\.edge.from))
    let sources = nodes.filter { !entered.contains($0.id) && left.contains($0.id) }.map(\.label)
    let ends = nodes.filter { entered.contains($0.id) && !left.contains($0.id) }.map(\.label)
    let counts = "\(counted(nodes.count, "node")) and \(counted(links.count, "arrow"))"
    guard !sources.isEmpty, !ends.isEmpty else { return counts + "." }
    return "\(counts), from \(listed(sources)) to \(listed(ends))."
  }
}

/// The first few of some names: `a, b, c and 4 more`.
func listed(_ names: [String]) -> String {
  guard names.count > 1 else { return names.first ?? "" }
  if names.count <= 4 {
    return names.dropLast().joined(separator: ", ") + " and " + (names.last ?? "")
  }
  return names.prefix(3).joined(separator: ", ") + " and \(names.count - 3) more"
}

/// A number before what it counts.
func counted(_ count: Int, _ noun: String, plural: String? = nil) -> String {
  "\(count) " + (count == 1 ? noun : plural ?? noun + "s")
}
