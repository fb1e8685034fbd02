/// Lines on which text is written as on a terminal that is as wide as it needs to be.
struct TextScreen {
  private var lines = [ScreenLine()]
  private var row = 0
  private var column = 0

  /// How far to the right of a line's end a sequence may move, so that none asks for memory.
  private static let margin = 1000

  /// The lines as they stand now.
  var text: String { lines.map(\.text).joined(separator: "\n") }

  /// Goes to the beginning of the next line.
  mutating func endLine() {
    row += 1
    column = 0
    if row == lines.count { lines.append(ScreenLine()) }
  }

  /// Writes what has no line feed.
  mutating func write(_ line: Substring) {
    if line.utf8.allSatisfy({ 0x20..<0x7F ~= $0 }), lines[row].take(whole: line) {
      column = line.utf8.count
      return
    }
    var rest = line.unicodeScalars
    while let scalar = rest.first {
      if BlockText.isVisible(scalar) {
        let shown = rest.prefix(while: BlockText.isVisible)
        rest = rest[shown.endIndex...]
        for character in Substring(shown) { put(character) }
      } else {
        rest.removeFirst()
        control(scalar, &rest)
      }
    }
  }

  private mutating func put(_ character: Character) {
    let width = character.displayWidth
    lines[row].put(character, width: width, at: column)
    column += width
  }

  private mutating func control(
    _ scalar: Unicode.Scalar,
    _ rest: inout Substring.UnicodeScalarView
  ) {
    switch scalar {
    case "\r": move(to: 0)
    case "\u{8}": move(to: column - 1)
    case "\t": column = (column / 8 + 1) * 8
    case "\u{1B}": escape(&rest)
    case "\u{9B}": obey(ControlSequence(reading: &rest))
    case "\u{90}", "\u{98}", "\u{9D}", "\u{9E}", "\u{9F}": Self.skipString(&rest)
    default: break
    }
  }

  private mutating func escape(_ rest: inout Substring.UnicodeScalarView) {
    switch rest.first {
    case "[":
      rest.removeFirst()
      obey(ControlSequence(reading: &rest))
    case "]", "P", "X", "^", "_":
      rest.removeFirst()
      Self.skipString(&rest)
    default:
      // ESC, intermediates, one final character.
      while let next = rest.first, 0x20...0x2F ~= next.value { rest.removeFirst() }
      if let next = rest.first, 0x30...0x7E ~= next.value { rest.removeFirst() }
    }
  }

  /// - Source: ECMA-48, section 8.3: CUU, CUD, CUF, CUB, CNL, CPL, CHA, ED, EL, DCH, ECH.
  private mutating func obey(_ sequence: ControlSequence) {
    let count = max(1, sequence.number)
    switch sequence.final {
    case "A": row = max(0, row - count)
    case "B": row = min(lines.count - 1, row + count)
    case "C": move(to: column + count)
    case "D": move(to: column - count)
    case "E": (row, column) = (min(lines.count - 1, row + count), 0)
    case "F": (row, column) = (max(0, row - count), 0)
    case "G", "`": move(to: count - 1)
    case "J" where sequence.number == 0:
      lines[row].erase(from: column)
      lines.removeSubrange((row + 1)...)
    case "K" where sequence.number == 0: lines[row].erase(from: column)
    case "K" where sequence.number == 1: lines[row].blank(0..<(column + 1))
    case "K" where sequence.number == 2: lines[row].erase(from: 0)
    case "P": lines[row].remove(count, at: column)
    case "X": lines[row].blank(column..<(column + count))
    default: break
    }
  }

  private mutating func move(to wanted: Int) {
    column = max(0, min(wanted, max(column, lines[row].width + Self.margin)))
    lines[row].isWrittenOver = true
  }

  /// Everything up to BEL or the string terminator; a string that does not end on its line
  /// ends there, so that it cannot swallow what follows.
  private static func skipString(_ rest: inout Substring.UnicodeScalarView) {
    while let next = rest.popFirst() {
      if next == "\u{07}" || next == "\u{9C}" { return }
      if next == "\u{1B}" {
        if rest.first == "\\" { rest.removeFirst() }
        return
      }
    }
  }
}

/// What follows `ESC [`: parameters, intermediates, one final character.
private struct ControlSequence {
  /// The first parameter, 0 where there is none.
  var number = 0
  /// What is asked for; nil for a sequence that is private, or not ended.
  var final: Unicode.Scalar?

  init(reading rest: inout Substring.UnicodeScalarView) {
    var isPrivate = false
    var isFirst = true
    while let next = rest.first, 0x20...0x3F ~= next.value {
      rest.removeFirst()
      switch next {
      case "0"..."9" where isFirst: number = min(99_999, number * 10 + Int(next.value - 0x30))
      case "0"..."9": break
      case ";": isFirst = false
      default: isPrivate = true
      }
    }
    guard let next = rest.first, 0x40...0x7E ~= next.value else { return }
    rest.removeFirst()
    if !isPrivate { final = next }
  }
}
