/// What separates words without being seen: spaces and line ends of every kind, and characters of no width.
enum Blanks {
  /// A text without them, on both sides of a comparison.
  static func removed(from text: [UInt8]) -> [UInt8] {
    var kept: [UInt8] = []
    kept.reserveCapacity(text.count)
    var index = 0
    while index < text.count {
      let byte = text[index]
      if byte <= 0x20 {
        index += 1
      } else if byte < 0xC2 || byte > 0xEF {
        kept.append(byte)
        index += 1
      } else {
        let length = length(at: index, in: text)
        if length == 0 { kept.append(byte) }
        index += max(1, length)
      }
    }
    return kept
  }

  /// The length in UTF-8 of a blank beyond ASCII; 0 if none begins there.
  private static func length(at index: Int, in text: [UInt8]) -> Int {
    let second = index + 1 < text.count ? text[index + 1] : 0
    let third = index + 2 < text.count ? text[index + 2] : 0
    switch (text[index], second, third) {
    // U+0085, U+00A0, U+00AD; U+034F; U+061C.
    case (0xC2, 0x85, _), (0xC2, 0xA0, _), (0xC2, 0xAD, _), (0xCD, 0x8F, _), (0xD8, 0x9C, _):
      return 2
    // U+1680, U+180E.
    case (0xE1, 0x9A, 0x80), (0xE1, 0xA0, 0x8E): return 3
    // U+2000 to U+200F, U+2028 to U+202F, U+205F to U+2069.
    case (0xE2, 0x80, 0x80...0x8F), (0xE2, 0x80, 0xA8...0xAF), (0xE2, 0x81, 0x9F...0xA9): return 3
    // U+3000, U+FEFF.
    case (0xE3, 0x80, 0x80), (0xEF, 0xBB, 0xBF): return 3
    default: return 0
    }
  }
}
