/// Turns `Codable` values into bytes and back, without Foundation.
public enum WireCoder {
  /// The bytes of a value.
  ///
  /// - Throws: what the value's own `encode(to:)` throws.
  public static func encode(_ value: some Encodable) throws -> [UInt8] {
    let box = WireBox()
    try WireEncoder(box: box, codingPath: []).encode(value)
    var bytes: [UInt8] = []
    box.value.write(to: &bytes)
    return bytes
  }

  /// The value that the bytes hold.
  ///
  /// - Throws: ``WireError`` for bytes that no writer wrote, `DecodingError` for another type's.
  public static func decode<Value: Decodable>(
    _ type: Value.Type,
    from bytes: some Sequence<UInt8>
  ) throws -> Value {
    var reader = WireReader(Array(bytes)[...])
    let value = try reader.value()
    guard reader.isAtEnd else { throw WireError.malformed }
    return try WireDecoder(value: value, codingPath: []).decode(type)
  }
}

/// A key made of a number or a name, for coding paths.
struct WireKey: CodingKey {
  var stringValue: String
  var intValue: Int?

  init(stringValue: String) {
    self.stringValue = stringValue
  }

  init(intValue: Int) {
    stringValue = String(intValue)
    self.intValue = intValue
  }
}
