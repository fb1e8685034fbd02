/// Draws a matrix in characters: colours, shades, or ASCII from light to dark.
struct TextHeatmap {
  let chart: Chart
  let style: TextStyle
  private let colours: ColourRange
  private let pooled: PooledCells
  private let gutter: Int
  private let cellWidth: Int
  private let showsValues: Bool

  /// As many rows as a terminal shows at once.
  private static let mostRows = 32

  init(_ chart: Chart, cells: Chart.Cells, style: TextStyle) {
    self.chart = chart
    self.style = style
    colours = chart.colourRange
    let longest =
      cells.rows.indices.map { TextLine(chart.yAxis.words(Double($0))).width }.max() ?? 0
    gutter = min(longest, style.width / 3)
    let room = max(1, style.width - gutter - 1)
    let numbers = cells.rows.flatMap { $0 }.map { NumberFormat.short($0, digits: 3).count }
    let widest = (numbers.max() ?? 1) + 1
    showsValues =
      cells.showsValues && widest * cells.columnCount <= room
      && cells.rows.count <= Self.mostRows
    // A sign needs a column of its own where there is no colour.
    let narrowest = colours.kind == .diverging && !style.usesColour ? 2 : 1
    let columns = max(1, cells.columnCount)
    let fitting = room / columns
    // Few columns are drawn as wide as their names.
    let names = chart.xAxis.scale.categoryCount == nil ? [] : cells.columnNames
    let named = (names.map { TextLine($0).width }.max() ?? 0) + 1
    let most = named <= 14 && named * columns <= room ? max(4, named) : 4
    cellWidth =
      showsValues ? max(widest, min(most, fitting)) : min(room, max(narrowest, min(most, fitting)))
    pooled = cells.pooled(
      rows: Self.mostRows,
      columns: max(1, room / cellWidth),
      around: colours.middle
    )
  }

  /// Title, axis names, rows, column numbers and legend.
  var lines: [TextLine] {
    var lines = chart.title.isEmpty ? [] : [TextLine(chart.title)]
    if !chart.yAxis.label.isEmpty { lines.append(TextLine(chart.yAxis.label)) }
    for (index, row) in pooled.matrix.rows.enumerated() {
      var line = TextLine(
        String(chart.yAxis.words(Double(index * pooled.rowFactor)).prefix(gutter))
      )
      .padded(to: gutter, right: true)
      line.append(" ")
      for value in row { append(value, to: &line) }
      lines.append(line)
    }
    lines += columnNames
    if !chart.xAxis.label.isEmpty {
      let width = min(style.width, gutter + 1 + pooled.matrix.columnCount * cellWidth)
      lines.append(TextLine(chart.xAxis.label).padded(to: width, right: true))
    }
    lines.append(legend)
    if pooled.rowFactor > 1 || pooled.columnFactor > 1 {
      lines.append(
        TextLine(
          "each cell: the outermost of \(pooled.rowFactor) rows by \(pooled.columnFactor) columns"
        )
      )
    }
    return lines
  }

  private func append(_ value: Double, to line: inout TextLine) {
    guard let level = colours.level(value) else {
      line.append(String(repeating: style.isPlain ? "?" : "╳", count: cellWidth))
      return
    }
    var words = showsValues ? NumberFormat.short(value, digits: 3) : ""
    words = String(repeating: " ", count: cellWidth - words.count) + words
    if style.usesColour {
      let isDark = Palette.isDark(colours.kind, level: level)
      let ink = TerminalColour(
        red: isDark ? 255 : 0,
        green: isDark ? 255 : 0,
        blue: isDark ? 255 : 0
      )
      line.append(words, colour: showsValues ? ink : nil, background: background(level))
    } else {
      line.append(showsValues ? words : shade(level))
    }
  }

  private func background(_ level: Int) -> TerminalColour {
    let (red, green, blue) = Palette.rgb(colours.kind, level: level)
    return TerminalColour(red: red, green: green, blue: blue)
  }

  /// A cell of one level without colour; a diverging one begins with its sign.
  private func shade(_ level: Int) -> String {
    let ramp: [Character] = style.isPlain ? Array(" .:-=+*#%@") : [" ", "░", "▒", "▓", "█"]
    let last = ColourRange.levels - 1
    guard colours.kind == .diverging else {
      let glyph = ramp[(level * ramp.count) / (last + 1)]
      return String(repeating: glyph, count: cellWidth)
    }
    let distance = abs(2 * level - last)
    let glyph = ramp[(distance * ramp.count) / (last + 1)]
    let sign = glyph == " " ? " " : 2 * level < last ? "-" : "+"
    return sign + String(repeating: glyph, count: cellWidth - 1)
  }

  private var columnNames: [TextLine] {
    let count = pooled.matrix.columnCount
    let names = (0..<count).map { chart.xAxis.words(Double($0 * pooled.columnFactor)) }
    let longest = names.map { TextLine($0).width }.max() ?? 0
    guard let categories = chart.xAxis.scale.categoryCount, longest >= cellWidth, categories <= 40
    else { return [numberLine(names)] }
    // Names that do not fit below their columns are listed behind the columns' numbers.
    let numbers = numberLine((0..<count).map { String($0 * pooled.columnFactor) })
    var lines = [numbers, TextLine(String(repeating: " ", count: gutter + 1))]
    for index in 0..<categories {
      let entry = TextLine("\(index) \(chart.xAxis.words(Double(index)))  ")
      if lines[lines.count - 1].width + entry.width > style.width {
        lines.append(TextLine(String(repeating: " ", count: gutter + 1)))
      }
      lines[lines.count - 1].cells += entry.cells
    }
    return lines
  }

  private func numberLine(_ names: [String]) -> TextLine {
    var line = TextLine(
      String(repeating: " ", count: gutter + 1 + names.count * cellWidth)
    )
    var end = gutter
    for (index, name) in names.enumerated() {
      let column = gutter + 1 + index * cellWidth
      let start = column + max(0, cellWidth - TextLine(name).width) / 2
      guard start > end || index == 0 else { continue }
      line.overwrite(at: start, name)
      end = start + TextLine(name).width
    }
    return line
  }

  private var legend: TextLine {
    var line = TextLine(chart.colours.label.isEmpty ? "" : chart.colours.label + ": ")
    line.append(NumberFormat.short(colours.lower, digits: 3) + " ")
    for step in 0...8 {
      let level = step * (ColourRange.levels - 1) / 8
      if style.usesColour {
        line.append("  ", background: background(level))
      } else {
        line.append(String(shade(level).prefix(colours.kind == .diverging ? 2 : 1)))
      }
    }
    line.append(" " + NumberFormat.short(colours.upper, digits: 3))
    return line
  }
}
