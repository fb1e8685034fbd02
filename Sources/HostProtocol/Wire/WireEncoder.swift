/// Where a container leaves the value that it builds.
final class WireBox {
  private enum Content {
    case value(WireValue)
    case array([WireBox])
    case map([String: WireBox])
  }

  private var content = Content.value(.null)

  func set(_ value: WireValue) { content = .value(value) }

  func becomeArray() {
    if case .array = content { return }
    content = .array([])
  }

  func becomeMap() {
    if case .map = content { return }
    content = .map([:])
  }

  var count: Int {
    if case .array(let boxes) = content { boxes.count } else { 0 }
  }

  func append() -> WireBox {
    guard case .array(var boxes) = content else { return WireBox() }
    content = .value(.null)
    let box = WireBox()
    boxes.append(box)
    content = .array(boxes)
    return box
  }

  func field(_ key: String) -> WireBox {
    guard case .map(var boxes) = content else { return WireBox() }
    if let box = boxes[key] { return box }
    let box = WireBox()
    boxes[key] = box
    content = .map(boxes)
    return box
  }

  var value: WireValue {
    switch content {
    case .value(let value): value
    case .array(let boxes): .array(boxes.map(\.value))
    case .map(let boxes): .map(boxes.mapValues(\.value))
    }
  }
}

struct WireEncoder: Encoder {
  let box: WireBox
  let codingPath: [any CodingKey]
  var userInfo: [CodingUserInfoKey: Any] { [:] }

  func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
    box.becomeMap()
    return KeyedEncodingContainer(WireKeyedEncoding<Key>(box: box, codingPath: codingPath))
  }

  func unkeyedContainer() -> any UnkeyedEncodingContainer {
    box.becomeArray()
    return WireListEncoding(box: box, codingPath: codingPath)
  }

  func singleValueContainer() -> any SingleValueEncodingContainer {
    WireSingleEncoding(box: box, codingPath: codingPath)
  }

  /// Encodes a value, packing the two kinds of lists that carry most of the data.
  func encode(_ value: some Encodable) throws {
    if let bytes = value as? [UInt8] {
      box.set(.bytes(bytes))
    } else if let doubles = value as? [Double] {
      box.set(.doubles(doubles))
    } else {
      try value.encode(to: self)
    }
  }
}

private struct WireSingleEncoding: SingleValueEncodingContainer {
  let box: WireBox
  let codingPath: [any CodingKey]

  mutating func encodeNil() { box.set(.null) }
  mutating func encode(_ value: Bool) { box.set(.boolean(value)) }
  mutating func encode(_ value: String) { box.set(.string(value)) }
  mutating func encode(_ value: Double) { box.set(.double(value)) }
  mutating func encode(_ value: Float) { box.set(.double(Double(value))) }
  mutating func encode(_ value: Int) { box.set(.integer(Int64(value))) }
  mutating func encode(_ value: Int8) { box.set(.integer(Int64(value))) }
  mutating func encode(_ value: Int16) { box.set(.integer(Int64(value))) }
  mutating func encode(_ value: Int32) { box.set(.integer(Int64(value))) }
  mutating func encode(_ value: Int64) { box.set(.integer(value)) }
  mutating func encode(_ value: UInt) { box.set(.unsigned(UInt64(value))) }
  mutating func encode(_ value: UInt8) { box.set(.unsigned(UInt64(value))) }
  mutating func encode(_ value: UInt16) { box.set(.unsigned(UInt64(value))) }
  mutating func encode(_ value: UInt32) { box.set(.unsigned(UInt64(value))) }
  mutating func encode(_ value: UInt64) { box.set(.unsigned(value)) }
  mutating func encode(_ value: some Encodable) throws {
    try WireEncoder(box: box, codingPath: codingPath).encode(value)
  }
}

private struct WireListEncoding: UnkeyedEncodingContainer {
  let box: WireBox
  let codingPath: [any CodingKey]
  var count: Int { box.count }

  mutating func encodeNil() { box.append().set(.null) }

  mutating func encode(_ value: some Encodable) throws {
    try WireEncoder(box: box.append(), codingPath: codingPath).encode(value)
  }

  mutating func nestedContainer<Key: CodingKey>(
    keyedBy type: Key.Type
  ) -> KeyedEncodingContainer<Key> {
    WireEncoder(box: box.append(), codingPath: codingPath).container(keyedBy: type)
  }

  mutating func nestedUnkeyedContainer() -> any UnkeyedEncodingContainer {
    WireEncoder(box: box.append(), codingPath: codingPath).unkeyedContainer()
  }

  mutating func superEncoder() -> any Encoder {
    WireEncoder(box: box.append(), codingPath: codingPath)
  }
}

private struct WireKeyedEncoding<Key: CodingKey>: KeyedEncodingContainerProtocol {
  let box: WireBox
  let codingPath: [any CodingKey]

  mutating func encodeNil(forKey key: Key) { box.field(key.stringValue).set(.null) }

  mutating func encode(_ value: some Encodable, forKey key: Key) throws {
    try encoder(key).encode(value)
  }

  mutating func nestedContainer<Nested: CodingKey>(
    keyedBy type: Nested.Type,
    forKey key: Key
  ) -> KeyedEncodingContainer<Nested> {
    encoder(key).container(keyedBy: type)
  }

  mutating func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedEncodingContainer {
    encoder(key).unkeyedContainer()
  }

  mutating func superEncoder() -> any Encoder {
    WireEncoder(box: box.field("super"), codingPath: codingPath)
  }

  mutating func superEncoder(forKey key: Key) -> any Encoder { encoder(key) }

  private func encoder(_ key: Key) -> WireEncoder {
    WireEncoder(box: box.field(key.stringValue), codingPath: codingPath + [key])
  }
}
