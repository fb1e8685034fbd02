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
    let correction1 = 1 - Scalar.pow(betas.0, Scalar(stepCount))
    let correction2 = 1 - Scalar.pow(betas.1, Scalar(stepCount))
    for (index, parameter) in parameters.enumerated() {
      guard let gradient = parameter.variable.gradientIfAny else { continue }
      adamUpdate(
        parameter.variable,
        gradient,
        &first[index],
        &second[index],
        AdamConstants(
          rate: learningRate / correction1,
          rootCorrection: correction2.squareRoot(),
          beta1: betas.0,
          beta2: betas.1,
          epsilon: epsilon,
          decay: learningRate * weightDecay
        )
      )
    }
  }
}

/// The numbers of one Adam step that all elements share.
struct AdamConstants<Scalar: TensorScalar> {
  let rate: Scalar
  let rootCorrection: Scalar
  let beta1: Scalar
  let beta2: Scalar
  let epsilon: Scalar
  let decay: Scalar
}

@_specialize(where Scalar == Float)
@_specialize(where Scalar == Double)
private func adamUpdate<Scalar: TensorScalar>(
  _ variable: VariableOf<Scalar>,
  _ gradient: TensorOf<Scalar>,
  _ first: inout TensorOf<Scalar>,
  _ second: inout TensorOf<Scalar>,
  _ constants: AdamConstants<Scalar>
) {
  let c = constants
  gradient.scalars.withUnsafeBufferPointer { g in
    first.scalars.withUnsafeMutableBufferPointer { m in
      second.scalars.withUnsafeMutableBufferPointer { v in
        variable.updateValue { w in
          for i in 0..<w.count {
            m[i] = c.beta1 * m[i] + (1 - c.beta1) * g[i]
            v[i] = c.beta2 * v[i] + (1 - c.beta2) * g[i] * g[i]
            w[i] -= c.decay * w[i]
            w[i] -= c.rate * m[i] / (v[i].squareRoot() / c.rootCorrection + c.epsilon)
          }
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
