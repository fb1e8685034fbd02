/// The texts that stand in a file as `xxd`, `hexdump` and `od` show bytes: in lines of an offset, columns of hexadecimal
/// digits and, after them, the letters.
struct DumpText: EncodedText {
  /// The digits of one line.
  private struct Row {
    /// The offset, read as hexadecimal, octal and decimal digits; -1 for what it cannot be.
    var offsets: [Int]
    /// The bytes that the columns hold, more than are meant if the letters look like digits.
    var bytes: [UInt8]
    /// The same for columns of two bytes, the lower one first.
    var swapped: [UInt8]
  }

  private(set) var decoded: [UInt8] = []
  private(set) var packed: [[UInt8]] = []

  init(in bytes: ArraySlice<UInt8>) {
    var rows: [Row] = []
    for line in bytes.split(separator: UInt8(ascii: "\n")) {
      if let row = Self.row(line) {
        rows.append(row)
      } else if !rows.isEmpty, !line.starts(with: [UInt8(ascii: "*")]) {
        finish(&rows)
      }
    }
    finish(&rows)
  }

  private static func row(_ line: ArraySlice<UInt8>) -> Row? {
    let words = line.split { $0 == 0x20 || $0 == 0x09 || $0 == 0x0D }
    guard var offset = words.first else { return nil }
    if offset.last == UInt8(ascii: ":") { offset.removeLast() }
    let text = String(decoding: offset, as: UTF8.self)
    guard (4...16).contains(offset.count), let hexadecimal = Int(text, radix: 16) else {
      return nil
    }
    var row = Row(
      offsets: [hexadecimal, Int(text, radix: 8) ?? -1, Int(text) ?? -1],
      bytes: [],
      swapped: []
    )
    for word in words.dropFirst() {
      let digits = word.compactMap(HexadecimalText.value)
      guard digits.count == word.count, digits.count.isMultiple(of: 2) else { break }
      let column = stride(from: 0, to: digits.count, by: 2).map { digits[$0] << 4 | digits[$0 + 1] }
      row.bytes += column
      row.swapped += column.reversed()
    }
    return row
  }

  private mutating func finish(_ rows: inout [Row]) {
    defer { rows.removeAll(keepingCapacity: true) }
    guard rows.contains(where: { !$0.bytes.isEmpty }) else { return }
    for bytes in [\Row.bytes, \Row.swapped] {
      let start = decoded.count
      for (index, row) in rows.enumerated() {
        let next = index + 1 < rows.count ? rows[index + 1].offsets : []
        // The offsets say how many bytes a line holds; read to another base, they say fewer or more than stand there.
        let lengths = zip(row.offsets, next).map { $1 - $0 }
        let held = row[keyPath: bytes]
        decoded += held.prefix(
          lengths.filter { (1...held.count + 1).contains($0) }.max() ?? held.count
        )
      }
      if PackedFile.holdsOthers(decoded[start...]) { packed.append(Array(decoded[start...])) }
      decoded.append(EncodedTexts.separator)
    }
  }
}
