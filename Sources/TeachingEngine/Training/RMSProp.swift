/// RMSProp: steps scaled by a running mean of the gradient's square.
///
///     v ← ρ v + (1 − ρ) g²        w ← w − η g / (√v + ε)
///
/// - Source: Tieleman & Hinton (2012), lecture 6.5, in PyTorch's form.
public final class RMSProp<Scalar: TensorScalar>: Optimizer {
  /// What is trained.
  public let parameters: [NamedParameter<Scalar>]
  /// η.
  public var learningRate: Scalar
  /// ρ.
  public let decay: Scalar
  /// ε, added outside the root.
  public let epsilon: Scalar
  /// How many updates were made.
  public private(set) var stepCount = 0
  private var squares: [TensorOf<Scalar>]

  /// RMSProp on a model's parameters.
  public convenience init<M: Model>(
    _ model: M,
    learningRate: Scalar = 0.01,
    decay: Scalar = 0.99,
    epsilon: Scalar = 1e-8
  ) where M.Scalar == Scalar {
    self.init(model.parameters, learningRate: learningRate, decay: decay, epsilon: epsilon)
  }

  /// RMSProp on the given parameters.
  public init(
    _ parameters: [NamedParameter<Scalar>],
    learningRate: Scalar = 0.01,
    decay: Scalar = 0.99,
    epsilon: Scalar = 1e-8
  ) {
    self.parameters = parameters
    self.learningRate = learningRate
    self.decay = decay
    self.epsilon = epsilon
    squares = parameters.map { .zeros($0.variable.shape) }
  }

  /// One update of every parameter.
  public func update() {
    stepCount += 1
    for (index, parameter) in parameters.enumerated() {
      guard let gradient = parameter.variable.gradientIfAny else { continue }
      squares[index] = decay * squares[index] + (1 - decay) * gradient.squared()
      descend(parameter.variable, learningRate, gradient / (squares[index].sqrt() + epsilon))
    }
  }
}
