import LessonDocument
import Plots

/// A table of the text in columns; what is too wide for its column goes on below.
struct TableLines {
  var context: TerminalContext
  var table: TextTable
  var width: Int

  private static let gap = 2

  var lines: [[StyledText]] {
    let cells = ([table.header] + table.rows).enumerated().map { index, row in
      row.map { context.inline($0, style: index == 0 ? .bold : []) }
    }
    let widths = columnWidths(cells)
    var lines: [[StyledText]] = []
    for (index, row) in cells.enumerated() {
      lines += self.lines(row, widths)
      guard index == 0 else { continue }
      let rule = widths.reduce(-Self.gap) { $0 + $1 + Self.gap }
      lines.append([
        StyledText(String(repeating: context.glyphs.rule, count: max(1, rule)), .dim)
      ])
    }
    guard let entry = context.numbering.entry(of: table) else { return lines }
    let caption = context.caption(of: entry, context.inline(table.caption, style: .italic))
    return lines + context.wrap(caption, width: width)
  }

  /// The widths of the columns, the widest made narrower until all fit.
  private func columnWidths(_ cells: [[[StyledText]]]) -> [Int] {
    var widths = table.header.indices.map { column in
      max(1, cells.map { Self.width(of: $0[column]) }.max() ?? 1)
    }
    let room = max(widths.count, width - Self.gap * (widths.count - 1))
    while widths.reduce(0, +) > room, let widest = widths.max(), widest > 1,
      let column = widths.firstIndex(of: widest)
    {
      widths[column] -= 1
    }
    return widths
  }

  private static func width(of content: [StyledText]) -> Int {
    content.reduce(0) { $0 + $1.text.displayWidth }
  }

  private func lines(_ row: [[StyledText]], _ widths: [Int]) -> [[StyledText]] {
    let columns = zip(row, widths).map { content, width in
      LineWrapper(width: width).wrapped(content).flatMap { LineWrapper(width: width).cut($0) }
    }
    let height = columns.map(\.count).max() ?? 0
    return (0..<height).map { line in
      columns.indices.flatMap { column -> [StyledText] in
        let content = columns[column].indices.contains(line) ? columns[column][line] : []
        let padded = Self.padded(content, to: widths[column], table.alignments[column])
        return column == 0 ? padded : [StyledText(String(repeating: " ", count: Self.gap))] + padded
      }
    }
  }

  private static func padded(
    _ content: [StyledText],
    to width: Int,
    _ alignment: TextTable.Alignment?
  ) -> [StyledText] {
    let free = max(0, width - Self.width(of: content))
    let before =
      switch alignment {
      case .right: free
      case .centre: free / 2
      case .left, nil: 0
      }
    return [StyledText(String(repeating: " ", count: before))] + content
      + [StyledText(String(repeating: " ", count: free - before))]
  }
}
