/// The updates of optimisers over plain arrays.
public enum OptimizerKernels {
  /// The settings of one Adam step.
  public struct AdamStep<Scalar: KernelScalar> {
    /// α.
    public var learningRate: Scalar
    /// β₁, the decay of the mean of gradients.
    public var firstDecay: Scalar
    /// β₂, the decay of the mean of squared gradients.
    public var secondDecay: Scalar
    /// ε, added outside the root.
    public var epsilon: Scalar
    /// 1 − β₁ᵗ at this step t = 1, 2, ….
    public var firstCorrection: Scalar
    /// 1 − β₂ᵗ at this step.
    public var secondCorrection: Scalar

    /// The settings of step `t`; the powers β₁ᵗ and β₂ᵗ are computed in `Double` by the caller.
    @inlinable
    public init(
      learningRate: Scalar,
      firstDecay: Scalar,
      secondDecay: Scalar,
      epsilon: Scalar,
      firstCorrection: Scalar,
      secondCorrection: Scalar
    ) {
      self.learningRate = learningRate
      self.firstDecay = firstDecay
      self.secondDecay = secondDecay
      self.epsilon = epsilon
      self.firstCorrection = firstCorrection
      self.secondCorrection = secondCorrection
    }
  }

  /// One Adam step.
  ///
  ///     m ← β₁ m + (1 − β₁) g        v ← β₂ v + (1 − β₂) g²
  ///     θ ← θ − α (m / (1 − β₁ᵗ)) / (√(v / (1 − β₂ᵗ)) + ε)
  ///
  /// Source: Kingma & Ba (2015), algorithm 1.
  @_specialize(where Scalar == Float)
  @_specialize(where Scalar == Double)
  public static func adam<Scalar: KernelScalar>(
    _ step: AdamStep<Scalar>,
    parameters: UnsafeMutablePointer<Scalar>,
    gradients: UnsafePointer<Scalar>,
    firstMoments: UnsafeMutablePointer<Scalar>,
    secondMoments: UnsafeMutablePointer<Scalar>,
    count: Int
  ) {
    typealias Vector = Scalar.Vector
    let rate = Vector(repeating: step.learningRate / step.firstCorrection)
    let rootCorrection = Vector(repeating: step.secondCorrection.squareRoot())
    let epsilon = Vector(repeating: step.epsilon)
    let (decay1, decay2) = (step.firstDecay, step.secondDecay)
    func updated(_ g: Vector, _ m: Vector, _ v: Vector, _ p: Vector) -> (Vector, Vector, Vector) {
      let first = m * decay1 + g * (1 - decay1)
      let second = v * decay2 + g * g * (1 - decay2)
      return (first, second, p - rate * first / (second.squareRoot() / rootCorrection + epsilon))
    }
    let whole = count / Scalar.vectorWidth * Scalar.vectorWidth
    for offset in stride(from: 0, to: whole, by: Scalar.vectorWidth) {
      let (m, v, p) = updated(
        gradients.vector(offset),
        firstMoments.vector(offset),
        secondMoments.vector(offset),
        parameters.vector(offset)
      )
      firstMoments.store(m, offset)
      secondMoments.store(v, offset)
      parameters.store(p, offset)
    }
    guard whole < count else { return }
    let rest = count - whole
    let (m, v, p) = updated(
      gradients.firstLanes(rest, whole),
      firstMoments.firstLanes(rest, whole),
      secondMoments.firstLanes(rest, whole),
      parameters.firstLanes(rest, whole)
    )
    firstMoments.storeFirstLanes(rest, of: m, whole)
    secondMoments.storeFirstLanes(rest, of: v, whole)
    parameters.storeFirstLanes(rest, of: p, whole)
  }
}
