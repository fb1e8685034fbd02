/// A name and its value in a JSON object.
struct HeaderMember: Equatable {
  let name: String
  let value: HeaderJSON
}

/// The JSON that a safetensors header may hold, read strictly.
enum HeaderJSON: Equatable {
  case string(String)
  case integer(Int)
  case array([HeaderJSON])
  case object([HeaderMember])

  /// Parses a whole text; `nil` if it is not one JSON value of the kinds above.
  static func parse(_ bytes: some Collection<UInt8>) -> HeaderJSON? {
    var reader = HeaderReader(bytes: Array(bytes))
    guard let value = reader.value(depth: 0) else { return nil }
    reader.skipSpace()
    return reader.isAtEnd ? value : nil
  }

  /// A string as JSON writes it.
  static func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\u{0}"..."\u{1f}":
        let digits = String(scalar.value, radix: 16)
        result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }
}

private struct HeaderReader {
  let bytes: [UInt8]
  var place = 0

  var isAtEnd: Bool { place == bytes.count }

  mutating func skipSpace() {
    while place < bytes.count, [0x20, 0x09, 0x0a, 0x0d].contains(bytes[place]) { place += 1 }
  }

  mutating func take(_ character: Character) -> Bool {
    skipSpace()
    guard place < bytes.count, bytes[place] == character.asciiValue else { return false }
    place += 1
    return true
  }

  mutating func value(depth: Int) -> HeaderJSON? {
    skipSpace()
    guard place < bytes.count, depth < 16 else { return nil }
    switch Character(UnicodeScalar(bytes[place])) {
    case "\"": return string().map { .string($0) }
    case "{": return object(depth: depth)
    case "[": return array(depth: depth)
    default: return integer()
    }
  }

  mutating func integer() -> HeaderJSON? {
    let start = place
    while place < bytes.count, (0x30...0x39).contains(bytes[place]) { place += 1 }
    return Int(String(decoding: bytes[start..<place], as: UTF8.self)).map { .integer($0) }
  }

  mutating func array(depth: Int) -> HeaderJSON? {
    guard take("[") else { return nil }
    var items: [HeaderJSON] = []
    if take("]") { return .array([]) }
    repeat {
      guard let item = value(depth: depth + 1) else { return nil }
      items.append(item)
    } while take(",")
    return take("]") ? .array(items) : nil
  }

  mutating func object(depth: Int) -> HeaderJSON? {
    guard take("{") else { return nil }
    var items: [HeaderMember] = []
    if take("}") { return .object([]) }
    repeat {
      skipSpace()
      guard let key = string(), take(":"), let item = value(depth: depth + 1) else { return nil }
      items.append(HeaderMember(name: key, value: item))
    } while take(",")
    return take("}") ? .object(items) : nil
  }

  mutating func string() -> String? {
    guard place < bytes.count, bytes[place] == 0x22 else { return nil }
    place += 1
    var units: [UInt8] = []
    while place < bytes.count {
      let byte = bytes[place]
      place += 1
      if byte == 0x22 { return String(validating: units, as: UTF8.self) }
      guard byte == 0x5c else {
        units.append(byte)
        continue
      }
      guard let escaped = escape() else { return nil }
      units += Array(String(escaped).utf8)
    }
    return nil
  }

  private mutating func escape() -> UnicodeScalar? {
    guard place < bytes.count else { return nil }
    let byte = bytes[place]
    place += 1
    switch Character(UnicodeScalar(byte)) {
    case "\"": return "\""
    case "\\": return "\\"
    case "/": return "/"
    case "b": return "\u{8}"
    case "f": return "\u{c}"
    case "n": return "\n"
    case "r": return "\r"
    case "t": return "\t"
    case "u":
      guard let first = codeUnit() else { return nil }
      guard (0xd800...0xdbff).contains(first) else { return UnicodeScalar(first) }
      guard place + 1 < bytes.count, bytes[place] == 0x5c, bytes[place + 1] == 0x75 else {
        return nil
      }
      place += 2
      guard let second = codeUnit(), (0xdc00...0xdfff).contains(second) else { return nil }
      return UnicodeScalar(0x10000 + (first - 0xd800) * 0x400 + (second - 0xdc00))
    default: return nil
    }
  }

  private mutating func codeUnit() -> UInt32? {
    guard place + 4 <= bytes.count else { return nil }
    defer { place += 4 }
    return UInt32(String(decoding: bytes[place..<(place + 4)], as: UTF8.self), radix: 16)
  }
}
