import Foundation

/// A JSON document as a tree.
indirect enum JSONValue: Equatable, Sendable {
  case null
  case boolean(Bool)
  /// A whole number, kept exactly: a seed may be greater than what floating-point numbers tell apart.
  case integer(Int128)
  /// Any other number.
  case number(Double)
  case text(String)
  case list([JSONValue])
  case object([String: JSONValue])
}

extension JSONValue: Decodable {
  init(from decoder: any Decoder) throws {
    if let container = try? decoder.container(keyedBy: Key.self) {
      let pairs = try container.allKeys.map {
        ($0.stringValue, try container.decode(JSONValue.self, forKey: $0))
      }
      self = .object(Dictionary(uniqueKeysWithValues: pairs))
    } else if var container = try? decoder.unkeyedContainer() {
      var values: [JSONValue] = []
      while !container.isAtEnd { values.append(try container.decode(JSONValue.self)) }
      self = .list(values)
    } else {
      self = try Self.scalar(decoder.singleValueContainer())
    }
  }

  private static func scalar(_ container: any SingleValueDecodingContainer) throws -> JSONValue {
    if container.decodeNil() { return .null }
    if let number = try? container.decode(Double.self) {
      // Beyond what a seed can be, digits that mean nothing would be made up.
      guard number.rounded() == number, number.magnitude <= 0x1p64 else { return .number(number) }
      if let whole = try? container.decode(Int64.self) { return .integer(Int128(whole)) }
      if let whole = try? container.decode(UInt64.self) { return .integer(Int128(whole)) }
      return .number(number)
    }
    if let truth = try? container.decode(Bool.self) { return .boolean(truth) }
    return .text(try container.decode(String.self))
  }

  private struct Key: CodingKey {
    var stringValue: String
    var intValue: Int? { nil }
    init(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
  }
}

extension JSONValue {
  /// The value that something is encoded as; numbers that are not finite become texts.
  init(encoding value: some Encodable) throws {
    let encoder = JSONEncoder()
    encoder.nonConformingFloatEncodingStrategy = .convertToString(
      positiveInfinity: "inf",
      negativeInfinity: "-inf",
      nan: "nan"
    )
    self = try JSONDecoder().decode(JSONValue.self, from: encoder.encode(value))
  }

  /// What the value encodes.
  func decoded<Value: Decodable>(as type: Value.Type) throws -> Value {
    let decoder = JSONDecoder()
    decoder.nonConformingFloatDecodingStrategy = .convertFromString(
      positiveInfinity: "inf",
      negativeInfinity: "-inf",
      nan: "nan"
    )
    return try decoder.decode(type, from: Data(JSONText.text(of: self).utf8))
  }
}
