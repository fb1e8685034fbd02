/// Reads ZIP archives, which spreadsheets and office documents are, too.
///
/// - Source: APPNOTE.TXT, the .ZIP file format specification, 4.3.
enum ZipArchive {
  private static let entryMark: [UInt8] = [0x50, 0x4B, 0x03, 0x04]
  private static let directoryMark: [UInt8] = [0x50, 0x4B, 0x01, 0x02]
  private static let endMark: [UInt8] = [0x50, 0x4B, 0x05, 0x06]

  static func isOne(_ bytes: ArraySlice<UInt8>) -> Bool {
    bytes.starts(with: entryMark) || bytes.starts(with: endMark)
  }

  /// The files of an archive.
  ///
  /// - Parameter room: how many bytes may still be unpacked.
  static func contents(
    of archive: ArraySlice<UInt8>,
    room: inout Int
  ) throws(PackedFileError) -> [PackedFile.Content] {
    let bytes = archive.startIndex == 0 ? archive : Array(archive)[...]
    // The end of the directory is followed by a comment of at most 65,535 bytes.
    let places = (max(0, bytes.count - 65_557)...max(0, bytes.count - 22)).reversed()
    guard let end = places.first(where: { bytes[$0...].starts(with: endMark) }) else {
      throw .damaged
    }
    var contents: [PackedFile.Content] = []
    var place = try number(bytes, at: end + 16, count: 4)
    for _ in 0..<(try number(bytes, at: end + 10, count: 2)) {
      guard place < bytes.count, bytes[place...].starts(with: directoryMark) else { throw .damaged }
      let lengths = try [28, 30, 32].map { offset throws(PackedFileError) in
        try number(bytes, at: place + offset, count: 2)
      }
      let name = bytes[(place + 46)...].prefix(lengths[0])
      let content = try entry(bytes, at: place, room: &room)
      contents.append(
        PackedFile.Content(name: String(decoding: name, as: UTF8.self), bytes: content)
      )
      place += 46 + lengths.reduce(0, +)
    }
    return contents
  }

  /// The file of which the directory says something at a place.
  private static func entry(
    _ bytes: ArraySlice<UInt8>,
    at place: Int,
    room: inout Int
  ) throws(PackedFileError) -> [UInt8] {
    let isEnciphered = try number(bytes, at: place + 8, count: 2) & 1 == 1
    let method = try number(bytes, at: place + 10, count: 2)
    let size = try number(bytes, at: place + 20, count: 4)
    let local = try number(bytes, at: place + 42, count: 4)
    let start =
      try local + 30 + number(bytes, at: local + 26, count: 2)
      + number(bytes, at: local + 28, count: 2)
    guard !isEnciphered, start + size <= bytes.count else { throw .damaged }
    let packed = bytes[start..<start + size]
    switch method {
    case 0:
      room -= size
      if room < 0 { throw .tooLarge }
      return Array(packed)
    case 8:
      var content: [UInt8] = []
      _ = try Inflater.inflate(packed, as: .raw, into: &content, room: &room)
      return content
    default: throw .unreadable(form: "ZIP with method \(method)")
    }
  }

  private static func number(
    _ bytes: ArraySlice<UInt8>,
    at place: Int,
    count: Int
  ) throws(PackedFileError) -> Int {
    guard place >= 0, place + count <= bytes.count else { throw .damaged }
    return bytes[place..<place + count].reversed().reduce(0) { $0 << 8 | Int($1) }
  }
}
