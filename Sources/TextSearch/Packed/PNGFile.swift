/// Reads the texts that PNG pictures hold packed; those that stand there as they are need no reading.
///
/// - Source: Portable Network Graphics specification, third edition, 11.3.3.
enum PNGFile {
  private static let mark: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]

  static func isOne(_ bytes: ArraySlice<UInt8>) -> Bool { bytes.starts(with: mark) }

  /// The texts of its chunks `zTXt` and `iTXt`.
  ///
  /// - Parameter room: how many bytes may still be unpacked.
  static func texts(
    of picture: ArraySlice<UInt8>,
    room: inout Int
  ) throws(PackedFileError) -> [PackedFile.Content] {
    let bytes = Array(picture)
    var texts: [PackedFile.Content] = []
    var place = mark.count
    while place + 12 <= bytes.count {
      let length = bytes[place..<place + 4].reduce(0) { $0 << 8 | Int($1) }
      let type = String(decoding: bytes[place + 4..<place + 8], as: UTF8.self)
      let start = place + 8
      guard start + length + 4 <= bytes.count else { break }
      if let packed = packedText(in: bytes[start..<start + length], type) {
        guard let text = try Inflater.zlibContent(of: packed, room: &room) else { throw .damaged }
        texts.append(PackedFile.Content(name: "", bytes: text))
      }
      place = start + length + 4
    }
    return texts
  }

  /// The packed part of a chunk; nil if it has none.
  private static func packedText(in chunk: ArraySlice<UInt8>, _ type: String) -> ArraySlice<UInt8>?
  {
    guard let end = chunk.firstIndex(of: 0) else { return nil }
    let rest = chunk[(end + 1)...]
    switch type {
    // Keyword, method, text.
    case "zTXt", "iCCP": return rest.dropFirst()
    // Keyword, whether it is packed, method, language, translated keyword, text.
    case "iTXt" where rest.first == 1:
      let parts = rest.dropFirst(2).split(
        separator: 0,
        maxSplits: 2,
        omittingEmptySubsequences: false
      )
      return parts.count == 3 ? parts[2] : nil
    default: return nil
    }
  }
}
