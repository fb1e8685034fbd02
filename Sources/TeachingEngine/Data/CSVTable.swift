/// A table of text with a header, as comma-separated values (RFC 4180).
public struct CSVTable: Sendable, Equatable {
  /// The columns' names.
  public let header: [String]
  /// The fields, row by row.
  public let rows: [[String]]
  private let source: String
  private let lines: [Int]

  /// Reads a file.
  public init(contentsOf path: String) throws(EngineError) {
    let bytes = try ByteFile.read(path)
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw .format(
        source: path,
        line: nil,
        problem: "the file is not UTF-8 text",
        fix: "save it as UTF-8"
      )
    }
    try self.init(text, source: path)
  }

  /// Reads a text; `source` names it in errors.
  public init(_ text: String, source: String = "CSV") throws(EngineError) {
    var reader = CSVReader(source: source)
    let records = try reader.records(of: text)
    guard let first = records.first else {
      throw .format(
        source: source,
        line: 1,
        problem: "there is no header",
        fix: "name the columns in the first line"
      )
    }
    for record in records where record.fields.count != first.fields.count {
      throw .format(
        source: source,
        line: record.line,
        problem: "\(record.fields.count) fields where the header has \(first.fields.count)",
        fix: "give every line one field for each column"
      )
    }
    header = first.fields
    rows = records.dropFirst().map(\.fields)
    lines = records.dropFirst().map(\.line)
    self.source = source
  }

  /// The fields of a column.
  public func text(_ column: String) throws(EngineError) -> [String] {
    guard let index = header.firstIndex(of: column) else {
      throw .format(
        source: source,
        line: 1,
        problem: "there is no column \"\(column)\"",
        fix: "the columns are \(header.joined(separator: ", "))"
      )
    }
    return rows.map { $0[index] }
  }

  /// The numbers of a column; an error names the first line that holds none.
  public func numbers<Scalar: TensorScalar>(
    _ column: String,
    as _: Scalar.Type = Float.self
  ) throws(EngineError) -> [Scalar] {
    var result: [Scalar] = []
    for (row, field) in try text(column).enumerated() {
      guard let number = Double(field) else {
        throw .format(
          source: source,
          line: lines[row],
          problem: "\"\(field)\" in column \"\(column)\" is not a number",
          fix: "correct it or drop the line"
        )
      }
      result.append(Scalar(number))
    }
    return result
  }
}

/// Cuts text into records; quotes may hold commas, line breaks and doubled quotes.
///
/// It reads bytes: `\n`, `\r\n` and `\r` end a line, and no other character does.
private struct CSVReader {
  let source: String
  private var records: [(line: Int, fields: [String])] = []
  private var fields: [String] = []
  private var field: [UInt8] = []
  /// The line that is read, and those on which the record and the last quote began.
  private var (line, start, quoteLine) = (1, 1, 1)
  private var (isQuoted, wasQuoted) = (false, false)

  init(source: String) { self.source = source }

  mutating func records(of text: String) throws(EngineError) -> [(line: Int, fields: [String])] {
    var bytes = Array(text.utf8)[...]
    while bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes = bytes.dropFirst(3) }
    while let byte = bytes.popFirst() {
      let isPair = byte == UInt8(ascii: "\r") && bytes.first == UInt8(ascii: "\n")
      let endsLine = byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") && !isPair
      if isQuoted {
        quoted(byte, &bytes)
      } else if byte == UInt8(ascii: "\""), field.isEmpty {
        (isQuoted, wasQuoted, quoteLine) = (true, true, line)
      } else if byte == UInt8(ascii: ",") {
        endField()
      } else if endsLine {
        endRecord()
      } else if !isPair {
        field.append(byte)
      }
      if endsLine { line += 1 }
      if endsLine, !isQuoted { start = line }
    }
    guard !isQuoted else {
      throw .format(
        source: source,
        line: quoteLine,
        problem: "a quote is never closed",
        fix: "close it, or double a quote that belongs to the text"
      )
    }
    endRecord()
    return records
  }

  private mutating func quoted(_ byte: UInt8, _ bytes: inout ArraySlice<UInt8>) {
    if byte != UInt8(ascii: "\"") {
      field.append(byte)
    } else if bytes.first == byte {
      bytes.removeFirst()
      field.append(byte)
    } else {
      isQuoted = false
    }
  }

  private mutating func endField() {
    fields.append(String(decoding: field, as: UTF8.self))
    field = []
  }

  private mutating func endRecord() {
    endField()
    if fields != [""] || wasQuoted { records.append((start, fields)) }
    (fields, wasQuoted) = ([], false)
  }
}
