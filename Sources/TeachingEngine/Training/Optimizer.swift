/// Changes parameters so that a loss falls, one step at a time.
public protocol Optimizer<Scalar>: AnyObject {
  /// The precision of the parameters.
  associatedtype Scalar: TensorScalar
  /// What is trained, in a fixed order.
  var parameters: [NamedParameter<Scalar>] { get }
  /// The step size; may be changed between steps, as schedules do.
  var learningRate: Scalar { get set }
  /// How many updates were made.
  var stepCount: Int { get }
  /// Changes every parameter by its gradient; one without a gradient stays.
  ///
  /// This is the formula of an optimiser and looks at no gradient; what trains calls `step`.
  func update()
}

extension Optimizer {
  /// Forgets the gradients of all parameters.
  public func zeroGradients() {
    for parameter in parameters { parameter.variable.zeroGradient() }
  }

  /// Changes every parameter by its gradient.
  ///
  /// Traps if a gradient holds NaN or infinity: an update would carry it into the parameters, and
  /// all later steps would train on it.
  ///
  /// - Parameter allowingNonFinite: updates nevertheless, to watch what happens.
  public func step(
    allowingNonFinite: Bool = false,
    file: StaticString = #fileID,
    line: UInt = #line
  ) {
    if !allowingNonFinite { requireFinite(loss: nil, trace: nil, file: file, line: line) }
    update()
  }

  /// One whole step: forgets old gradients, runs the loss backward, clips if asked, updates.
  ///
  /// Traps if the loss or a gradient is NaN or infinite; the sentence names the step, the
  /// parameters reached, and the operation, layer and time step where it appeared first.
  ///
  /// - Parameter clippingNorm: the largest allowed norm of all gradients together.
  /// - Parameter allowingNonFinite: updates nevertheless, to watch what happens.
  /// - Parameter trace: sees every gradient of the backward pass.
  /// - Returns: the loss before the step.
  @discardableResult
  public func step(
    minimizing loss: VariableOf<Scalar>,
    clippingNorm: Scalar? = nil,
    allowingNonFinite: Bool = false,
    trace: (any GradientObserver<Scalar>)? = nil,
    file: StaticString = #fileID,
    line: UInt = #line
  ) -> Scalar {
    zeroGradients()
    loss.backward(trace: trace, file: file, line: line)
    if !allowingNonFinite {
      requireFinite(loss: loss, trace: trace, file: file, line: line)
    }
    if let clippingNorm { clipGradients(parameters, norm: clippingNorm) }
    update()
    return loss.item
  }
}

/// Scales all gradients together so that their norm is at most `norm`; the direction is kept.
///
///     g ← g · min(1, θ / ‖g‖)
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
  for parameter in parameters {
    parameter.variable.gradientIfAny = parameter.variable.gradientIfAny.map { $0 * (norm / total) }
  }
  return total
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

/// The norm of all gradients together, √Σ‖gᵢ‖².
public func gradientNorm<Scalar: TensorScalar>(
  _ parameters: [NamedParameter<Scalar>]
) -> Scalar {
  TensorOf(parameters.map { $0.variable.gradientIfAny?.norm ?? 0 }).norm
}

/// The norm of all gradients of a model together, √Σ‖gᵢ‖².
public func gradientNorm<M: Model>(_ model: M) -> M.Scalar {
  gradientNorm(model.parameters)
}
