/// One checked entry of a header.
struct SafetensorsEntry {
  let kind: StoredKind
  let shape: [Int]
  let start: Int
  let end: Int

  /// The kind of numbers of an entry that is of none that are read; nil if it is.
  static func kindNotRead(_ entry: HeaderJSON) -> String? {
    guard case .object(let fields) = entry,
      case .string(let kind)? = fields.first(where: { $0.name == "dtype" })?.value,
      StoredKind(rawValue: kind) == nil
    else { return nil }
    return kind
  }

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
enum StoredKind: String {
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
