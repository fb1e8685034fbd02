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

  /// The tensors of one part of a model, such as `lstm` of `lstm.weight_ih_l0`, without that part's name.
  public func part(_ name: String) -> Safetensors {
    let prefix = "\(name)."
    return Safetensors(
      tensors.filter { $0.name.hasPrefix(prefix) }
        .map { (String($0.name.dropFirst(prefix.count)), $0.value) },
      metadata: metadata
    )
  }

  /// The same tensors, some of them under other names.
  ///
  /// - Parameter names: the new name of each old one.
  public func renaming(_ names: [String: String]) -> Safetensors {
    Safetensors(tensors.map { (names[$0.name] ?? $0.name, $0.value) }, metadata: metadata)
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
    let bytes = bytes
    try ByteFile.write(bytes, to: path)
    WrittenFiles.observer?(path, bytes)
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
    // What torch.save writes is a zip archive, or a pickle.
    guard !bytes.starts(with: [0x50, 0x4b, 3, 4]), !bytes.starts(with: [0x80, 2]) else {
      throw .format(
        source: source,
        line: nil,
        problem: "the file was written by torch.save, whose format runs code when it is read",
        fix: "write it in Python with safetensors.torch.save_file(model.state_dict(), "
          + "\"model.safetensors\")"
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
      if let kind = SafetensorsEntry.kindNotRead(entry) {
        throw .format(
          source: source,
          line: nil,
          problem: "the entry of \(name) holds \(kind)",
          fix: "leave it out or convert it: F16, BF16, F32 and F64 are read"
        )
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
