/// A table laid out for a terminal.
struct TableLayout {
  private let style: TextStyle
  private let caption: String
  /// The head, then the rows; every row has a cell for each column.
  private let cells: [[String]]
  private let isNumeric: [Bool]
  private let widths: [Int]

  /// What words are not made narrower than, if they are wider.
  private static let leastWords = 12
  private static let gap = 2

  init(_ table: Table, _ style: TextStyle) {
    self.style = style
    caption = table.caption
    let count = max(table.columns.count, table.rows.map(\.count).max() ?? 0)
    let cells = ([table.columns] + table.rows).map { row in
      (0..<count).map { column in
        // Plain spelling may be longer, so it is settled before widths are measured.
        style.written(TextLine(row.indices.contains(column) ? row[column] : ""), isCut: false)
      }
    }
    let isNumeric = (0..<count).map { column in
      let words = table.rows.compactMap { $0.indices.contains(column) ? $0[column] : nil }
      return words.contains { !$0.isEmpty } && words.allSatisfy(Table.isNumber)
    }
    (self.cells, self.isNumeric) = (cells, isNumeric)
    widths = Self.widths(cells, isNumeric, room: style.width)
  }

  var lines: [TextLine] {
    let groups = groups
    var lines = caption.isEmpty ? [] : wrapped(caption, to: style.width).map { TextLine($0) }
    for (index, group) in groups.enumerated() {
      if groups.count > 1 {
        if index > 0 { lines.append(TextLine()) }
        lines += wrapped(title(of: group, isFirst: index == 0), to: style.width).map {
          TextLine($0)
        }
      }
      for (row, words) in cells.enumerated() {
        lines += self.lines(of: words, group)
        guard row == 0 else { continue }
        let rule = String(repeating: style.isPlain ? "-" : "─", count: Self.total(widths, group))
        lines.append(TextLine(rule))
      }
    }
    return lines
  }

  /// The columns that stand beside each other; all groups but the first begin with the first column, by
  /// which a reader knows the row.
  private var groups: [[Int]] {
    guard let last = widths.indices.last else { return [[]] }
    var groups: [[Int]] = [[0]]
    for column in widths.indices.dropFirst() {
      let group = groups[groups.count - 1]
      if Self.total(widths, group + [column]) <= style.width {
        groups[groups.count - 1].append(column)
      } else {
        let hasRoom = Self.total(widths, [0, column]) <= style.width
        groups.append(hasRoom ? [0, column] : [column])
      }
    }
    return last == 0 ? [[0]] : groups
  }

  private func title(of group: [Int], isFirst: Bool) -> String {
    let own = isFirst || group.count == 1 ? group : Array(group.dropFirst())
    guard let first = own.first, let last = own.last else { return "" }
    let dash = style.isPlain ? "-" : "–"
    return first == last
      ? "column \(first + 1) of \(widths.count)"
      : "columns \(first + 1)\(dash)\(last + 1) of \(widths.count)"
  }

  private func lines(of row: [String], _ group: [Int]) -> [TextLine] {
    let columns = group.map { wrapped(row[$0], to: widths[$0]) }
    let height = max(1, columns.map(\.count).max() ?? 1)
    return (0..<height).map { index in
      var line = TextLine()
      for (column, words) in zip(group, columns) {
        if !line.cells.isEmpty { line.append(String(repeating: " ", count: Self.gap)) }
        let cell = TextLine(words.indices.contains(index) ? words[index] : "")
        line.cells += cell.padded(to: widths[column], right: isNumeric[column]).cells
      }
      return line
    }
  }

  /// Words in lines of a width; a word that is longer is broken.
  private func wrapped(_ words: String, to width: Int) -> [String] {
    guard TextLine(words).width > width else { return [words] }
    var lines: [String] = []
    var line = ""
    for word in words.split(separator: " ") {
      let joined = line.isEmpty ? String(word) : "\(line) \(word)"
      if TextLine(joined).width <= width {
        line = joined
        continue
      }
      if !line.isEmpty { lines.append(line) }
      line = ""
      for character in word {
        if !line.isEmpty, TextLine(line + String(character)).width > width {
          lines.append(line)
          line = ""
        }
        line.append(character)
      }
    }
    return lines + [line]
  }

  private static func total(_ widths: [Int], _ group: [Int]) -> Int {
    max(0, group.reduce(-gap) { $0 + widths[$1] + gap })
  }

  /// The widths of the columns: as they are if all fit.
  ///
  /// Else the widest words are made narrower until all fit or no words are wide. Numbers are never
  /// broken, unless one is wider than the terminal.
  private static func widths(_ cells: [[String]], _ isNumeric: [Bool], room: Int) -> [Int] {
    func widest(_ column: Int, _ rows: some Sequence<[String]>) -> Int {
      max(1, rows.map { TextLine($0[column]).width }.max() ?? 1)
    }
    let natural = isNumeric.indices.map { min(room, widest($0, cells)) }
    let least = isNumeric.indices.map { column in
      let head =
        cells[0][column].split(separator: " ").map { TextLine(String($0)).width }.max() ?? 1
      let words = min(natural[column], leastWords)
      return min(
        natural[column],
        isNumeric[column] ? max(widest(column, cells.dropFirst()), head) : words
      )
    }
    var widths = natural
    while total(widths, Array(widths.indices)) > room {
      let wide = widths.indices.filter { widths[$0] > least[$0] }
      guard let column = wide.max(by: { widths[$0] < widths[$1] }) else { break }
      widths[column] -= 1
    }
    return widths
  }
}
