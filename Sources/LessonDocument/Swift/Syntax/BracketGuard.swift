/// Keeps code from the parser on which it would work for ever.
///
/// For each further `[` that directly follows another, swift-syntax's look-ahead takes twice as long.
enum BracketGuard {
  /// More opening brackets in a row than any table of numbers needs.
  static let limit = 12

  /// Where the brackets begin that are too many, as an offset in UTF-8 bytes, or nil.
  static func problem(in text: String) -> Int? {
    var start = 0
    var count = 0
    for (offset, byte) in text.utf8.enumerated() {
      switch byte {
      case UInt8(ascii: "["):
        if count == 0 { start = offset }
        count += 1
        if count > limit { return start }
      case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\n"), UInt8(ascii: "\r"): break
      default: count = 0
      }
    }
    return nil
  }
}
