/// A parameter, the name it has in its model, and how files hold it.
public struct NamedParameter<Scalar: TensorScalar> {
  /// The path in the model, such as `layers.0.bias`.
  public let name: String
  /// The leaf that holds the value and receives the gradient.
  public let variable: VariableOf<Scalar>
  /// Whether files hold it transposed: PyTorch writes y = x Wᵀ where the engine writes y = x W.
  public let isTransposedInFiles: Bool
  /// Where files hold it.
  let entry: FileEntry

  /// A parameter with a name, which files know it by, too.
  public init(_ name: String, _ variable: VariableOf<Scalar>, transposedInFiles: Bool = false) {
    self.init(name, variable, transposedInFiles: transposedInFiles, entry: FileEntry(name: name))
  }

  init(
    _ name: String,
    _ variable: VariableOf<Scalar>,
    transposedInFiles: Bool = false,
    entry: FileEntry
  ) {
    self.name = name
    self.variable = variable
    self.entry = entry
    isTransposedInFiles = transposedInFiles
  }

  /// The value in the layout of files.
  public var exported: TensorOf<Scalar> {
    isTransposedInFiles ? variable.value.transposed() : variable.value
  }

  /// The gradient in the layout of files; zeros if none has arrived.
  public var exportedGradient: TensorOf<Scalar> {
    let gradient = variable.gradientIfAny ?? .zeros(variable.shape)
    return isTransposedInFiles ? gradient.transposed() : gradient
  }

  /// Takes a value in the layout of files.
  public func load(_ exported: TensorOf<Scalar>) throws(EngineError) {
    let expected = self.exported.shape
    guard exported.shape == expected else {
      throw .shapes(
        operation: "load \(name)",
        shapes: [expected, exported.shape],
        problem: "the model's and the file's shapes differ",
        fix: "build the model with the sizes of the file"
      )
    }
    variable.value = isTransposedInFiles ? exported.transposed() : exported
  }

  /// The same parameter under a path.
  ///
  /// - Parameter fileName: the path in files, if it is another there.
  public func prefixed(_ prefix: String, inFiles fileName: String? = nil) -> NamedParameter {
    renamed({ "\(prefix).\($0)" }, inFiles: { "\(fileName ?? prefix).\($0)" })
  }

  /// The same parameter with a layer's number, such as `_l0`, appended.
  public func suffixed(_ suffix: String) -> NamedParameter {
    renamed({ $0 + suffix }, inFiles: { $0 + suffix })
  }

  /// The same parameter with the last occurrence of a part of its name replaced.
  func renamed(replacing part: String, by replacement: String) -> NamedParameter {
    func name(_ name: String) -> String {
      let characters = Array(name)
      let wanted = Array(part)
      guard characters.count >= wanted.count else { return name }
      let starts = (0...(characters.count - wanted.count)).reversed()
      let start = starts.first { Array(characters[$0..<($0 + wanted.count)]) == wanted }
      guard let start else { return name }
      return String(characters[..<start]) + replacement
        + String(characters[(start + wanted.count)...])
    }
    return renamed(name, inFiles: name)
  }

  /// The same parameter, held elsewhere in files.
  func stored(_ entry: FileEntry) -> NamedParameter {
    NamedParameter(name, variable, transposedInFiles: isTransposedInFiles, entry: entry)
  }

  private func renamed(
    _ name: (String) -> String,
    inFiles fileName: (String) -> String
  ) -> NamedParameter {
    var entry = entry
    entry.name = fileName(entry.name)
    entry.second = entry.second.map(fileName)
    return NamedParameter(
      name(self.name),
      variable,
      transposedInFiles: isTransposedInFiles,
      entry: entry
    )
  }
}

/// Where files hold a parameter, in the words of PyTorch's modules.
struct FileEntry {
  /// The entry's name.
  var name: String
  /// Which of equal blocks of the entry's rows, and how many blocks there are: Q, K and V share one entry.
  var block = (index: 0, count: 1)
  /// A second entry that adds to it, written as zeros: PyTorch keeps two biases.
  var second: String?
  /// From which place on the second entry acts apart from the first, and must be zero.
  var secondApart: Int?
}
