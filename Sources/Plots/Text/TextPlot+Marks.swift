extension TextPlot {
  /// The place of a value in dots.
  func place(_ xValue: Double, _ yValue: Double) -> (x: Int, y: Int)? {
    guard let across = x.share(xValue), let up = y.share(yValue) else { return nil }
    return (
      Int((across * Double(canvas.width - 1)).rounded()),
      Int(((1 - up) * Double(canvas.height - 1)).rounded())
    )
  }

  /// What bars of a slot are filled with.
  func fill(_ slot: Int) -> Character {
    let glyphs: [Character] =
      style.isPlain
      ? ["#", "=", ":", "%"] : style.usesColour ? ["█"] : ["█", "░", "▓", "▒"]
    return glyphs[slot % glyphs.count]
  }

  /// Draws one mark.
  mutating func draw(_ mark: Chart.Mark) {
    switch mark {
    case .line(let series): draw(series, isStepped: false, isJoined: true)
    case .step(let series): draw(series, isStepped: true, isJoined: true)
    case .points(let series): draw(series, isStepped: false, isJoined: false)
    case .bars(let bars): draw(bars)
    case .band(let band): draw(band)
    case .arrows(let arrows): draw(arrows)
    case .rule(let rule): draw(rule)
    case .label(let label): draw(label)
    case .cells, .diagram: break
    }
  }

  private mutating func draw(_ series: Chart.Series, isStepped: Bool, isJoined: Bool) {
    let slot = slots[series.name]
    var previous: (x: Int, y: Int)?
    var nextLetter = canvas.columns / 12 + slot * 3
    for (xValue, yValue) in zip(series.x, series.y) {
      let point = place(xValue, yValue)
      defer { previous = point }
      guard let point else { continue }
      if let previous, isJoined {
        let corner = isStepped ? (x: point.x, y: previous.y) : previous
        if isStepped { canvas.line(previous, corner, slot: slot) }
        canvas.line(corner, point, slot: slot)
      } else {
        canvas.dot(point.x, point.y, slot: slot)
      }
      let column = point.x / canvas.density.across
      if usesLetters, column >= nextLetter || (!isJoined && series.x.count < 200) {
        canvas.glyph(
          letter(slot),
          column: column,
          row: point.y / canvas.density.up,
          slot: slot
        )
        nextLetter = column + max(6, canvas.columns / 5)
      }
    }
  }

  private mutating func draw(_ bars: Chart.Bars) {
    let slot = slots[bars.name]
    let glyph = fill(slot)
    let eighths: [Character] = ["▁", "▂", "▃", "▄", "▅", "▆", "▇"]
    for index in bars.values.indices {
      guard let start = x.share(bars.starts[index]), let end = x.share(bars.ends[index]),
        let top = y.share(bars.values[index])
      else { continue }
      let base = y.share(bars.baseline) ?? 0
      let (low, high) = (min(base, top) * Double(canvas.rows), max(base, top) * Double(canvas.rows))
      let first = Int((start * Double(canvas.columns)).rounded())
      let last = max(first, Int((end * Double(canvas.columns)).rounded()) - 1)
      for row in 0..<canvas.rows {
        // From the bottom: how much of this row the bar covers.
        let floor = Double(canvas.rows - 1 - row)
        let covered = min(high, floor + 1) - max(low, floor)
        guard covered > 0.06 else { continue }
        let isTop = high < floor + 1 && low <= floor
        let share = Int((covered * 8).rounded())
        let isWhole = style.isPlain || !isTop || share >= 8 || glyph != "█"
        for column in first...last where covered >= 0.5 || !isWhole {
          canvas.glyph(
            isWhole ? glyph : eighths[max(1, share) - 1],
            column: column,
            row: row,
            slot: slot
          )
        }
      }
    }
  }

  private mutating func draw(_ band: Chart.Band) {
    let slot = slots[band.name]
    for index in band.x.indices.dropLast() {
      guard let from = place(band.x[index], band.low[index]),
        let fromHigh = place(band.x[index], band.high[index]),
        let to = place(band.x[index + 1], band.low[index + 1]),
        let toHigh = place(band.x[index + 1], band.high[index + 1])
      else { continue }
      let (first, last) = (max(0, min(from.x, to.x)), min(canvas.width - 1, max(from.x, to.x)))
      guard first <= last else { continue }
      for x in first...last {
        let share = to.x == from.x ? 0 : Double(x - from.x) / Double(to.x - from.x)
        let low = Double(from.y) + share * Double(to.y - from.y)
        let high = Double(fromHigh.y) + share * Double(toHigh.y - fromHigh.y)
        let (top, bottom) = (Int(min(low, high)), Int(max(low, high)))
        guard top < canvas.height, bottom >= 0 else { continue }
        for row in (max(0, top) / canvas.density.up)...(bottom / canvas.density.up) {
          canvas.back(
            style.isPlain ? "." : "░",
            column: x / canvas.density.across,
            row: row,
            slot: slot
          )
        }
      }
    }
  }

  private mutating func draw(_ arrows: Chart.Arrows) {
    let slot = slots[arrows.name]
    let heads: [Character] =
      style.isPlain
      ? [">", "/", "^", "\\", "<", "/", "v", "\\"] : ["→", "↗", "↑", "↖", "←", "↙", "↓", "↘"]
    for index in arrows.x.indices {
      guard let tail = place(arrows.x[index], arrows.y[index]),
        let tip = place(
          arrows.x[index] + arrows.dx[index],
          arrows.y[index] + arrows.dy[index]
        )
      else { continue }
      canvas.line(tail, tip, slot: slot)
      let (dx, dy) = (
        Double(tip.x - tail.x) / Double(canvas.density.across) / 2,
        Double(tail.y - tip.y) / Double(canvas.density.up)
      )
      guard dx != 0 || dy != 0 else { continue }
      // Slopes beyond tan 22.5° and tan 67.5° belong to the slanted arrows.
      let isSlanted = min(dx.magnitude, dy.magnitude) > 0.414 * max(dx.magnitude, dy.magnitude)
      let direction =
        isSlanted
        ? (dx > 0 ? (dy > 0 ? 1 : 7) : (dy > 0 ? 3 : 5))
        : dx.magnitude > dy.magnitude ? (dx > 0 ? 0 : 4) : (dy > 0 ? 2 : 6)
      canvas.glyph(
        heads[direction],
        column: tip.x / canvas.density.across,
        row: tip.y / canvas.density.up,
        slot: slot
      )
    }
  }

  private mutating func draw(_ rule: Chart.Rule) {
    let isLevel = rule.direction == .horizontal
    guard (isLevel ? y : x).contains(rule.value),
      let place = isLevel ? place(x.lower, rule.value) : place(rule.value, y.lower)
    else { return }
    let label = Array(rule.label.prefix(canvas.columns))
    if isLevel {
      let row = place.y / canvas.density.up
      for column in 0..<canvas.columns {
        canvas.back(style.isPlain ? "-" : "╌", column: column, row: row, slot: nil)
      }
      for (offset, character) in label.enumerated() {
        canvas.back(
          character,
          column: canvas.columns - label.count + offset,
          row: row,
          slot: nil
        )
      }
    } else {
      let column = place.x / canvas.density.across
      for row in 0..<canvas.rows {
        canvas.back(style.isPlain ? "|" : "╎", column: column, row: row, slot: nil)
      }
      let start = min(column + 1, canvas.columns - label.count)
      for (offset, character) in label.enumerated() {
        canvas.back(character, column: start + offset, row: 0, slot: nil)
      }
    }
  }

  private mutating func draw(_ label: Chart.Label) {
    guard x.contains(label.x), y.contains(label.y), let place = place(label.x, label.y) else {
      return
    }
    let words = Array(label.text.prefix(canvas.columns))
    let column = place.x / canvas.density.across + 1
    let start = max(0, min(column, canvas.columns - words.count))
    for (offset, character) in words.enumerated() {
      canvas.glyph(
        character,
        column: start + offset,
        row: place.y / canvas.density.up,
        slot: nil
      )
    }
  }
}
