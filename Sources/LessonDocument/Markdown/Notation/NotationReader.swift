/// What in the text of a lesson is not CommonMark's: addresses that are links, tildes that are none, and what other
/// tools would read.
///
/// Code, formulas, tags and the addresses of links are passed over, and so is a sign after a backslash.
struct NotationReader {
  /// The addresses, and the lines on which they stand.
  private(set) var addresses: [(line: Int, range: Range<Int>, address: BareAddress)] = []
  /// Where `\~` stands.
  private(set) var tildes: [(line: Int, offset: Int)] = []
  private let lines: [[UInt8]]
  private let source: SourceText
  /// How many boxes are open.
  private var boxes = 0

  /// Reads a text whose formulas are cut out.
  init(_ outline: TextOutline, lines: [[UInt8]], source: SourceText, mistakes: inout MistakeList) {
    (self.lines, self.source) = (lines, source)
    for passage in outline.passages { read(passage, mistakes: &mistakes) }
  }

  private mutating func read(_ passage: TextOutline.Passage, mistakes: inout MistakeList) {
    let content = PassageContent(passage, of: lines)
    let bytes = content.bytes
    guard bytes.contains(where: { Self.signs[Int($0)] }) else { return }
    let code = CodeSpans(bytes)
    let links = LinkParts(bytes, code: code)
    let marks = ForeignMarks(bytes)
    // Also in what other tools would read otherwise an address is one.
    for (_, address) in links.bareAddresses.sorted(by: { $0.key < $1.key }) {
      keep(address, in: content)
    }
    var lineStarts = content.starts.map(\.index)[...]
    var index = 0
    while index < bytes.count {
      if let start = lineStarts.first, index >= start {
        lineStarts.removeFirst()
        let isFirst = start == 0
        if index == start, let mark = marks.mark(atLine: start, isFirst: isFirst) {
          warn(mark, in: content, mistakes: &mistakes)
          index = max(index + 1, mark.range.upperBound)
          continue
        }
      }
      if let part = links.parts[index] {
        index = part.end
        continue
      }
      guard Self.signs[Int(bytes[index])] else {
        index += 1
        continue
      }
      if bytes[index] == .backtick {
        index = code.end(at: index, in: bytes)
        continue
      }
      if let mark = marks.mark(at: index), links.addresses[index] == nil,
        !isCaption(mark, in: content)
      {
        warn(mark, in: content, mistakes: &mistakes)
        index = mark.range.upperBound
        continue
      }
      guard bytes[index] == .backslash else {
        index += 1
        continue
      }
      if index + 1 < bytes.count, bytes[index + 1] == UInt8(ascii: "~") {
        tildes.append(content.position(of: index))
      }
      index += 2
    }
  }

  /// The bytes at which something may begin.
  private static let signs: [Bool] = {
    var signs = [Bool](repeating: false, count: 256)
    for byte in "{@[\\=~^:%`wh+(!?*-".utf8 { signs[Int(byte)] = true }
    return signs
  }()

  /// Whether it is the name of a table, at the end of its caption.
  private func isCaption(_ mark: ForeignMark, in content: PassageContent) -> Bool {
    guard mark.notation == .attributes else { return false }
    let start = content.start(of: mark.range.lowerBound).index
    return content.bytes[start...].starts(with: ": ".utf8)
      && content.bytes[mark.range].starts(with: "{#tbl-".utf8)
  }

  private mutating func keep(_ address: BareAddress, in content: PassageContent) {
    let (line, offset) = content.position(of: address.range.lowerBound)
    addresses.append((line, offset..<offset + address.range.count, address))
  }

  private mutating func warn(
    _ mark: ForeignMark,
    in content: PassageContent,
    mistakes: inout MistakeList
  ) {
    let written = String(decoding: content.bytes[mark.range], as: UTF8.self)
    if mark.notation == .box {
      // What ends a box is told where it begins.
      let ends = written.allSatisfy { $0 == ":" }
      if ends, boxes > 0 {
        boxes -= 1
        return
      }
      boxes += ends ? 0 : 1
    }
    let (line, offset) = content.position(of: mark.range.lowerBound)
    mistakes.warn(
      mark.notation.warning(written, instead: mark.instead),
      at: source.location(line: line, offset: offset)
    )
  }
}
