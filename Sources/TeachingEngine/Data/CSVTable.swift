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
    let records = try CSVReader(source: source).records(of: text)
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
private struct CSVReader {
  let source: String

  func records(of text: String) throws(EngineError) -> [(line: Int, fields: [String])] {
    var records: [(line: Int, fields: [String])] = []
    var fields: [String] = []
    var field = ""
    var (line, start, quoteLine) = (1, 1, 1)
    var (isQuoted, wasQuoted) = (false, false)
    func endRecord() {
      fields.append(field)
      if fields != [""] || wasQuoted { records.append((start, fields)) }
      (fields, field, wasQuoted) = ([], "", false)
    }
    var characters = Array(text.hasPrefix("\u{feff}") ? text.dropFirst() : text[...])[...]
    while let character = characters.popFirst() {
      if isQuoted {
        if character.isNewline { line += 1 }
        if character != "\"" {
          field.append(character)
        } else if characters.first == "\"" {
          characters.removeFirst()
          field.append("\"")
        } else {
          isQuoted = false
        }
      } else if character == "\"", field.isEmpty {
        (isQuoted, wasQuoted, quoteLine) = (true, true, line)
      } else if character == "," {
        fields.append(field)
        field = ""
      } else if character.isNewline {
        endRecord()
        line += 1
        start = line
      } else {
        field.append(character)
      }
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
}
