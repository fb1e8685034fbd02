extension Model {
  /// The parameters under their names and in PyTorch's layout.
  public var stateDictionary: Safetensors<Scalar> {
    Safetensors(parameters.map { ($0.name, $0.exported) })
  }

  /// Takes parameters by name.
  ///
  /// - Throws: an error that names what is missing, unknown or of another shape; nothing is
  ///   changed then.
  public func load(_ file: Safetensors<Scalar>) throws(EngineError) {
    let missing = parameters.filter { file[$0.name] == nil }.map(\.name)
    let known = Set(parameters.map(\.name))
    let unknown = file.tensors.map(\.name).filter { !known.contains($0) }
    guard missing.isEmpty, unknown.isEmpty else {
      throw .argument(
        operation: "load",
        problem: "the file and the model have different parameters"
          + (missing.isEmpty ? "" : "; the file lacks \(missing.joined(separator: ", "))")
          + (unknown.isEmpty ? "" : "; the model lacks \(unknown.joined(separator: ", "))"),
        fix: "build the model as it was when the file was written, or rename the entries"
      )
    }
    let before = parameters.map(\.variable.value)
    do {
      for parameter in parameters {
        if let value = file[parameter.name] { try parameter.load(value) }
      }
    } catch {
      for (parameter, value) in zip(parameters, before) { parameter.variable.value = value }
      throw error
    }
  }

  /// Writes the parameters to a safetensors file.
  public func save(to path: String) throws(EngineError) {
    try stateDictionary.write(to: path)
  }

  /// Takes the parameters from a safetensors file.
  public func load(from path: String) throws(EngineError) {
    try load(Safetensors(contentsOf: path))
  }
}
