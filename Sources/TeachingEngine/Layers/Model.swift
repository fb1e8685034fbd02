/// Anything with trainable parameters, each known by name.
///
/// A model needs to list nothing: the default finds every variable, model and array of models
/// among its stored properties, in the order of their declaration, and names them by their path
/// (`cell.weight_ih`, `layers.0.bias`).
public protocol Model<Scalar> {
  /// The precision of the parameters.
  associatedtype Scalar: TensorScalar = Float
  /// The trainable parameters, in a fixed order.
  var parameters: [NamedParameter<Scalar>] { get }
}

/// A parameter, the name it has in files, and how its layout there differs.
public struct NamedParameter<Scalar: TensorScalar> {
  /// The name, as PyTorch's modules give it where they have one.
  public let name: String
  /// The leaf that holds the value and receives the gradient.
  public let variable: VariableOf<Scalar>
  /// Whether files hold it transposed: PyTorch writes y = x Wᵀ where the engine writes y = x W.
  public let isTransposedInFiles: Bool

  /// A parameter with a name.
  public init(_ name: String, _ variable: VariableOf<Scalar>, transposedInFiles: Bool = false) {
    self.name = name
    self.variable = variable
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
  public func prefixed(_ prefix: String) -> NamedParameter {
    NamedParameter("\(prefix).\(name)", variable, transposedInFiles: isTransposedInFiles)
  }

  /// The same parameter with a layer's number, such as `_l0`, appended.
  public func suffixed(_ suffix: String) -> NamedParameter {
    NamedParameter(name + suffix, variable, transposedInFiles: isTransposedInFiles)
  }
}

extension Model {
  /// The parameters found among the stored properties.
  public var parameters: [NamedParameter<Scalar>] {
    collectedParameters(of: self, as: Scalar.self)
  }

  /// How many numbers are trained.
  public var parameterCount: Int {
    parameters.reduce(0) { $0 + $1.variable.count }
  }

  /// Forgets all gradients.
  public func zeroGradients() {
    for parameter in parameters { parameter.variable.zeroGradient() }
  }

  fileprivate func parameters<Wanted: TensorScalar>(
    as _: Wanted.Type
  ) -> [NamedParameter<Wanted>] {
    parameters as? [NamedParameter<Wanted>] ?? []
  }
}

private func collectedParameters<Scalar: TensorScalar>(
  of subject: Any,
  as type: Scalar.Type
) -> [NamedParameter<Scalar>] {
  var result: [NamedParameter<Scalar>] = []
  var mirror: Mirror? = Mirror(reflecting: subject)
  while let current = mirror {
    let inherited = result
    result = []
    for (index, child) in current.children.enumerated() {
      result += parameters(under: child.label ?? "\(index)", child.value, as: type)
    }
    result = result.isEmpty ? inherited : result + inherited
    mirror = current.superclassMirror
  }
  return result
}

private func parameters<Scalar: TensorScalar>(
  under name: String,
  _ value: Any,
  as type: Scalar.Type
) -> [NamedParameter<Scalar>] {
  if let variable = value as? VariableOf<Scalar> {
    return variable.requiresGradient && variable.isLeaf ? [NamedParameter(name, variable)] : []
  }
  if let model = value as? any Model {
    return model.parameters(as: type).map { $0.prefixed(name) }
  }
  let mirror = Mirror(reflecting: value)
  switch mirror.displayStyle {
  case .optional:
    return mirror.children.first.map { parameters(under: name, $0.value, as: type) } ?? []
  case .collection, .tuple:
    return mirror.children.enumerated().flatMap { index, child in
      parameters(under: "\(name).\(index)", child.value, as: type)
    }
  default: return []
  }
}
