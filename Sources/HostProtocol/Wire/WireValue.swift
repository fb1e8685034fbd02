/// The self-describing form between a `Codable` value and its bytes.
indirect enum WireValue: Equatable, Sendable {
  case null
  case boolean(Bool)
  case integer(Int64)
  case unsigned(UInt64)
  case double(Double)
  case string(String)
  case bytes([UInt8])
  case doubles([Double])
  case array([WireValue])
  case map([String: WireValue])
}

/// Why bytes could not be read as a message.
public enum WireError: Error, Equatable, Sendable, CustomStringConvertible {
  /// The bytes end before the value does.
  case truncated
  /// A tag or a length that no writer writes.
  case malformed
  /// Values nested deeper than any message is.
  case tooDeep
  /// More values than any message has.
  case tooMany

  /// A sentence.
  public var description: String {
    switch self {
    case .truncated: "the message from the host ends too early"
    case .malformed: "the message from the host is malformed"
    case .tooDeep: "the message from the host is nested too deeply"
    case .tooMany: "the message from the host has too many parts"
    }
  }
}

extension WireValue {
  /// How deep a message may nest.
  static let depthLimit = 64
  /// How many values a message may have: each takes far more memory than its bytes.
  static let countLimit = 2_000_000

  /// Appends the value's bytes.
  func write(to bytes: inout [UInt8]) {
    switch self {
    case .null: bytes.append(0)
    case .boolean(let value): bytes.append(value ? 2 : 1)
    case .integer(let value): Self.write(3, UInt64(bitPattern: value), to: &bytes)
    case .unsigned(let value): Self.write(4, value, to: &bytes)
    case .double(let value): Self.write(5, value.bitPattern, to: &bytes)
    case .string(let value):
      Self.write(6, UInt64(value.utf8.count), to: &bytes)
      bytes.append(contentsOf: value.utf8)
    case .bytes(let value):
      Self.write(9, UInt64(value.count), to: &bytes)
      bytes.append(contentsOf: value)
    case .doubles(let values):
      Self.write(10, UInt64(values.count), to: &bytes)
      for value in values {
        withUnsafeBytes(of: value.bitPattern.littleEndian) { bytes.append(contentsOf: $0) }
      }
    case .array(let values):
      Self.write(7, UInt64(values.count), to: &bytes)
      for value in values { value.write(to: &bytes) }
    case .map(let fields):
      Self.write(8, UInt64(fields.count), to: &bytes)
      for (key, value) in fields.sorted(by: { $0.key < $1.key }) {
        WireValue.string(key).write(to: &bytes)
        value.write(to: &bytes)
      }
    }
  }

  private static func write(_ tag: UInt8, _ word: UInt64, to bytes: inout [UInt8]) {
    bytes.append(tag)
    withUnsafeBytes(of: word.littleEndian) { bytes.append(contentsOf: $0) }
  }
}

/// Reads wire values from bytes that a stranger may have written.
struct WireReader {
  private let bytes: ArraySlice<UInt8>
  private var position: Int
  private var count = 0

  init(_ bytes: ArraySlice<UInt8>) {
    self.bytes = bytes
    position = bytes.startIndex
  }

  var isAtEnd: Bool { position == bytes.endIndex }

  mutating func value(depth: Int = 0) throws(WireError) -> WireValue {
    guard depth < WireValue.depthLimit else { throw .tooDeep }
    guard count < WireValue.countLimit else { throw .tooMany }
    count += 1
    switch try byte() {
    case 0: return .null
    case 1: return .boolean(false)
    case 2: return .boolean(true)
    case 3: return .integer(Int64(bitPattern: try word()))
    case 4: return .unsigned(try word())
    case 5: return .double(Double(bitPattern: try word()))
    case 6: return .string(try text())
    case 7:
      // The count is a stranger's word: room for it is made as the values come.
      var values: [WireValue] = []
      for _ in 0..<(try length()) { values.append(try value(depth: depth + 1)) }
      return .array(values)
    case 8:
      var fields: [String: WireValue] = [:]
      for _ in 0..<(try length()) {
        guard case .string(let key) = try value(depth: depth + 1) else { throw .malformed }
        fields[key] = try value(depth: depth + 1)
      }
      return .map(fields)
    case 9:
      let count = try length()
      defer { position += count }
      return .bytes(Array(bytes[position..<position + count]))
    case 10:
      let count = try length(of: 8)
      var values: [Double] = []
      values.reserveCapacity(count)
      for _ in 0..<count { values.append(Double(bitPattern: try word())) }
      return .doubles(values)
    default: throw .malformed
    }
  }

  private mutating func byte() throws(WireError) -> UInt8 {
    guard position < bytes.endIndex else { throw .truncated }
    defer { position += 1 }
    return bytes[position]
  }

  private mutating func word() throws(WireError) -> UInt64 {
    guard bytes.endIndex - position >= 8 else { throw .truncated }
    var word: UInt64 = 0
    for offset in 0..<8 { word |= UInt64(bytes[position + offset]) << (8 * UInt64(offset)) }
    position += 8
    return word
  }

  /// A count of values that take at least so many bytes each, so it cannot exceed what is left.
  private mutating func length(of bytesEach: Int = 1) throws(WireError) -> Int {
    let word = try word()
    guard word <= UInt64((bytes.endIndex - position) / bytesEach) else { throw .truncated }
    return Int(word)
  }

  private mutating func text() throws(WireError) -> String {
    let count = try length()
    defer { position += count }
    return String(decoding: bytes[position..<position + count], as: UTF8.self)
  }
}
