/// One query's additive attention over the steps of one source sequence, forward and backward.
///
///     s_j = v · tanh(q + k_j)      α = softmax(s)      context = Σ_j α_j m_j
///
/// All rows are padded to whole vectors with zeros; α to `weightStride` scalars.
public struct AdditiveAttentionStep<Scalar: KernelScalar> {
  /// Steps of the source.
  public var sources: Int
  /// Widths of keys and of memory, padded.
  public var units, width: Int
  /// k_j = m_j Wk, `[sources, units]`, and m_j, `[sources, width]`, of this sequence.
  public var keys, memory: UnsafePointer<Scalar>
  /// v, `[units]`.
  public var scoreWeights: UnsafePointer<Scalar>
  /// Which steps of the source count.
  public var active: UnsafePointer<Bool>

  /// The step over one sequence.
  @inlinable
  public init(
    sources: Int,
    units: Int,
    width: Int,
    keys: UnsafePointer<Scalar>,
    memory: UnsafePointer<Scalar>,
    scoreWeights: UnsafePointer<Scalar>,
    active: UnsafePointer<Bool>
  ) {
    (self.sources, self.units, self.width) = (sources, units, width)
    (self.keys, self.memory) = (keys, memory)
    (self.scoreWeights, self.active) = (scoreWeights, active)
  }

  /// Writes α, `padded(sources)`, and the context, `width`; both zero if no step counts.
  @_specialize(where Scalar == Float)
  @_specialize(where Scalar == Double)
  public func forward(
    query: UnsafePointer<Scalar>,
    weights: UnsafeMutablePointer<Scalar>,
    context: UnsafeMutablePointer<Scalar>
  ) {
    let padded = Scalar.padded(sources)
    var largest = -Scalar.infinity
    for j in 0..<padded {
      weights[j] = j < sources && active[j] ? score(query, j) : -.infinity
      largest = weights[j] > largest || weights[j].isNaN ? weights[j] : largest
    }
    clear(context, width)
    guard largest != -.infinity else { return clear(weights, padded) }
    var total: Scalar = 0
    for offset in stride(from: 0, to: padded, by: Scalar.vectorWidth) {
      let exponentials = Scalar.exponential(weights.vector(offset) - largest)
      weights.store(exponentials, offset)
      total += Scalar.sum(exponentials)
    }
    for offset in stride(from: 0, to: padded, by: Scalar.vectorWidth) {
      weights.store(weights.vector(offset) / total, offset)
    }
    for j in 0..<sources where active[j] {
      add(memory + j * width, times: weights[j], to: context, width)
    }
  }

  @inline(__always)
  private func score(_ query: UnsafePointer<Scalar>, _ j: Int) -> Scalar {
    let key = keys + j * units
    var sum = Scalar.Vector.zero
    for unit in stride(from: 0, to: units, by: Scalar.vectorWidth) {
      let activation = Scalar.tanh(query.vector(unit) + key.vector(unit))
      sum = sum.addingProduct(scoreWeights.vector(unit), activation)
    }
    return Scalar.sum(sum)
  }

  /// What the backward step adds to.
  public struct Gradients {
    /// ∂L/∂q, `[units]`, overwritten.
    public var query: UnsafeMutablePointer<Scalar>
    /// ∂L/∂k_j, `[sources, units]`, added to.
    public var keys: UnsafeMutablePointer<Scalar>
    /// ∂L/∂m_j through the context, `[sources, width]`, added to.
    public var memory: UnsafeMutablePointer<Scalar>
    /// ∂L/∂v of this sequence, `[units]`, added to.
    public var scoreWeights: UnsafeMutablePointer<Scalar>

    /// Gradients in these buffers.
    @inlinable
    public init(
      query: UnsafeMutablePointer<Scalar>,
      keys: UnsafeMutablePointer<Scalar>,
      memory: UnsafeMutablePointer<Scalar>,
      scoreWeights: UnsafeMutablePointer<Scalar>
    ) {
      (self.query, self.keys) = (query, keys)
      (self.memory, self.scoreWeights) = (memory, scoreWeights)
    }
  }

  /// From ∂L/∂context the gradients of q, k, m and v.
  ///
  ///     ∂α_j = ∂context · m_j        ∂m_j += α_j ∂context
  ///     ∂s_j = α_j (∂α_j − Σ_i α_i ∂α_i)
  ///     ∂q = Σ_j ∂s_j v ⊙ (1 − tanh²(q + k_j)), the same for k_j alone;  ∂v += Σ_j ∂s_j tanh(q + k_j)
  ///
  /// - Parameter scratch: `padded(sources)` scalars.
  @_specialize(where Scalar == Float)
  @_specialize(where Scalar == Double)
  public func backward(
    query: UnsafePointer<Scalar>,
    weights: UnsafePointer<Scalar>,
    contextGradient: UnsafePointer<Scalar>,
    gradients: Gradients,
    scratch: UnsafeMutablePointer<Scalar>
  ) {
    var mean: Scalar = 0
    for j in 0..<sources where active[j] {
      let row = memory + j * width
      var sum = Scalar.Vector.zero
      for feature in stride(from: 0, to: width, by: Scalar.vectorWidth) {
        sum = sum.addingProduct(contextGradient.vector(feature), row.vector(feature))
      }
      scratch[j] = Scalar.sum(sum)
      mean.addProduct(weights[j], scratch[j])
      add(contextGradient, times: weights[j], to: gradients.memory + j * width, width)
    }
    clear(gradients.query, units)
    let one = Scalar.Vector(repeating: 1)
    for j in 0..<sources where active[j] {
      let scoreGradient = weights[j] * (scratch[j] - mean)
      let (key, keyGradient) = (keys + j * units, gradients.keys + j * units)
      for unit in stride(from: 0, to: units, by: Scalar.vectorWidth) {
        let activation = Scalar.tanh(query.vector(unit) + key.vector(unit))
        let slope = (one - activation * activation) * scoreWeights.vector(unit) * scoreGradient
        gradients.query.store(gradients.query.vector(unit) + slope, unit)
        keyGradient.store(keyGradient.vector(unit) + slope, unit)
        gradients.scoreWeights.store(
          gradients.scoreWeights.vector(unit) + activation * scoreGradient,
          unit
        )
      }
    }
  }

  /// `target += factor * source` over whole vectors.
  @inline(__always)
  private func add(
    _ source: UnsafePointer<Scalar>,
    times factor: Scalar,
    to target: UnsafeMutablePointer<Scalar>,
    _ count: Int
  ) {
    let factors = Scalar.Vector(repeating: factor)
    for offset in stride(from: 0, to: count, by: Scalar.vectorWidth) {
      target.store(target.vector(offset).addingProduct(factors, source.vector(offset)), offset)
    }
  }
}
