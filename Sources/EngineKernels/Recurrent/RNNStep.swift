/// One time step of a vanilla RNN after its matrix product, forward and backward.
///
///     h′ = φ(a),   a = x Wx + b + h Wh,   φ = tanh or max(0, ·)
///     ∂a = ∂h′ ⊙ φ′(a): 1 − h′² for tanh, 1 where h′ > 0 for ReLU
public struct RNNStep<Scalar: KernelScalar> {
  /// Before the step a, then h′; after the backward step ∂L/∂a.
  ///
  /// `[batch, hidden]`.
  public var activations: BatchRows<Scalar>
  /// Units of a row, padded.
  public var hidden: Int
  /// Whether φ is max(0, ·) instead of tanh.
  public var rectified: Bool

  /// The step over these activations.
  @inlinable
  public init(activations: BatchRows<Scalar>, hidden: Int, rectified: Bool) {
    self.activations = activations
    self.hidden = hidden
    self.rectified = rectified
  }

  /// Turns a into h′ and writes h′ to `next`; inactive rows copy `previous`.
  @_specialize(where Scalar == Float)
  @_specialize(where Scalar == Double)
  public func forward(_ rows: StepRows, previous: BatchRows<Scalar>, next: BatchRows<Scalar>) {
    for row in rows.range {
      guard rows.isActive(row) else {
        copy(previous[row], to: next[row], hidden)
        continue
      }
      let (a, h) = (activations[row], next[row])
      for unit in stride(from: 0, to: hidden, by: Scalar.vectorWidth) {
        let input = a.vector(unit)
        let output =
          rectified ? input.replacing(with: 0, where: input .< 0) : Scalar.tanh(input)
        a.store(output, unit)
        h.store(output, unit)
      }
    }
  }

  /// Turns h′ into ∂L/∂a, given ∂L/∂h′ in `hiddenGradient` plus `outputGradient`.
  ///
  /// With inactive rows in the batch, `hiddenGradient` afterwards holds what reaches h without the
  /// product, which is then to be added; otherwise the product overwrites it.
  @_specialize(where Scalar == Float)
  @_specialize(where Scalar == Double)
  public func backward(
    _ rows: StepRows,
    hiddenGradient: BatchRows<Scalar>,
    outputGradient: BatchRows<Scalar>?
  ) {
    let one = Scalar.Vector(repeating: 1)
    for row in rows.range {
      let a = activations[row]
      guard rows.isActive(row) else {
        clear(a, hidden)
        continue
      }
      let carried = hiddenGradient[row]
      for unit in stride(from: 0, to: hidden, by: Scalar.vectorWidth) {
        var gradient = carried.vector(unit)
        if let outputGradient { gradient += outputGradient[row].vector(unit) }
        let output = a.vector(unit)
        let slope =
          rectified
          ? Scalar.Vector.zero.replacing(with: one, where: output .> 0)
          : one - output * output
        a.store(gradient * slope, unit)
        if rows.active != nil { carried.store(.zero, unit) }
      }
    }
  }
}
