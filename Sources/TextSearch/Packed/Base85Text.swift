/// The texts that stand in a file in base 85: Ascii85 as in PDF, that of RFC 1924 as in Git and Python, and Z85.
struct Base85Text: EncodedText {
  /// Fewer digits can hold no line that is searched for.
  private static let shortest = 13
  /// Each byte's value in each way of writing; 0xFF is no digit.
  private static let alphabets: [[UInt8]] = [
    String(String.UnicodeScalarView((33...117).compactMap(Unicode.Scalar.init))),
    "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz!#$%&()*+-;<=>?@^_`{|}~",
    "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ.-:+=^!/*?&<>()[]{}@%$#",
  ].map { (digits: String) in
    var values = [UInt8](repeating: 0xFF, count: 256)
    for (value, byte) in digits.utf8.enumerated() { values[Int(byte)] = UInt8(value) }
    return values
  }

  private(set) var decoded: [UInt8] = []
  private(set) var packed: [[UInt8]] = []

  init(in bytes: ArraySlice<UInt8>) {
    var words: [ArraySlice<UInt8>] = []
    for line in bytes.split(whereSeparator: { $0 == 0x0A || $0 == 0x0D }) {
      let parts = line.split { $0 == 0x20 || $0 == 0x09 }
      // A line without blanks may go on where the one before it ended.
      if parts.count == 1 {
        words.append(parts[0])
      } else {
        finish(&words)
        for part in parts {
          words = [part]
          finish(&words)
        }
      }
    }
    finish(&words)
  }

  private mutating func finish(_ words: inout [ArraySlice<UInt8>]) {
    defer { words.removeAll(keepingCapacity: true) }
    guard words.reduce(0, { $0 + $1.count }) >= Self.shortest else { return }
    let text = Array(words.joined())
    for values in Self.alphabets {
      for run in text.split(whereSeparator: { values[Int($0)] == 0xFF })
      where run.count >= Self.shortest && Self.isVaried(run) && !Self.isBase64(run) {
        add(run.map { values[Int($0)] })
      }
    }
  }

  /// Whether a run has as many different digits as text has; numbers and dashes have few.
  private static func isVaried(_ run: ArraySlice<UInt8>) -> Bool {
    var seen = [Bool](repeating: false, count: 256)
    var count = 0
    let wanted = min(16, run.count / 2)
    for byte in run where !seen[Int(byte)] {
      seen[Int(byte)] = true
      count += 1
      if count >= wanted { return true }
    }
    return false
  }

  /// Whether a run is so long that one in base 85 would hold signs that base64 has not.
  private static func isBase64(_ run: ArraySlice<UInt8>) -> Bool {
    run.count > 512 && run.allSatisfy(Base64Text.isDigit)
  }

  /// A word may stand before the first digit, so each run is decoded from five places on.
  private mutating func add(_ run: [UInt8]) {
    for shift in 0..<5 {
      let start = decoded.count
      var index = shift
      while index < run.count {
        let group = run[index..<min(index + 5, run.count)]
        // A last group of n digits holds n - 1 bytes, and the highest digit stands for the missing ones.
        let value = (0..<5).reduce(UInt64(0)) { sum, place in
          sum * 85 + UInt64(index + place < run.count ? run[index + place] : 84)
        }
        for byte in 0..<group.count - 1 {
          decoded.append(UInt8(truncatingIfNeeded: value >> (24 - 8 * UInt64(byte))))
        }
        index += 5
      }
      if PackedFile.holdsOthers(decoded[start...]) { packed.append(Array(decoded[start...])) }
      decoded.append(EncodedTexts.separator)
    }
  }
}
