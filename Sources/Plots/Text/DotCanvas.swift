/// A field of characters on which lines are drawn in dots: Braille's 2 × 4 a character, or one.
struct DotCanvas {
  let columns: Int
  let rows: Int
  /// How many dots lie in a character, across and up.
  let density: (across: Int, up: Int)
  private var dots: [UInt8]
  private var slots: [Int?]
  private var glyphs: [Character?]
  private var backdrop: [Character?]

  /// Bits of the Braille block by column and row of the dot.
  private static let bits: [[UInt8]] = [[0x01, 0x02, 0x04, 0x40], [0x08, 0x10, 0x20, 0x80]]
  /// Marks of series in plain text.
  static let plainMarks: [Character] = ["*", "+", "o", "x", "#", "@", "%", "&"]

  init(columns: Int, rows: Int, isPlain: Bool) {
    self.columns = columns
    self.rows = rows
    density = isPlain ? (1, 1) : (2, 4)
    dots = Array(repeating: 0, count: columns * rows)
    slots = Array(repeating: nil, count: columns * rows)
    glyphs = Array(repeating: nil, count: columns * rows)
    backdrop = Array(repeating: nil, count: columns * rows)
  }

  /// The size in dots.
  var width: Int { columns * density.across }
  var height: Int { rows * density.up }

  /// Sets one dot, `y` counted from the top; outside of the canvas nothing happens.
  mutating func dot(_ x: Int, _ y: Int, slot: Int) {
    guard x >= 0, y >= 0, x < width, y < height else { return }
    let cell = y / density.up * columns + x / density.across
    dots[cell] |= Self.bits[x % density.across][y % density.up]
    slots[cell] = slot
  }

  /// Joins two points by dots.
  ///
  /// - Source: Bresenham (1965), "Algorithm for computer control of a digital plotter".
  mutating func line(_ from: (x: Int, y: Int), _ to: (x: Int, y: Int), slot: Int) {
    let (dx, dy) = (abs(to.x - from.x), -abs(to.y - from.y))
    let (stepX, stepY) = (from.x < to.x ? 1 : -1, from.y < to.y ? 1 : -1)
    var (x, y, error) = (from.x, from.y, dx + dy)
    while true {
      dot(x, y, slot: slot)
      if x == to.x, y == to.y { return }
      let doubled = 2 * error
      if doubled >= dy {
        error += dy
        x += stepX
      }
      if doubled <= dx {
        error += dx
        y += stepY
      }
    }
  }

  /// Puts a character above all dots.
  mutating func glyph(_ character: Character, column: Int, row: Int, slot: Int?) {
    guard (0..<columns).contains(column), (0..<rows).contains(row) else { return }
    glyphs[row * columns + column] = character
    if let slot { slots[row * columns + column] = slot }
  }

  /// Puts a character below all dots.
  mutating func back(_ character: Character, column: Int, row: Int, slot: Int?) {
    guard (0..<columns).contains(column), (0..<rows).contains(row) else { return }
    backdrop[row * columns + column] = character
    if slots[row * columns + column] == nil { slots[row * columns + column] = slot }
  }

  /// One row of characters, from the top.
  func line(_ row: Int) -> TextLine {
    var line = TextLine()
    for column in 0..<columns {
      let cell = row * columns + column
      let colour = slots[cell].map(TerminalColour.series)
      if let glyph = glyphs[cell] {
        line.cells.append(TextCell(character: glyph, colour: colour))
      } else if dots[cell] != 0 {
        line.cells.append(TextCell(character: character(cell), colour: colour))
      } else {
        line.cells.append(TextCell(character: backdrop[cell] ?? " ", colour: colour))
      }
    }
    return line
  }

  private func character(_ cell: Int) -> Character {
    guard density.across > 1 else {
      return Self.plainMarks[(slots[cell] ?? 0) % Self.plainMarks.count]
    }
    return Unicode.Scalar(0x2800 + UInt32(dots[cell])).map(Character.init) ?? " "
  }
}
