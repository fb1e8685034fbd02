/// Reads the streams of PDF files, and the words that their pages draw.
///
/// - Source: ISO 32000-1, 7.3.4 (strings), 7.4 (filters) and 9.4.3 (text).
enum PDFFile {
  /// Filters by which a stream can be written and nothing here can read it.
  private static let unreadable = ["/LZWDecode", "/RunLengthDecode", "/Crypt", "/Encrypt"]

  static func isOne(_ bytes: ArraySlice<UInt8>) -> Bool { bytes.starts(with: "%PDF-".utf8) }

  /// Its streams unpacked, and with each the words that are drawn in it, joined as they follow each other.
  ///
  /// - Parameter room: how many bytes may still be unpacked.
  static func contents(
    of file: ArraySlice<UInt8>,
    room: inout Int
  ) throws(PackedFileError) -> [PackedFile.Content] {
    let bytes = Array(file)
    let streams = try streams(of: bytes, room: &room)
    for filter in unreadable {
      let isUsed = ([bytes] + streams).contains { ByteSearch.contains($0, Array(filter.utf8)) }
      if isUsed { throw .unreadable(form: "PDF with \(filter.dropFirst())") }
    }
    var maps: Set<PDFCharacterMap> = []
    for stream in streams {
      if let map = try PDFCharacterMap(stream, room: &room) { maps.insert(map) }
    }
    var words: [[UInt8]] = []
    for drawn in streams.map({ PDFWords($0).bytes }) where !drawn.isEmpty {
      words.append(drawn)
      for map in maps {
        // A letter takes a few bytes; many fonts over many pages are many texts.
        room -= 4 * drawn.count
        guard room >= 0 else { throw .tooLarge }
        words.append(map.text(of: drawn))
      }
    }
    return (streams + words).map { PackedFile.Content(name: "", bytes: $0) }
  }

  /// The streams that zlib has packed, and those that stand as they are.
  private static func streams(
    of bytes: [UInt8],
    room: inout Int
  ) throws(PackedFileError) -> [[UInt8]] {
    var streams: [[UInt8]] = []
    let (opening, closing) = (Array("stream".utf8), Array("endstream".utf8))
    var place = 0
    while let found = ByteSearch.first(opening, in: bytes, from: place) {
      var start = found + opening.count
      if start < bytes.count, bytes[start] == 0x0D { start += 1 }
      if start < bytes.count, bytes[start] == 0x0A { start += 1 }
      let end = ByteSearch.first(closing, in: bytes, from: start) ?? bytes.count
      let stream = bytes[start..<end]
      if let content = try Inflater.zlibContent(of: stream, room: &room) {
        streams.append(content)
      } else {
        room -= stream.count
        if room < 0 { throw .tooLarge }
        streams.append(Array(stream))
        // Written in base 85 or hexadecimal digits, and packed before.
        for packed in EncodedTexts.all(in: stream).flatMap(\.packed) {
          if let content = try Inflater.zlibContent(of: packed[...], room: &room) {
            streams.append(content)
          }
        }
      }
      place = end + closing.count
    }
    return streams
  }
}

/// The strings of a stream of a PDF file, joined.
struct PDFWords {
  private(set) var bytes: [UInt8] = []

  init(_ stream: [UInt8]) {
    var index = 0
    while index < stream.count {
      switch stream[index] {
      case UInt8(ascii: "("): literal(stream, &index)
      case UInt8(ascii: "<"): hexadecimal(stream, &index)
      // The end of a text is one of a line, too.
      default: index += 1
      }
    }
  }

  /// A string in parentheses, which may hold others.
  private mutating func literal(_ stream: [UInt8], _ index: inout Int) {
    var depth = 0
    repeat {
      let byte = stream[index]
      index += 1
      switch byte {
      case UInt8(ascii: "("):
        if depth > 0 { bytes.append(byte) }
        depth += 1
      case UInt8(ascii: ")"):
        depth -= 1
        if depth > 0 { bytes.append(byte) }
      case UInt8(ascii: "\\") where index < stream.count: escape(stream, &index)
      default: bytes.append(byte)
      }
    } while depth > 0 && index < stream.count
  }

  private mutating func escape(_ stream: [UInt8], _ index: inout Int) {
    let digits = stream[index...].prefix(3).prefix { (0x30...0x37).contains($0) }
    if !digits.isEmpty {
      bytes.append(
        UInt8(truncatingIfNeeded: digits.reduce(0) { $0 << 3 | Int($1 & 7) })
      )
      index += digits.count
      return
    }
    let byte = stream[index]
    index += 1
    // `\n` and its like are blanks, which count for nothing; any other sign stands for itself.
    if !"nrtbf\r\n".utf8.contains(byte) { bytes.append(byte) }
  }

