/// Lines of text and where each begins in the lesson's file.
///
/// A lesson's whole file is one, and so is the Markdown inside a hint, whose lines may begin anywhere.
struct SourceText: Sendable {
  /// The lines without their line ends.
  var lines: [[UInt8]]
  /// Where the first byte of each line stands.
  var origins: [SourceLocation]

  /// Splits a file's bytes at `\n`, `\r\n` and `\r`, and drops byte order marks, of which some programs write one
  /// before another.
  init(_ bytes: [UInt8]) {
    lines = []
    var start = 0
    while bytes[start...].starts(with: [0xEF, 0xBB, 0xBF]) { start += 3 }
    var index = start
    while index < bytes.count {
      let byte = bytes[index]
      if byte == .newline || byte == .carriageReturn {
        lines.append(Array(bytes[start..<index]))
        let isPair =
          byte == .carriageReturn && index + 1 < bytes.count && bytes[index + 1] == .newline
        index += isPair ? 1 : 0
        start = index + 1
      }
      index += 1
    }
    if start < bytes.count { lines.append(Array(bytes[start...])) }
    origins = lines.indices.map { SourceLocation(line: $0 + 1, column: 1) }
  }

  /// Makes a text of lines that stand somewhere in a file.
  init(_ code: [CodeLine]) {
    lines = code.map { Array($0.text.utf8) }
    origins = code.map(\.location)
  }

  /// Where a byte stands in the lesson's file.
  ///
  /// - Parameters:
  ///   - line: the line in this text, from 0; one past the end is its end.
  ///   - offset: the byte in that line, from 0.
  func location(line: Int, offset: Int) -> SourceLocation {
    guard let last = origins.last else { return SourceLocation(line: 1, column: 1) }
    let origin =
      origins.indices.contains(line) ? origins[line] : SourceLocation(line: last.line, column: 1)
    return SourceLocation(line: origin.line, column: origin.column + max(0, offset))
  }

  /// A line as a string.
  func string(_ line: Int, from offset: Int = 0) -> String {
    String(decoding: lines[line].dropFirst(offset), as: UTF8.self)
  }

  /// Notes the first byte that is not UTF-8, or the first character that no lesson may hold.
  ///
  /// Form feeds and vertical tabs stay, for Swift code may hold them, and so do line separators, which a
  /// string may.
  func checkCharacters(mistakes: inout MistakeList) {
    for (line, bytes) in lines.enumerated() {
      var parser = Unicode.UTF8.ForwardParser()
      var iterator = bytes.makeIterator()
      var offset = 0
      scan: while true {
        switch parser.parseScalar(from: &iterator) {
        case .valid(let encoded):
          if let problem = Self.problem(with: encoded) {
            return mistakes.add(problem, at: location(line: line, offset: offset))
          }
          offset += encoded.count
        case .error:
          return mistakes.add(
            "this byte is not UTF-8: save the file in the UTF-8 encoding",
            at: location(line: line, offset: offset)
          )
        case .emptyInput: break scan
        }
      }
    }
  }

  private static func problem(with encoded: Unicode.UTF8.EncodedScalar) -> String? {
    guard let first = encoded.first, first < 0x20 || first == 0x7F || first == 0xC2 else {
      return nil
    }
    let scalar = Unicode.UTF8.decode(encoded)
    if scalar == "\0" { return "this is a null character, which no text holds: take it out" }
    guard ControlCharacters.contains(scalar), scalar != "\u{B}", scalar != "\u{C}" else {
      return nil
    }
    let escape = "\\u{\(String(scalar.value, radix: 16, uppercase: true))}"
    return
      "this is a control character, \(ControlCharacters.name(of: scalar)), which is not shown: take "
      + "it out, or write '\(escape)' in a string of Swift"
  }
}

extension UInt8 {
  static let newline = UInt8(ascii: "\n")
  static let carriageReturn = UInt8(ascii: "\r")
  static let space = UInt8(ascii: " ")
  static let tab = UInt8(ascii: "\t")
  static let backslash = UInt8(ascii: "\\")
  static let backtick = UInt8(ascii: "`")
  static let dollar = UInt8(ascii: "$")
  static let openingBracket = UInt8(ascii: "[")
  static let quoteMark = UInt8(ascii: ">")

  /// Whether it is a space or a tab.
  var isBlank: Bool { self == .space || self == .tab }

  /// Whether it is one of `0` to `9`.
  var isDigit: Bool { self >= UInt8(ascii: "0") && self <= UInt8(ascii: "9") }
}
