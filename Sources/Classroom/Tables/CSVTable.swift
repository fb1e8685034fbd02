/// A table as spreadsheets and gradebooks exchange it, which is written again byte for byte as it was read, but for the cells
/// that were set.
///
/// The separator is a comma, a semicolon or a tab, whichever the first row uses most; a byte-order mark, any line end and
/// Excel's line `sep=;` are known and kept.
///
/// - Source: RFC 4180, "Common Format and MIME Type for Comma-Separated Values (CSV) Files".
public struct CSVTable: Equatable, Sendable {
  /// A cell.
  public struct Cell: Equatable, Sendable {
    /// What it says.
    public let text: String
    /// How it was written, with its quotes; nil for one that was not read.
    let written: String?

    /// A new cell.
    public init(_ text: String) { (self.text, written) = (text, nil) }

    init(text: String, written: String) { (self.text, self.written) = (text, written) }
  }

  /// A row.
  public struct Row: Equatable, Sendable {
    /// Its cells; there may be fewer than columns.
    public internal(set) var cells: [Cell]
    /// The line on which it begins; 0 for one that was not read.
    public let line: Int
    /// Its number, as spreadsheets count; the header is 1.
    public let number: Int
    /// The end of its line, empty at the end of a file.
    var end: String

    /// Whether nothing stands in it.
    public var isEmpty: Bool { cells.allSatisfy { $0.text.allSatisfy(\.isWhitespace) } }

    /// What a cell says; nothing where the row is too short.
    public subscript(_ column: Int) -> String {
      column < cells.count ? cells[column].text : ""
    }
  }

  /// The path by which mistakes name the table.
  public let file: String
  /// The names of the columns, without blanks around them.
  public let columns: [String]
  /// The rows below the header, empty ones too.
  public internal(set) var rows: [Row]
  /// The row of the names.
  let header: Row
  /// What stands between cells.
  let separator: UInt8
  /// What stands before the header: a mark of byte order, a line that names the separator.
  let opening: String

  /// A new table.
  ///
  /// - Parameter file: the path by which mistakes name it.
  public init(columns: [String], file: String) {
    self.init(
      file: file,
      header: Row(cells: columns.map { Cell($0) }, line: 1, number: 1, end: "\n"),
      rows: [],
      separator: UInt8(ascii: ","),
      opening: ""
    )
  }

  init(file: String, header: Row, rows: [Row], separator: UInt8, opening: String) {
    (self.file, self.header, self.rows) = (file, header, rows)
    (self.separator, self.opening) = (separator, opening)
    columns = header.cells.map(\.text.trimmedBlanks)
  }

  /// Adds a row at the end.
  public mutating func append(_ texts: [String]) {
    let end = header.end.isEmpty ? "\n" : header.end
    if let last = rows.indices.last, rows[last].end.isEmpty { rows[last].end = end }
    rows.append(
      Row(cells: texts.map { Cell($0) }, line: 0, number: (rows.last?.number ?? 1) + 1, end: end)
    )
  }

  /// Sets a cell; one that says so already stays as it is written.
  ///
  /// - Parameters:
  ///   - row: the index in ``rows``.
  ///   - column: the index in ``columns``.
  public mutating func set(_ text: String, row: Int, column: Int) {
    while rows[row].cells.count <= column { rows[row].cells.append(Cell("")) }
    // Compared by bytes: `==` takes two spellings of a letter for one.
    guard !rows[row].cells[column].text.utf8.elementsEqual(text.utf8) else { return }
    rows[row].cells[column] = Cell(text)
  }

  /// The place of a cell, for a mistake.
  public func place(_ row: Row, column: Int? = nil) -> ClassMistake.Place {
    let name = column.flatMap { $0 < columns.count ? columns[$0] : "\($0 + 1)" }
    return ClassMistake.Place(line: row.line, row: row.number, column: name)
  }

  /// A mistake in a row.
  public func mistake(_ row: Row, column: Int? = nil, _ message: String) -> ClassMistake {
    ClassMistake(file: file, place: place(row, column: column), message: message)
  }
}
