extension Chart.Axis {
  /// A value of the axis in words: a category's name, a moment, or a number.
  func words(_ value: Double, digits: Int = 6) -> String {
    switch scale {
    case .time: return TimeFormat.full(value)
    case .categorical(let names):
      guard value == value.rounded(), value.magnitude < 1e9, names.indices.contains(Int(value))
      else { return NumberFormat.short(value, digits: digits) }
      return names[Int(value)]
    case .linear, .log: return NumberFormat.short(value, digits: digits)
    }
  }

  /// A value behind what it means: `epoch 20`.
  func named(_ value: Double, else name: String, digits: Int = 6) -> String {
    (label.isEmpty ? name : label) + " " + words(value, digits: digits)
  }
}

extension Chart {
  /// One point in words: `loss 0.25 at epoch 20`.
  func words(_ name: String, x: Double, y: Double) -> String {
    let subject = name.isEmpty ? (yAxis.label.isEmpty ? "y" : yAxis.label) : name
    return "\(subject) \(yAxis.words(y)) at \(xAxis.named(x, else: "x"))"
  }

  /// One bar in words.
  func words(_ bars: Bars, _ index: Int) -> String {
    let value = yAxis.words(bars.values[index])
    if bars.countsIntervals {
      let (start, end) = (xAxis.words(bars.starts[index]), xAxis.words(bars.ends[index]))
      return "\(value) from \(start) to \(end)"
    }
    let middle = ((bars.starts[index] + bars.ends[index]) / 2).rounded()
    let subject = bars.name.isEmpty || bars.name == yAxis.label ? "" : bars.name + ", "
    return "\(subject)\(xAxis.words(middle)): \(value)"
  }

  /// One place of a band in words: `loss from 0.1 to 0.3 at epoch 20`.
  func words(_ band: Band, _ index: Int) -> String {
    let place = xAxis.named(band.x[index], else: "x")
    return "\(subject(band.name)) from \(yAxis.words(band.low[index])) to "
      + "\(yAxis.words(band.high[index])) at \(place)"
  }

  /// One arrow in words: `from h1 0.5, h2 0 to h1 0.4, h2 0.1`.
  func words(_ arrows: Arrows, _ index: Int) -> String {
    func point(_ x: Double, _ y: Double) -> String {
      xAxis.named(x, else: "x", digits: 3) + ", " + yAxis.named(y, else: "y", digits: 3)
    }
    let (x, y) = (arrows.x[index], arrows.y[index])
    return "from \(point(x, y)) to \(point(x + arrows.dx[index], y + arrows.dy[index]))"
  }

  /// Several neighbouring cells in words, of which one value is told.
  func words(_ cells: Cells, rows: Range<Int>, columns: Range<Int>, value: Double) -> String {
    func span(_ axis: Axis, _ range: Range<Int>, _ name: String) -> String {
      let first = axis.named(Double(range.lowerBound), else: name)
      return range.count == 1 ? first : first + " to " + axis.words(Double(range.upperBound - 1))
    }
    return NumberFormat.short(value, digits: 4) + " at " + span(yAxis, rows, "row") + ", "
      + span(xAxis, columns, "column")
  }

  /// One cell in words: `0.5 at unit 3, time step 12`.
  func words(_ cells: Cells, row: Int, column: Int) -> String {
    NumberFormat.short(cells[row, column], digits: 4) + " at "
      + yAxis.named(Double(row), else: "row") + ", "
      + xAxis.named(Double(column), else: "column")
  }
}
