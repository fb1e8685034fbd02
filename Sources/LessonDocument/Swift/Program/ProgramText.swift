/// A program under construction: pieces of a block's code at their lines and columns, and the lines
/// between them.
struct ProgramText {
  private let code: BlockCode
  private let bytes: [UInt8]
  private let file: String
  /// What is written into the code wherever it is placed, in order.
  private let standing: [Insertion]
  private(set) var text = ""
  private(set) var map: SourceMap

  /// Text to be written into the code before the byte at an offset.
  typealias Insertion = (text: String, at: Int)

  /// Begins a program from `code`, with the bytes in `blanks` replaced by spaces.
  ///
  /// - Parameter insertions: what is written into the code wherever it is placed, in order.
  init(code: BlockCode, blanks: [Range<Int>], file: String, inserting insertions: [Insertion] = [])
  {
    self.code = code
    standing = insertions
    self.bytes = Self.bytes(of: code, blanking: blanks)
    self.file = file.stringLiteral
    self.map = SourceMap(strippedWidths: code.strippedWidths, end: code.end)
  }

  /// Adds lines of the program's own; a fault in them belongs to `origin`, an offset in the code.
  mutating func add(_ lines: String, origin: Int? = nil) {
    text += lines + "\n"
    let line = origin.map { code.location(at: $0).line } ?? 0
    let count = 1 + lines.utf8.count { $0 == UInt8(ascii: "\n") }
    map.origins += Array(repeating: line, count: count)
  }

  /// Adds the code in `range` at its line and column.
  ///
  /// - Parameter before: text for a line of its own that begins in the column of the code.
  /// - Parameter after: text for lines of their own.
  /// - Parameter suffix: text to follow on the code's last line.
  /// - Parameter keywords: `var` keywords to be written as `let`.
  /// - Parameter insertions: texts to be inserted into the code, and where, in order.
  mutating func place(
    _ range: Range<Int>,
    before: String = "",
    after: String = "",
    suffix: String = "",
    constant keywords: [Range<Int>] = [],
    inserting insertions: [Insertion] = []
  ) {
    let standing = standing.filter { range.lowerBound < $0.at && $0.at < range.upperBound }
    let insertions =
      standing.isEmpty ? insertions : (insertions + standing).sorted { $0.at < $1.at }
    let line = code.location(at: range.lowerBound).line
    // No line comes before the first one: what should stand there goes into it.
    let hasLineBefore = !before.isEmpty && line > 1
    addLocation(hasLineBefore ? line - 1 : line)
    let padding = padding(for: range.lowerBound)
    if hasLineBefore { add(padding + before, origin: range.lowerBound) }
    text += padding
    if !before.isEmpty && !hasLineBefore { insert(before + " ", at: range.lowerBound) }
    var written = range.lowerBound
    for insertion in insertions {
      text += source(written..<insertion.at, keywords)
      insert(insertion.text, at: insertion.at)
      written = insertion.at
    }
    text += source(written..<range.upperBound, keywords) + suffix + "\n"
    addOrigins(of: range)
    if !after.isEmpty { add(after, origin: range.lowerBound) }
  }

  private mutating func insert(_ inserted: String, at offset: Int) {
    text += inserted
    let line = code.location(at: offset).line
    let insertion = SourceMap.Insertion(
      column: code.indentation(at: offset) + 1,
      length: inserted.utf8.count
    )
    if map.insertions[line]?.contains(insertion) != true {
      map.insertions[line, default: []].append(insertion)
    }
  }

  /// Where a message about the code at `offset` will be reported.
  func position(of offset: Int) -> SourceLocation {
    SourceLocation(
      line: code.location(at: offset).line,
      column: padding(for: offset).utf8.count + 1
    )
  }

  /// Where a message about text before the code at `offset` will be reported.
  func position(before offset: Int) -> SourceLocation {
    let position = position(of: offset)
    return SourceLocation(line: max(position.line - 1, 1), column: position.column)
  }

  /// Adds generated `line` as if it stood at `offset` in the code.
  mutating func add(_ line: String, at offset: Int) {
    addLocation(code.location(at: offset).line)
    add(padding(for: offset) + line, origin: offset)
  }

  /// The code in `range` on one line, for modifiers and keywords.
  func flat(_ range: Range<Int>) -> String {
    source(range, []).split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }

  private mutating func addLocation(_ line: Int) {
    add("#sourceLocation(file: \(file), line: \(max(line, 1)))")
  }

  private func padding(for offset: Int) -> String {
    let indentation = code.indentation(at: offset)
    let line = code.location(at: offset).line
    let inserted = (map.insertions[line] ?? []).filter { $0.column <= indentation }
    return String(repeating: " ", count: indentation + inserted.map(\.length).reduce(0, +))
  }

  private func source(_ range: Range<Int>, _ keywords: [Range<Int>]) -> String {
    var part = Array(bytes[range.clamped(to: 0..<bytes.count)])
    for keyword in keywords where range.contains(keyword.lowerBound) {
      let start = keyword.lowerBound - range.lowerBound
      part.replaceSubrange(start..<(start + keyword.count), with: Array("let".utf8))
    }
    return String(decoding: part, as: UTF8.self)
  }

  private mutating func addOrigins(of range: Range<Int>) {
    let newline = UInt8(ascii: "\n")
    map.origins.append(code.location(at: range.lowerBound).line)
    for offset in range.clamped(to: 0..<bytes.count) where bytes[offset] == newline {
      map.origins.append(code.location(at: min(offset + 1, bytes.count - 1)).line)
    }
  }

  private static func bytes(of code: BlockCode, blanking blanks: [Range<Int>]) -> [UInt8] {
    var bytes = code.bytes
    for index in blanks.joined() where bytes[index] != UInt8(ascii: "\n") {
      bytes[index] = UInt8(ascii: " ")
    }
    return bytes
  }
}

extension String {
  /// The text as a Swift string literal.
  var stringLiteral: String {
    var literal = "\""
    for scalar in unicodeScalars {
      switch scalar {
      case "\"", "\\": literal += "\\" + String(scalar)
      case "\n": literal += "\\n"
      case "\r": literal += "\\r"
      default: literal.unicodeScalars.append(scalar)
      }
    }
    return literal + "\""
  }
}

extension SourceLocation {
  /// The place `columns` further on the line.
  func moved(by columns: Int) -> SourceLocation {
    SourceLocation(line: line, column: column + columns)
  }
}
