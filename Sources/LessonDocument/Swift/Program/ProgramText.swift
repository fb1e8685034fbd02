/// A program under construction: pieces of a block's code at their lines and columns, and the lines
/// between them.
struct ProgramText {
  private let code: BlockCode
  private let bytes: [UInt8]
  private let file: String
  private(set) var text = ""
  private(set) var map: SourceMap

  /// Begins a program from `code`, with the bytes in `blanks` replaced by spaces.
  init(code: BlockCode, blanks: [Range<Int>], file: String) {
    self.code = code
    self.bytes = Self.bytes(of: code, blanking: blanks)
    self.file = file.stringLiteral
    self.map = SourceMap(strippedWidths: code.strippedWidths)
  }

  /// Adds lines of the program's own; a fault in them belongs to `origin`, an offset in the code.
  mutating func add(_ lines: String, origin: Int? = nil) {
    text += lines + "\n"
    let line = origin.map { code.location(at: $0).line } ?? 0
    map.origins += lines.split(separator: "\n", omittingEmptySubsequences: false).map { _ in line }
  }

  /// Adds the code in `range` at its line and column, with `suffix` after it.
  ///
  /// - Parameter keywords: `var` keywords to be written as `let`.
  mutating func place(
    _ range: Range<Int>,
    suffix: String = "",
    constant keywords: [Range<Int>] = []
  ) {
    locate(range.lowerBound)
    text += padding(for: range.lowerBound) + source(range, keywords) + suffix + "\n"
    addOrigins(of: range, extra: suffix.filter { $0 == "\n" }.count)
  }

  /// Adds the code in `range` at its line and column between `before` and `after`, which stand on
  /// lines of their own.
  mutating func place(_ range: Range<Int>, between before: String, and after: String) {
    let line = code.location(at: range.lowerBound).line
    addLocation(max(line - 1, 1))
    add(before, origin: range.lowerBound)
    text += padding(for: range.lowerBound) + source(range, []) + "\n"
    addOrigins(of: range, extra: 0)
    add(after, origin: range.lowerBound)
  }

  /// Adds generated `line` as if it stood at `offset` in the code.
  mutating func add(_ line: String, at offset: Int) {
    locate(offset)
    add(padding(for: offset) + line, origin: offset)
  }

  /// Adds the code in `range` with `inserted` at `offset`.
  mutating func place(_ range: Range<Int>, inserting inserted: String, at offset: Int) {
    locate(range.lowerBound)
    text += padding(for: range.lowerBound) + source(range.lowerBound..<offset, []) + inserted
    text += source(offset..<range.upperBound, []) + "\n"
    addOrigins(of: range, extra: 0)
    let line = code.location(at: offset).line
    map.insertions[line, default: []].append(
      SourceMap.Insertion(
        column: code.indentation(at: offset) + 1,
        length: inserted.utf8.count
      )
    )
  }

  /// The code in `range` on one line, for modifiers and keywords.
  func flat(_ range: Range<Int>) -> String {
    source(range, []).split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }

  private mutating func locate(_ offset: Int) { addLocation(code.location(at: offset).line) }

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

  private mutating func addOrigins(of range: Range<Int>, extra: Int) {
    let first = code.location(at: range.lowerBound).line
    let last = code.location(at: max(range.lowerBound, range.upperBound - 1)).line
    map.origins += Array(first...max(first, last))
    map.origins += Array(repeating: last, count: extra)
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
