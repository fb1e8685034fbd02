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
