/// One line of a ``TextScreen``.
struct ScreenLine {
  /// A line that was written once and in full, as nearly all are.
  private var whole: Substring = ""
  /// What stands in each column; a wide character leaves the next one empty.
  private var cells: [String] = []
  /// Whether something moved back, so that blanks at the end are what was wiped out.
  var isWrittenOver = false

  /// How many columns are filled.
  var width: Int { whole.utf8.count + cells.count }

  var text: String {
    guard whole.isEmpty else { return String(whole) }
    let end = isWrittenOver ? (cells.lastIndex { $0 != " " } ?? -1) + 1 : cells.count
    return cells[..<end].joined()
  }

  /// Takes a line of ASCII as it is; false if something stands here.
  mutating func take(whole line: Substring) -> Bool {
    guard whole.isEmpty, cells.isEmpty else { return false }
    whole = line
    return true
  }

  /// Writes a character of 0, 1 or 2 columns over what stands at a column.
  mutating func put(_ character: Character, width: Int, at column: Int) {
    divide()
    guard width > 0 else {
      // A mark belongs to the character before it.
      let place = cells[..<min(column, cells.count)].lastIndex { !$0.isEmpty }
      if let place {
        cells[place].append(character)
      } else {
        cells.insert(String(character), at: 0)
      }
      return
    }
    fill(to: column)
    blank(column..<min(column + width, cells.count))
    for place in column..<(column + width) {
      let text = place == column ? String(character) : ""
      if place < cells.count { cells[place] = text } else { cells.append(text) }
    }
  }

  /// Takes away all from a column on.
  mutating func erase(from column: Int) {
    divide()
    guard column < cells.count else { return }
    blank(column..<(column + 1))
    cells.removeSubrange(column...)
  }

  /// Takes away some columns; what follows moves up.
  mutating func remove(_ count: Int, at column: Int) {
    divide()
    guard column < cells.count else { return }
    let range = column..<min(column + count, cells.count)
    blank(range)
    cells.removeSubrange(range)
  }

  /// Writes spaces over columns, as far as the line reaches; half of a wide character is none.
  mutating func blank(_ range: Range<Int>) {
    divide()
    let range = range.clamped(to: 0..<cells.count)
    guard !range.isEmpty else { return }
    if range.lowerBound > 0, cells[range.lowerBound].isEmpty { cells[range.lowerBound - 1] = " " }
    if range.upperBound < cells.count, cells[range.upperBound].isEmpty {
      cells[range.upperBound] = " "
    }
    for place in range { cells[place] = " " }
  }

  private mutating func fill(to column: Int) {
    while cells.count < column { cells.append(" ") }
  }

  private mutating func divide() {
    guard !whole.isEmpty else { return }
    cells = whole.map { String($0) }
    whole = ""
  }
}
