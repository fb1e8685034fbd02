internal import EngineKernels

/// Stochastic gradient descent, with momentum if asked.
///
///     v ← μ v + g        w ← w − η v
///
/// - Source: Robbins & Monro (1951); Polyak (1964) for momentum, in PyTorch's form.
public final class SGD<Scalar: TensorScalar>: Optimizer {
  /// What is trained.
  public let parameters: [NamedParameter<Scalar>]
  /// η.
  public var learningRate: Scalar
  /// μ; 0 for plain descent.
  public let momentum: Scalar
  /// How many updates were made.
  public private(set) var stepCount = 0
  private var velocities: [TensorOf<Scalar>?]

  /// Descent on a model's parameters.
  public convenience init<M: Model>(
    _ model: M,
    learningRate: Scalar,
    momentum: Scalar = 0
  ) where M.Scalar == Scalar {
    self.init(model.parameters, learningRate: learningRate, momentum: momentum)
  }

  /// Descent on the given parameters.
  public init(
    _ parameters: [NamedParameter<Scalar>],
    learningRate: Scalar,
    momentum: Scalar = 0
  ) {
    self.parameters = parameters
    self.learningRate = learningRate
    self.momentum = momentum
    velocities = Array(repeating: nil, count: parameters.count)
  }

  /// One update of every parameter.
  public func update() {
    stepCount += 1
    for (index, parameter) in parameters.enumerated() {
      guard var update = parameter.variable.gradientIfAny else { continue }
      if momentum != 0 {
        if let velocity = velocities[index] { update += momentum * velocity }
        velocities[index] = update
      }
      descend(parameter.variable, learningRate, update)
    }
  }
}

/// w ← w − η g, in place.
@_specialize(where Scalar == Float)
@_specialize(where Scalar == Double)
func descend<Scalar: TensorScalar>(
  _ variable: VariableOf<Scalar>,
  _ rate: Scalar,
  _ update: TensorOf<Scalar>
) {
  let mode = SubnormalMode.flushed()
  defer { mode.restore() }
  update.scalars.withUnsafeBufferPointer { g in
    variable.updateValue { w in
      for i in 0..<w.count { w[i] -= rate * g[i] }
    }
  }
}
