/// Named tensors in the safetensors format: eight bytes of header length, a JSON header, numbers.
///
/// Numbers are little-endian and row-major. `F32` and `F64` are read and written; `F16` and `BF16`
/// are read.
///
/// - Source: the format's specification in the repository of safetensors.
public struct Safetensors<Scalar: TensorScalar>: Sendable, Equatable {
  /// The tensors, in the order of the file.
  public var tensors: [(name: String, value: TensorOf<Scalar>)]
  /// Free text by key.
  public var metadata: [String: String]

  /// A file's content.
  public init(
    _ tensors: [(name: String, value: TensorOf<Scalar>)],
    metadata: [String: String] = [:]
  ) {
    self.tensors = tensors
    self.metadata = metadata
  }

  /// The tensor of a name, `nil` if there is none.
  public subscript(name: String) -> TensorOf<Scalar>? {
    tensors.first { $0.name == name }?.value
  }

  /// Whether two files hold the same.
  public static func == (lhs: Safetensors, rhs: Safetensors) -> Bool {
    lhs.metadata == rhs.metadata && lhs.tensors.map(\.name) == rhs.tensors.map(\.name)
      && lhs.tensors.map(\.value) == rhs.tensors.map(\.value)
  }

  /// Reads a file.
  public init(contentsOf path: String) throws(EngineError) {
    try self.init(bytes: try ByteFile.read(path), source: path)
  }

  /// Writes a file, whole or not at all.
  public func write(to path: String) throws(EngineError) {
    try ByteFile.write(bytes, to: path)
  }

  /// The file's bytes; the header is padded so that the numbers are aligned to eight.
  public var bytes: [UInt8] {
    var entries: [String] = []
    if !metadata.isEmpty {
      let pairs = metadata.sorted { $0.key < $1.key }
        .map { "\(HeaderJSON.quoted($0.key)):\(HeaderJSON.quoted($0.value))" }
      entries.append("\"__metadata__\":{\(pairs.joined(separator: ","))}")
    }
    var numbers: [UInt8] = []
    for (name, value) in tensors {
      let start = numbers.count
      value.withUnsafeBufferPointer { numbers.append(contentsOf: UnsafeRawBufferPointer($0)) }
      let shape = value.shape.map(\.description).joined(separator: ",")
      entries.append(
        "\(HeaderJSON.quoted(name)):{\"dtype\":\"\(Scalar.safetensorsName)\",\"shape\":[\(shape)],"
          + "\"data_offsets\":[\(start),\(numbers.count)]}"
      )
    }
    var header = Array("{\(entries.joined(separator: ","))}".utf8)
    header += Array(repeating: 0x20, count: (8 - header.count % 8) % 8)
    let length = UInt64(header.count)
    return (0..<8).map { UInt8(truncatingIfNeeded: length >> (8 * $0)) } + header + numbers
  }

  /// Reads a file's bytes; `source` names it in errors.
  public init(bytes: [UInt8], source: String = "safetensors") throws(EngineError) {
    func broken(_ problem: String) -> EngineError {
      .format(
        source: source,
        line: nil,
        problem: problem,
        fix: "the file is damaged or not in the safetensors format; write it anew"
      )
    }
    guard bytes.count >= 8 else { throw broken("it has only \(bytes.count) bytes") }
    let length = bytes[..<8].reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    guard length <= UInt64(bytes.count - 8) else {
      throw broken("its header claims \(length) bytes")
    }
    let body = 8 + Int(length)
    guard case .object(let entries)? = HeaderJSON.parse(bytes[8..<body]) else {
      throw broken("its header is not a JSON object")
    }
    guard Set(entries.map(\.name)).count == entries.count else {
      throw broken("its header names a tensor twice")
    }
    var tensors: [(name: String, value: TensorOf<Scalar>)] = []
    var metadata: [String: String] = [:]
    for member in entries {
      let (name, entry) = (member.name, member.value)
      if name == "__metadata__" {
        guard case .object(let pairs) = entry else { throw broken("its metadata is no object") }
        for pair in pairs {
          if case .string(let value) = pair.value { metadata[pair.name] = value }
        }
        continue
      }
      guard let header = SafetensorsEntry(entry, limit: bytes.count - body) else {
        throw broken("the entry of \(name) does not fit")
      }
      let data = bytes[(body + header.start)..<(body + header.end)]
      guard let scalars: [Scalar] = header.kind.scalars(data) else {
        throw broken("the entry of \(name) does not fit")
      }
      tensors.append((name, TensorOf(uncheckedShape: header.shape, scalars)))
    }
    self.tensors = tensors
    self.metadata = metadata
  }
}

/// One checked entry of a header.
private struct SafetensorsEntry {
  let kind: StoredKind
  let shape: [Int]
  let start: Int
  let end: Int

  init?(_ entry: HeaderJSON, limit: Int) {
    guard case .object(let fields) = entry else { return nil }
    func field(_ name: String) -> HeaderJSON? { fields.first { $0.name == name }?.value }
    func integers(_ name: String) -> [Int]? {
      guard case .array(let items)? = field(name) else { return nil }
      let values = items.compactMap { if case .integer(let value) = $0 { value } else { nil } }
      return values.count == items.count ? values : nil
    }
    guard case .string(let type)? = field("dtype"), let kind = StoredKind(rawValue: type),
      let shape = integers("shape"), let offsets = integers("data_offsets"), offsets.count == 2,
      offsets[0] <= offsets[1], offsets[1] <= limit
    else { return nil }
    var count = kind.width
    for length in shape {
      let (product, overflow) = count.multipliedReportingOverflow(by: length)
      guard !overflow else { return nil }
      count = product
    }
    guard count == offsets[1] - offsets[0] else { return nil }
    (self.kind, self.shape, start, end) = (kind, shape, offsets[0], offsets[1])
  }
}

/// How numbers are stored in a file.
private enum StoredKind: String {
  case half = "F16"
  case brainHalf = "BF16"
  case single = "F32"
  case double = "F64"

  var width: Int {
    switch self {
    case .half, .brainHalf: 2
    case .single: 4
    case .double: 8
    }
  }

  func scalars<Scalar: TensorScalar>(_ bytes: ArraySlice<UInt8>) -> [Scalar]? {
    stride(from: bytes.startIndex, to: bytes.endIndex, by: width).map { place in
      let bits = bytes[place..<(place + width)].reversed().reduce(UInt64(0)) {
        $0 << 8 | UInt64($1)
      }
      switch self {
      case .half: return Scalar(Self.half(UInt16(bits)))
      case .brainHalf: return Scalar(Float(bitPattern: UInt32(bits) << 16))
      case .single: return Scalar(Float(bitPattern: UInt32(bits)))
      case .double: return Scalar(Double(bitPattern: bits))
      }
    }
  }

  /// Half precision by its parts, since `Float16` does not exist everywhere.
  private static func half(_ bits: UInt16) -> Float {
    let sign: Float = bits >> 15 == 0 ? 1 : -1
    let exponent = Int(bits >> 10 & 31)
    let fraction = Float(bits & 1023) / 1024
    switch exponent {
    case 0: return sign * fraction * 0x1p-14
    case 31: return fraction == 0 ? sign * .infinity : .nan
    default: return sign * Float(sign: .plus, exponent: exponent - 15, significand: 1 + fraction)
    }
  }
}
