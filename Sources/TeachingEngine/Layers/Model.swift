/// Anything with trainable parameters, each known by name.
///
/// A model needs to list nothing: the default finds every variable, model and array of models
/// among its stored properties, in the order of their declaration, and names them by their path
/// (`cell.weight_ih`, `layers.0.bias`).
public protocol Model<Scalar>: CustomStringConvertible {
  /// The precision of the parameters.
  associatedtype Scalar: TensorScalar = Float
  /// The trainable parameters, in a fixed order.
  var parameters: [NamedParameter<Scalar>] { get }
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