  /// A string of hexadecimal digits; `<<` begins a dictionary.
  private mutating func hexadecimal(_ stream: [UInt8], _ index: inout Int) {
    index += 1
    if index < stream.count, stream[index] == UInt8(ascii: "<") {
      index += 1
      return
    }
    var digits: [UInt8] = []
    while index < stream.count, stream[index] != UInt8(ascii: ">") {
      if let value = Character(Unicode.Scalar(stream[index])).hexDigitValue {
        digits.append(UInt8(value))
      }
      index += 1
    }
    if digits.count % 2 == 1 { digits.append(0) }
    for place in stride(from: 0, to: digits.count, by: 2) {
      bytes.append(digits[place] << 4 | digits[place + 1])
    }
  }
}

/// Which letters the numbers stand for by which a font of a PDF file is drawn: its `ToUnicode` map.
///
/// - Source: ISO 32000-1, 9.10.3.
struct PDFCharacterMap: Hashable {
  private var letters: [UInt16: [UInt8]] = [:]

  /// What reading a number's letter takes, in bytes of the room that is left for unpacking.
  private static let cost = 256

  /// Reads a map; nil if a stream is none, or an empty one.
  ///
  /// - Parameter room: how many bytes may still be unpacked: a few digits can name a range of many letters.
  init?(_ stream: [UInt8], room: inout Int) throws(PackedFileError) {
    guard ByteSearch.contains(stream, Array("begincmap".utf8)) else { return nil }
    let text = String(decoding: stream, as: UTF8.self)
    for part in text.components(between: "beginbfchar", and: "endbfchar") {
      let numbers = part.matches(of: /<([0-9A-Fa-f ]+)>/).map { String($0.1) }
      for pair in stride(from: 0, to: numbers.count - 1, by: 2) {
        add(numbers[pair], numbers[pair + 1], offset: 0)
      }
    }
    for part in text.components(between: "beginbfrange", and: "endbfrange") {
      let range = /<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>\s*(?:<([0-9A-Fa-f]+)>|\[([^\[\]]*)\])/
      for match in part.matches(of: range) {
        guard let first = UInt16(match.1, radix: 16), let last = UInt16(match.2, radix: 16),
          first <= last
        else { continue }
        let list = match.4?.matches(of: /<([0-9A-Fa-f]+)>/).map { String($0.1) }
        let count = list.map { min($0.count, Int(last - first) + 1) } ?? Int(last - first) + 1
        room -= Self.cost * count
        guard room >= 0 else { throw .tooLarge }
        for offset in (0..<count).map(UInt16.init) {
          let number = String(first + offset, radix: 16)
          if let list, Int(offset) < list.count {
            add(number, list[Int(offset)], offset: 0)
          } else if let begin = match.3 {
            add(number, String(begin), offset: offset)
          }
        }
      }
    }
    if letters.isEmpty { return nil }
  }

  private mutating func add(_ number: String, _ letter: String, offset: UInt16) {
    let digits = letter.filter { !$0.isWhitespace }
    guard let number = UInt16(number.filter { !$0.isWhitespace }, radix: 16) else { return }
    var units: [UInt16] = []
    var rest = digits[...]
    while !rest.isEmpty {
      guard let unit = UInt16(rest.prefix(4), radix: 16) else { return }
      units.append(unit)
      rest = rest.dropFirst(4)
    }
    guard let last = units.popLast() else { return }
    units.append(last &+ offset)
    letters[number] = Array(String(decoding: units, as: UTF16.self).utf8)
  }

  /// The letters of a string in which two bytes are one number.
  func text(of string: [UInt8]) -> [UInt8] {
    stride(from: 0, to: string.count - 1, by: 2).flatMap { place in
      letters[UInt16(string[place]) << 8 | UInt16(string[place + 1])] ?? [EncodedTexts.separator]
    }
  }
}

extension String {
  /// What stands between two words, wherever both stand.
  fileprivate func components(between opening: String, and closing: String) -> [Substring] {
    var parts: [Substring] = []
    var rest = self[...]
    while let begin = rest.firstRange(of: opening) {
      rest = rest[begin.upperBound...]
      guard let end = rest.firstRange(of: closing) else { break }
      parts.append(rest[..<end.lowerBound])
      rest = rest[end.upperBound...]
    }
    return parts
  }
}
