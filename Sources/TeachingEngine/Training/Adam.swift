internal import EngineKernels

/// Adam: steps scaled by running means of the gradient and of its square.
///
///     m ← β₁ m + (1 − β₁) g        v ← β₂ v + (1 − β₂) g²
///     m̂ = m / (1 − β₁ᵗ)            v̂ = v / (1 − β₂ᵗ)
///     w ← w − η m̂ / (√v̂ + ε)
///
/// With `weightDecay` λ it is AdamW: w ← w − η λ w first, apart from the gradient.
///
/// - Source: Kingma & Ba (2015), algorithm 1; Loshchilov & Hutter (2019) for the decay.
public final class Adam<Scalar: TensorScalar>: Optimizer {
  /// What is trained.
  public let parameters: [NamedParameter<Scalar>]
  /// η.
  public var learningRate: Scalar
  /// β₁ and β₂.
  public let betas: (Scalar, Scalar)
  /// ε, added outside the root.
  public let epsilon: Scalar
  /// λ, decoupled from the gradient; 0 for plain Adam.
  public let weightDecay: Scalar
  /// How many updates were made.
  public private(set) var stepCount = 0
  private var first: [TensorOf<Scalar>]
  private var second: [TensorOf<Scalar>]

  /// Adam on a model's parameters.
  public convenience init<M: Model>(
    _ model: M,
    learningRate: Scalar = 0.001,
    betas: (Scalar, Scalar) = (0.9, 0.999),
    epsilon: Scalar = 1e-8,
    weightDecay: Scalar = 0
  ) where M.Scalar == Scalar {
    self.init(
      model.parameters,
      learningRate: learningRate,
      betas: betas,
      epsilon: epsilon,
      weightDecay: weightDecay
    )
  }

  /// Adam on the given parameters.
  public init(
    _ parameters: [NamedParameter<Scalar>],
    learningRate: Scalar = 0.001,
    betas: (Scalar, Scalar) = (0.9, 0.999),
    epsilon: Scalar = 1e-8,
    weightDecay: Scalar = 0
  ) {
    self.parameters = parameters
    self.learningRate = learningRate
    self.betas = betas
    self.epsilon = epsilon
    self.weightDecay = weightDecay
    first = parameters.map { .zeros($0.variable.shape) }
    second = first
  }

  /// One update of every parameter.
  public func update() {
    stepCount += 1
    let power = Double(stepCount)
    let constants = OptimizerKernels.AdamStep(
      learningRate: learningRate,
      firstDecay: betas.0,
      secondDecay: betas.1,
      epsilon: epsilon,
      firstCorrection: Scalar(1 - Double.pow(Double(betas.0), power)),
      secondCorrection: Scalar(1 - Double.pow(Double(betas.1), power))
    )
    for (index, parameter) in parameters.enumerated() {
      guard let gradient = parameter.variable.gradientIfAny else { continue }
      if weightDecay != 0 {
        descend(parameter.variable, learningRate * weightDecay, parameter.variable.value)
      }
      adamUpdate(parameter.variable, gradient, &first[index], &second[index], constants)
    }
  }
}

private func adamUpdate<Scalar: TensorScalar>(
  _ variable: VariableOf<Scalar>,
  _ gradient: TensorOf<Scalar>,
  _ first: inout TensorOf<Scalar>,
  _ second: inout TensorOf<Scalar>,
  _ constants: OptimizerKernels.AdamStep<Scalar>
) {
  // Moments of a gradient that stays away fade, at last into subnormal numbers.
  let mode = SubnormalMode.flushed()
  defer { mode.restore() }
  gradient.withUnsafeBufferPointer { g in
    first.withUnsafeMutableBufferPointer { m in
      second.withUnsafeMutableBufferPointer { v in
        variable.updateValue { w in
          guard let g = g.baseAddress, let m = m.baseAddress, let v = v.baseAddress,
            let values = w.baseAddress
          else { return }
          OptimizerKernels.adam(
            constants,
            parameters: values,
            gradients: g,
            firstMoments: m,
            secondMoments: v,
            count: w.count
          )
        }
      }
    }
  }
}

/// AdamW: Adam with decoupled weight decay.
public func AdamW<M: Model>(
  _ model: M,
  learningRate: M.Scalar = 0.001,
  weightDecay: M.Scalar = 0.01
) -> Adam<M.Scalar> {
  Adam(model, learningRate: learningRate, weightDecay: weightDecay)
}
