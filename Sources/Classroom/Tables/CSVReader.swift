import Foundation

extension CSVTable {
  /// Reads the table in a file.
  public init(at path: String) throws(ClassMistakes) {
    try self.init(bytes: [UInt8](ClassFile.bytes(at: path)), file: path)
  }

  /// Reads a table.
  ///
  /// - Parameter file: the path by which mistakes name it.
  public init(bytes: [UInt8], file: String) throws(ClassMistakes) {
    var reader = CSVReader(bytes: bytes, file: file)
    try reader.checkEncoding()
    let opening = reader.opening()
    var rows: [Row] = []
    while let row = try reader.row(number: rows.count + 1) { rows.append(row) }
    guard let header = rows.first, !header.isEmpty else {
      throw ClassMistakes(
        file,
        "the table has no first row with the names of its columns: write them there"
      )
    }
    self.init(
      file: file,
      header: header,
      rows: Array(rows.dropFirst()),
      separator: reader.separator,
      opening: opening
    )
    let wide = self.rows.filter { $0.cells.dropFirst(columns.count).contains { !$0.text.isEmpty } }
    guard wide.isEmpty else {
      let separator = String(UnicodeScalar(reader.separator))
      throw ClassMistakes(
        wide.map { row in
          mistake(
            row,
            "the row has \(row.cells.count) cells and the table \(columns.count) columns: put a cell that holds "
              + "'\(separator == "\t" ? "a tab" : separator)' between double quotes"
          )
        }
      )
    }
  }
}

/// Reads rows of cells from bytes.
private struct CSVReader {
  private let bytes: [UInt8]
  private let file: String
  /// The offset of the next byte, and its line.
  private var next = 0
  private var line = 1
  private(set) var separator = UInt8(ascii: ",")

  private static let quote = UInt8(ascii: "\"")
  private static let carriageReturn = UInt8(ascii: "\r")
  private static let lineFeed = UInt8(ascii: "\n")
  private static let separators = [UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "\t")]
  private static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]

  init(bytes: [UInt8], file: String) { (self.bytes, self.file) = (bytes, file) }

  /// Refuses what is not UTF-8, at its line.
  func checkEncoding() throws(ClassMistakes) {
    let advice = "save the table as 'CSV UTF-8'"
    if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) {
      throw ClassMistakes(file, "the table is in UTF-16: \(advice)")
    }
    if bytes.starts(with: [0x50, 0x4B, 0x03, 0x04]) {
      throw ClassMistakes(file, "this is a spreadsheet or an archive, and no CSV: \(advice)")
    }
    guard String(validating: bytes, as: UTF8.self) == nil || bytes.contains(0) else { return }
    for (number, line) in bytes.split(
      separator: Self.lineFeed,
      omittingEmptySubsequences: false
    ).enumerated() {
      let isFine = String(validating: line, as: UTF8.self) != nil && !line.contains(0)
      if isFine { continue }
      let what = line.contains(0) ? "holds a null byte" : "is not UTF-8"
      throw ClassMistakes([
        ClassMistake(
          file: file,
          place: ClassMistake.Place(line: number + 1),
          message: "the line \(what): \(advice)"
        )
      ])
    }
  }

  /// Reads what stands before the header, and finds the separator.
  mutating func opening() -> String {
    if bytes.starts(with: Self.byteOrderMark) { next = Self.byteOrderMark.count }
    let rest = bytes[next...]
    if rest.starts(with: "sep=".utf8), let named = rest.dropFirst(4).first,
      Self.separators.contains(named)
    {
      let end = lineEnd(at: next + 5)
      if end > 0 {
        separator = named
        next += 5 + end
        line += 1
        return text(0..<next)
      }
    }
    findSeparator()
    return text(0..<next)
  }

  private mutating func findSeparator() {
    var counts: [UInt8: Int] = [:]
    var isQuoted = false
    for byte in bytes[next...] {
      if byte == Self.quote { isQuoted.toggle() }
      if isQuoted { continue }
      if byte == Self.lineFeed || byte == Self.carriageReturn { break }
      counts[byte, default: 0] += 1
    }
    separator =
      Self.separators.max { counts[$0, default: 0] < counts[$1, default: 0] } ?? separator
    if counts[separator, default: 0] == 0 { separator = UInt8(ascii: ",") }
  }

  /// The next row; nil at the end.
  mutating func row(number: Int) throws(ClassMistakes) -> CSVTable.Row? {
    guard next < bytes.count else { return nil }
    let first = line
    var cells: [CSVTable.Cell] = []
    while true {
      cells.append(try cell(row: number))
      guard next < bytes.count, bytes[next] == separator else { break }
      next += 1
    }
    let length = lineEnd(at: next)
    let end = text(next..<next + length)
    next += length
    line += length > 0 ? 1 : 0
    return CSVTable.Row(cells: cells, line: first, number: number, end: end)
  }

  private mutating func cell(row: Int) throws(ClassMistakes) -> CSVTable.Cell {
    let start = next
    guard next < bytes.count, bytes[next] == Self.quote else {
      while next < bytes.count, bytes[next] != separator, lineEnd(at: next) == 0 { next += 1 }
      let written = text(start..<next)
      return CSVTable.Cell(text: FormulaGuard.unguarded(written), written: written)
    }
    let opening = line
    var content: [UInt8] = []
    next += 1
    while true {
      guard next < bytes.count else {
        throw mistake(opening, row, "a quotation mark opens a cell that nothing closes: close it")
      }
      let byte = bytes[next]
      if byte == Self.quote {
        next += 1
        guard next < bytes.count, bytes[next] == Self.quote else { break }
      } else if lineEnd(at: next) > 0, !(byte == Self.carriageReturn && lineEnd(at: next) == 2) {
        line += 1
      }
      content.append(byte)
      next += 1
    }
    guard next == bytes.count || bytes[next] == separator || lineEnd(at: next) > 0 else {
      throw mistake(
        line,
        row,
        "text follows the quotation mark that closes a cell: write a mark within a cell twice"
      )
    }
    let said = String(decoding: content, as: UTF8.self)
    return CSVTable.Cell(text: FormulaGuard.unguarded(said), written: text(start..<next))
  }

  /// How many bytes end a line here; 0 if none does.
  private func lineEnd(at place: Int) -> Int {
    guard place < bytes.count else { return 0 }
    if bytes[place] == Self.lineFeed { return 1 }
    guard bytes[place] == Self.carriageReturn else { return 0 }
    return place + 1 < bytes.count && bytes[place + 1] == Self.lineFeed ? 2 : 1
  }

  private func text(_ range: Range<Int>) -> String {
    String(decoding: bytes[range], as: UTF8.self)
  }

  private func mistake(_ line: Int, _ row: Int, _ message: String) -> ClassMistakes {
    ClassMistakes([
      ClassMistake(
        file: file,
        place: ClassMistake.Place(line: line, row: row),
        message: message
      )
    ])
  }
}
