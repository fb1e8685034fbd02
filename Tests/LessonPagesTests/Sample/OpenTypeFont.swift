import Foundation

/// What an OpenType file holds, as far as tests ask.
///
/// - Source: OpenType 1.9.1, "The OpenType Font File" and "cmap"
struct OpenTypeFont {
  private let bytes: [UInt8]
  /// Where each table begins, by its tag.
  let tables: [String: Int]

  init(_ data: Data) {
    bytes = Array(data)
    let bytes = bytes
    let count = Int(bytes[4]) << 8 | Int(bytes[5])
    tables = Dictionary(
      uniqueKeysWithValues: (0..<count).map { index in
        let record = 12 + 16 * index
        let place = bytes[(record + 8)..<(record + 12)].reduce(0) { $0 << 8 | Int($1) }
        return (String(decoding: bytes[record..<(record + 4)], as: UTF8.self), place)
      }
    )
  }

  /// The characters for which the font has a glyph, from its subtables in formats 4 and 12.
  var characters: Set<UInt32> {
    guard let start = tables["cmap"] else { return [] }
    var found: Set<UInt32> = []
    for index in 0..<short(start + 2) {
      let subtable = start + long(start + 4 + 8 * index + 4)
      switch short(subtable) {
      case 4: found.formUnion(segments(subtable))
      case 12: found.formUnion(groups(subtable))
      default: continue
      }
    }
    return found
  }

  private func groups(_ subtable: Int) -> [UInt32] {
    (0..<long(subtable + 12)).flatMap { group in
      let place = subtable + 16 + 12 * group
      return UInt32(long(place))...UInt32(long(place + 4))
    }
  }

  private func segments(_ subtable: Int) -> [UInt32] {
    let size = short(subtable + 6)
    return stride(from: 0, to: size, by: 2).flatMap { segment in
      let last = short(subtable + 14 + segment)
      let first = short(subtable + 16 + size + segment)
      // The last segment ends the list and maps nothing.
      return last == 0xFFFF ? [] : Array(UInt32(first)...UInt32(last))
    }
  }

  private func short(_ place: Int) -> Int { Int(bytes[place]) << 8 | Int(bytes[place + 1]) }

  private func long(_ place: Int) -> Int { short(place) << 16 | short(place + 2) }
}
