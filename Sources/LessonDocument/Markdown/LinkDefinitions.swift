/// The definitions of links in a text, `[name]: address`, by their names.
///
/// A part of a text that is read on its own is given those that it names, and no others: with all of them every
/// cell of a table would cost as much as the text.
struct LinkDefinitions {
  private var lines: [String: CodeLine] = [:]

  init(_ text: MarkdownText) {
    for (number, bytes) in text.cutLines.enumerated() {
      let start = bytes.prefix(while: \.isBlank).count
      guard bytes.dropFirst(start).first == .openingBracket,
        let end = bytes[start...].firstIndex(of: UInt8(ascii: "]")),
        bytes.dropFirst(end + 1).first == .colon
      else { continue }
      let name = Self.normalised(bytes[(start + 1)..<end])
      guard lines[name] == nil else { continue }
      lines[name] = CodeLine(
        text: text.source.string(number),
        location: text.source.location(line: number, offset: 0)
      )
    }
  }

  /// An empty line and the definitions that stand between brackets in some lines; none if there are none.
  func named(in text: [CodeLine]) -> [CodeLine] {
    guard !lines.isEmpty else { return [] }
    var names: Set<String> = []
    for line in text {
      var start: Int?
      let bytes = Array(line.text.utf8)
      for (index, byte) in bytes.enumerated() {
        if byte == .openingBracket {
          start = index + 1
        } else if byte == UInt8(ascii: "]"), let first = start {
          names.insert(Self.normalised(bytes[first..<index]))
          start = nil
        }
      }
    }
    let found = names.compactMap { lines[$0] }.sorted { $0.location < $1.location }
    guard let first = found.first else { return [] }
    return [CodeLine(text: "", location: first.location)] + found
  }

  /// A name as CommonMark compares it: without case, blanks as one.
  private static func normalised(_ bytes: some Sequence<UInt8>) -> String {
    String(decoding: Array(bytes), as: UTF8.self).split(whereSeparator: \.isWhitespace)
      .joined(separator: " ").lowercased()
  }
}
