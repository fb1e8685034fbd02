/// The texts that stand in a file with some of their bytes as `%3D`, as in addresses and answers of forms, or as `=3D`,
/// as in mails (quoted-printable).
///
/// - Source: RFC 3986, 2.1; RFC 2045, 6.7.
struct EscapedText: EncodedText {
  private static let percent = UInt8(ascii: "%")
  private static let equals = UInt8(ascii: "=")
  private static let plus = UInt8(ascii: "+")

  private(set) var decoded: [UInt8] = []
  let packed: [[UInt8]] = []

  /// Takes the lines in which an escape stands: whoever escapes a text escapes the ends of its lines, too, or writes
  /// line by line.
  init(in bytes: ArraySlice<UInt8>) {
    var start = bytes.startIndex
    var index = start
    var (isAddress, isMail) = (false, false)
    while index <= bytes.endIndex {
      let byte = index < bytes.endIndex ? bytes[index] : UInt8(ascii: "\n")
      if byte == UInt8(ascii: "\n") {
        // A mail's line goes on in the next one where `=` is its last byte.
        if isMail, Self.goesOn(bytes[start..<index]), index < bytes.endIndex {
          index += 1
          continue
        }
        let line = bytes[start..<index]
        if isAddress {
          add(line, Self.percent)
          if line.contains(Self.plus) { add(line, Self.percent, blank: Self.plus) }
        }
        if isMail { add(line, Self.equals) }
        start = index + 1
        (isAddress, isMail) = (false, false)
      } else if byte == Self.percent {
        if !isAddress { isAddress = Self.value(after: index, in: bytes) != nil }
      } else if byte == Self.equals, !isMail {
        isMail =
          Self.value(after: index, in: bytes) != nil || Self.lineEnd(index + 1, in: bytes) != nil
      }
      index += 1
    }
  }

  private static func goesOn(_ line: ArraySlice<UInt8>) -> Bool {
    (line.last == UInt8(ascii: "\r") ? line.dropLast() : line).last == equals
  }

  private mutating func add(_ line: ArraySlice<UInt8>, _ mark: UInt8, blank: UInt8? = nil) {
    var index = line.startIndex
    while index < line.endIndex {
      let byte = line[index]
      if byte == mark, let value = Self.value(after: index, in: line) {
        decoded.append(value)
        index += 3
      } else if byte == Self.equals, byte == mark, let next = Self.lineEnd(index + 1, in: line) {
        index = next
      } else {
        if byte != blank { decoded.append(byte) }
        index += 1
      }
    }
    decoded.append(EncodedTexts.separator)
  }

  private static func value(after index: Int, in bytes: ArraySlice<UInt8>) -> UInt8? {
    guard index + 2 < bytes.endIndex,
      let high = HexadecimalText.value(of: bytes[index + 1]),
      let low = HexadecimalText.value(of: bytes[index + 2])
    else { return nil }
    return high << 4 | low
  }

  /// The place after a line's end; nil if none is there.
  private static func lineEnd(_ index: Int, in bytes: ArraySlice<UInt8>) -> Int? {
    guard index < bytes.endIndex else { return nil }
    if bytes[index] == UInt8(ascii: "\n") { return index + 1 }
    guard bytes[index] == UInt8(ascii: "\r"), index + 1 < bytes.endIndex else { return nil }
    return bytes[index + 1] == UInt8(ascii: "\n") ? index + 2 : nil
  }
}
