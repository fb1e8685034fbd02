extension Model {
  /// The parameters as PyTorch's `state_dict()` has them: its names, its layout, its two biases.
  public var stateDictionary: Safetensors<Scalar> {
    Safetensors(storedEntries.map { ($0.name, $0.value) })
  }

  /// Takes parameters by name, as PyTorch's `load_state_dict(strict=True)` does.
  ///
  /// - Throws: an error that names what is missing, unknown or of another shape, and what to do; nothing
  ///   is changed then.
  public func load(_ file: Safetensors<Scalar>) throws(EngineError) {
    let entries = storedEntries
    let known = Set(entries.map(\.name))
    let missing = entries.filter { !$0.isSecond && file[$0.name] == nil }.map(\.name)
    let unknown = file.tensors.map(\.name).filter { !known.contains($0) }
    guard missing.isEmpty, unknown.isEmpty else {
      throw .argument(
        operation: "load",
        problem: "the file and the model have different parameters"
          + (missing.isEmpty ? "" : "; the file lacks \(listed(missing))")
          + (unknown.isEmpty ? "" : "; the model lacks \(listed(unknown))"),
        fix: NameDifference(missing: missing, unknown: unknown, known: entries.map(\.name)).fix
      )
    }
    for entry in entries { try entry.check(file[entry.name]) }
    for entry in entries where !entry.isSecond {
      guard let value = file[entry.name] else { continue }
      try entry.load(value, second: entry.second.flatMap { file[$0] })
    }
  }

  /// Writes the parameters to a safetensors file.
  ///
  /// A lesson's block writes into a folder of its own; what it saves comes to `Work/saved`.
  public func save(to path: String) throws(EngineError) {
    try stateDictionary.write(to: path)
  }

  /// Takes the parameters from a safetensors file.
  public func load(from path: String) throws(EngineError) {
    try load(Safetensors(contentsOf: path))
  }

  private var storedEntries: [StoredEntry<Scalar>] {
    var entries: [StoredEntry<Scalar>] = []
    for parameter in parameters {
      let place = parameter.entry
      if let index = entries.firstIndex(where: { $0.name == place.name && place.block.count > 1 }) {
        entries[index].parameters.append(parameter)
        continue
      }
      entries.append(StoredEntry(name: place.name, parameters: [parameter]))
      if let second = place.second {
        entries.append(StoredEntry(name: second, parameters: [parameter], isSecond: true))
      }
    }
    return entries
  }
}

/// One tensor of a file, and the parameters that it holds.
private struct StoredEntry<Scalar: TensorScalar> {
  let name: String
  /// Those whose blocks of rows it joins, in their order.
  var parameters: [NamedParameter<Scalar>]
  /// Whether it is the second of two that are added.
  var isSecond = false

  /// The name of the entry that adds to this one.
  var second: String? { isSecond ? nil : parameters[0].entry.second }

  var value: TensorOf<Scalar> {
    let parts = parameters.map(\.exported)
    if isSecond { return .zeros(parts[0].shape) }
    return parts.count == 1 ? parts[0] : .concatenated(parts, axis: 0)
  }

  /// Whether a file's tensor can be taken.
  func check(_ value: TensorOf<Scalar>?) throws(EngineError) {
    guard let value else { return }
    let expected = self.value.shape
    guard value.shape == expected else {
      throw .shapes(
        operation: "load \(name)",
        shapes: [expected, value.shape],
        problem: "the model's and the file's shapes differ",
        fix: "build the model with the sizes of the file"
      )
    }
    guard isSecond, let start = parameters[0].entry.secondApart else { return }
    guard value.scalars[start...].allSatisfy({ $0 == 0 }) else {
      throw .argument(
        operation: "load \(name)",
        problem: "the file has two biases that do not add up to one, since a GRU's reset gate acts "
          + "on the second alone",
        fix: "build the cell with biases: .two"
      )
    }
  }

  func load(_ value: TensorOf<Scalar>, second: TensorOf<Scalar>?) throws(EngineError) {
    guard parameters.count > 1 else {
      return try parameters[0].load(second.map { value + $0 } ?? value)
    }
    let rows = value.shape[0] / parameters.count
    for (index, parameter) in parameters.enumerated() {
      try parameter.load(value.slice(axis: 0, (index * rows)..<((index + 1) * rows)))
    }
  }
}

/// Names, the first of many.
private func listed(_ names: [String]) -> String {
  names.count <= 8
    ? names.joined(separator: ", ")
    : names.prefix(6).joined(separator: ", ") + " and \(names.count - 6) more"
}
