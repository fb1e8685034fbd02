/// The texts that stand in a file as base64, whatever is around them.
struct Base64Text: EncodedText {
  /// Fewer digits can hold no line that is searched for.
  private static let shortest = 16
  private static let digits: [UInt8] = {
    var digits = [UInt8](repeating: 0xFF, count: 256)
    let all = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8
    for (value, byte) in all.enumerated() { digits[Int(byte)] = UInt8(value) }
    // The form for addresses.
    (digits[Int(UInt8(ascii: "-"))], digits[Int(UInt8(ascii: "_"))]) = (62, 63)
    return digits
  }()

  /// All runs of digits decoded; a word may stand before the first digit, so each run is decoded from four
  /// places on.
  private(set) var decoded: [UInt8] = []
  /// Those of them that are packed themselves.
  private(set) var packed: [[UInt8]] = []

  init(in bytes: ArraySlice<UInt8>) {
    var run: [UInt8] = []
    var index = bytes.startIndex
    while index < bytes.endIndex {
      let digit = Self.digits[Int(bytes[index])]
      if digit != 0xFF {
        run.append(digit)
        index += 1
      } else if !run.isEmpty, let next = Self.afterLineEnd(index, in: bytes) {
        index = next
      } else {
        finish(&run)
        index += 1
      }
    }
    finish(&run)
  }

  /// Whether a byte is a digit.
  static func isDigit(_ byte: UInt8) -> Bool { digits[Int(byte)] != 0xFF }

  /// The place after the end of a line, as it is or as JSON writes it; nil for anything else.
  private static func afterLineEnd(_ index: Int, in bytes: ArraySlice<UInt8>) -> Int? {
    var next = index
    switch bytes[index] {
    case UInt8(ascii: "\n"), UInt8(ascii: "\r"): next += 1
    case UInt8(ascii: "\\"):
      guard next + 1 < bytes.endIndex, "nr".utf8.contains(bytes[next + 1]) else { return nil }
      next += 2
    default: return nil
    }
    while next < bytes.endIndex, bytes[next] == 0x20 || bytes[next] == 0x09 { next += 1 }
    return next
  }

  private mutating func finish(_ run: inout [UInt8]) {
    defer { run.removeAll(keepingCapacity: true) }
    guard run.count >= Self.shortest else { return }
    for shift in 0..<4 {
      let start = decoded.count
      var index = shift
      while index + 1 < run.count {
        let group = run[index..<min(index + 4, run.count)]
        let bits = group.reduce(UInt32(0)) { $0 << 6 | UInt32($1) } << (6 * UInt32(4 - group.count))
        for byte in 0..<group.count - 1 {
          decoded.append(UInt8(truncatingIfNeeded: bits >> (16 - 8 * UInt32(byte))))
        }
        index += 4
      }
      if PackedFile.holdsOthers(decoded[start...]) { packed.append(Array(decoded[start...])) }
      decoded.append(EncodedTexts.separator)
    }
  }
}
