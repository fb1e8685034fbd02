/// The code of one block as one text that knows where each of its bytes stands in the lesson.
///
/// Offsets count UTF-8 bytes of ``text``. Where lines of the lesson are left out between two lines
/// of code (the part of an exercise that is not shown), ``text`` has empty lines in their place, so
/// that a line of the text is always a line of the lesson.
public struct BlockCode: Equatable, Sendable {
  /// The lines that the code was made from.
  public let lines: [CodeLine]
  /// The code, lines ended by `\n`.
  public let text: String
  /// The bytes of ``text``.
  let bytes: [UInt8]
  private let starts: [(offset: Int, location: SourceLocation)]

  /// Makes the text of `lines`, which stand in the order of the lesson.
  public init(_ lines: [CodeLine]) {
    self.lines = lines
    var bytes: [UInt8] = []
    var starts: [(offset: Int, location: SourceLocation)] = []
    for line in lines {
      if let last = starts.last {
        for missing in (last.location.line + 1)..<max(line.location.line, last.location.line + 1) {
          starts.append((bytes.count, SourceLocation(line: missing, column: 1)))
          bytes.append(UInt8(ascii: "\n"))
        }
      }
      starts.append((bytes.count, line.location))
      bytes.append(contentsOf: line.text.utf8)
      if bytes.last == UInt8(ascii: "\r") { bytes.removeLast() }
      bytes.append(UInt8(ascii: "\n"))
    }
    self.bytes = bytes
    self.starts = starts
    self.text = String(decoding: bytes, as: UTF8.self)
  }

  /// Makes the code of `text` as if it began at `location`, each further line at column 1.
  public init(_ text: String, at location: SourceLocation = SourceLocation(line: 1, column: 1)) {
    let lines = text.utf8.split(
      separator: UInt8(ascii: "\n"),
      omittingEmptySubsequences: false
    )
    self.init(
      lines.enumerated().map { index, line in
        CodeLine(
          text: String(Substring(line)),
          location: index == 0
            ? location : SourceLocation(line: location.line + index, column: 1)
        )
      }
    )
  }

  /// The same code as if its first line stood at `line`, each line at column 1.
  ///
  /// What is made from it does not depend on where the block stands.
  public func moved(to line: Int) -> BlockCode {
    guard let first = lines.first?.location.line else { return self }
    return BlockCode(
      lines.map {
        CodeLine(
          text: $0.text,
          location: SourceLocation(line: line + $0.location.line - first, column: 1)
        )
      }
    )
  }

  /// The place in the lesson of the byte at `offset`.
  public func location(at offset: Int) -> SourceLocation {
    guard let line = line(at: offset) else { return SourceLocation(line: 1, column: 1) }
    let start = starts[line]
    return SourceLocation(
      line: start.location.line,
      column: start.location.column + offset - start.offset
    )
  }

  /// How far the byte at `offset` stands from the beginning of its line, without what the lesson
  /// has before the code.
  func indentation(at offset: Int) -> Int {
    guard let line = line(at: offset) else { return 0 }
    return offset - starts[line].offset
  }

  /// The place just after the last byte that is not a space or a line end.
  var end: SourceLocation {
    let last = bytes.lastIndex { $0 > UInt8(ascii: " ") }
    return last.map { location(at: $0).moved(by: 1) } ?? location(at: 0)
  }

  /// For each line of the lesson that holds code, how many bytes precede the code on it.
  var strippedWidths: [Int: Int] {
    var widths: [Int: Int] = [:]
    for start in starts where start.location.column > 1 {
      widths[start.location.line] = start.location.column - 1
    }
    return widths
  }

  /// The code in `range`.
  func text(in range: Range<Int>) -> String {
    String(decoding: bytes[range.clamped(to: 0..<bytes.count)], as: UTF8.self)
  }

  /// The lines with other texts at some places, each within one line.
  ///
  /// - Parameter places: ranges of ``text``, in order, and what stands there instead.
  func lines(replacing places: [(range: Range<Int>, text: String)]) -> [CodeLine] {
    var lines = lines
    for place in places.reversed() {
      let location = location(at: place.range.lowerBound)
      guard let line = lines.firstIndex(where: { $0.location.line == location.line }) else {
        continue
      }
      let bytes = Array(lines[line].text.utf8)
      let start = location.column - lines[line].location.column
      guard start + place.range.count <= bytes.count else { continue }
      lines[line].text =
        String(decoding: bytes[..<start], as: UTF8.self) + place.text
        + String(decoding: bytes[(start + place.range.count)...], as: UTF8.self)
    }
    return lines
  }

  private func line(at offset: Int) -> Int? {
    guard !starts.isEmpty else { return nil }
    var low = 0
    var high = starts.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if starts[middle].offset <= offset { low = middle } else { high = middle }
    }
    return low
  }

  /// Codes are equal if their lines are.
  public static func == (left: BlockCode, right: BlockCode) -> Bool { left.lines == right.lines }
}
