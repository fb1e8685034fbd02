/// The texts that stand in a file as hexadecimal digits: `6c6574`, `6c 65 74`, `\x6c\x65`, `0x6c, 0x65`, `%6c%65`.
struct HexadecimalText: EncodedText {
  /// Fewer digits can hold no line that is searched for.
  private static let shortest = 2 * LineFinder.shortest
  private static let separators: [Bool] = {
    var separators = [Bool](repeating: false, count: 256)
    for byte in " \t\r\n,;:%-_'\"|[]{}".utf8 { separators[Int(byte)] = true }
    return separators
  }()

  private(set) var decoded: [UInt8] = []
  private(set) var packed: [[UInt8]] = []

  init(in bytes: ArraySlice<UInt8>) {
    var run: [UInt8] = []
    var index = bytes.startIndex
    while index < bytes.endIndex {
      let byte = bytes[index]
      let next = index + 1 < bytes.endIndex ? bytes[index + 1] : 0
      if next | 0x20 == UInt8(ascii: "x"), byte == UInt8(ascii: "0") || byte == UInt8(ascii: "\\") {
        index += 2
      } else if let value = Self.value(of: byte) {
        run.append(value)
        index += 1
      } else {
        if !Self.separators[Int(byte)] { finish(&run) }
        index += 1
      }
    }
    finish(&run)
  }

  /// The value of a digit; nil for anything else.
  static func value(of byte: UInt8) -> UInt8? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
    default: nil
    }
  }

  /// A digit of a word may stand before the first, so each run is decoded from two places on.
  private mutating func finish(_ run: inout [UInt8]) {
    defer { run.removeAll(keepingCapacity: true) }
    guard run.count >= Self.shortest else { return }
    for shift in 0..<2 {
      let start = decoded.count
      var index = shift
      while index + 1 < run.count {
        decoded.append(run[index] << 4 | run[index + 1])
        index += 2
      }
      if PackedFile.holdsOthers(decoded[start...]) { packed.append(Array(decoded[start...])) }
      decoded.append(EncodedTexts.separator)
    }
  }
}
