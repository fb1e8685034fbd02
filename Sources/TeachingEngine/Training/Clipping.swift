/// Scales all gradients together so that their norm is at most `norm`; the direction is kept.
///
///     g ← g · min(1, θ / ‖g‖)
///
/// A norm of ∞ is clipped as well: infinite elements outweigh all others and share θ, the others
/// become 0; if it is only the norm that is beyond the type's range, the direction is kept as ever. NaN
/// has no direction: with one in them the gradients stay as they are, and the norm is NaN.
///
/// - Returns: the norm before clipping.
/// - Source: Pascanu, Mikolov & Bengio (2013), algorithm 1.
@discardableResult
public func clipGradients<Scalar: TensorScalar>(
  _ parameters: [NamedParameter<Scalar>],
  norm: Scalar
) -> Scalar {
  let total = gradientNorm(parameters)
  guard total > norm else { return total }
  if total == .infinity { divideByLargest(parameters) }
  let finite = total == .infinity ? gradientNorm(parameters) : total
  for parameter in parameters {
    parameter.variable.gradientIfAny = parameter.variable.gradientIfAny.map { $0 * (norm / finite) }
  }
  return total
}

/// Divides all gradients by the largest magnitude among them, ∞ / ∞ taken as 1.
private func divideByLargest<Scalar: TensorScalar>(_ parameters: [NamedParameter<Scalar>]) {
  var largest: Scalar = 0
  for parameter in parameters {
    for element in parameter.variable.gradientIfAny?.scalars ?? [] {
      largest = Scalar.maximum(largest, element.magnitude)
    }
  }
  for parameter in parameters {
    parameter.variable.gradientIfAny = parameter.variable.gradientIfAny?.map {
      $0.isInfinite ? ($0 < 0 ? -1 : 1) : $0 / largest
    }
  }
}

/// Scales all gradients of a model together so that their norm is at most `norm`.
@discardableResult
public func clipGradients<M: Model>(_ model: M, norm: M.Scalar) -> M.Scalar {
  clipGradients(model.parameters, norm: norm)
}

/// Brings every element of every gradient into `−limit ... limit`; this may turn the direction.
public func clipGradients<M: Model>(_ model: M, value limit: M.Scalar) {
  for parameter in model.parameters {
    parameter.variable.gradientIfAny = parameter.variable.gradientIfAny?
      .clamped(to: -limit...limit)
  }
}

/// The norm of all gradients together, √Σ‖gᵢ‖²; NaN if one holds NaN.
public func gradientNorm<Scalar: TensorScalar>(
  _ parameters: [NamedParameter<Scalar>]
) -> Scalar {
  TensorOf(parameters.map { $0.variable.gradientIfAny?.norm ?? 0 }).norm
}

/// The norm of all gradients of a model together, √Σ‖gᵢ‖².
public func gradientNorm<M: Model>(_ model: M) -> M.Scalar {
  gradientNorm(model.parameters)
}
