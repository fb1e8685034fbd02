/// One time step of a GRU after its matrix products, forward and backward.
///
///     r, z = σ(aᵣ), σ(a_z)
///     n = tanh(aₙ + r ⊙ m), m = h Whn + bhn   (reset after the product), or
///     n = tanh(aₙ + (r ⊙ h) Whn)              (reset before it, in two phases)
///     h′ = z ⊙ h + (1 − z) ⊙ n   (z keeps), or   h′ = (1 − z) ⊙ h + z ⊙ n   (z writes)
public struct GRUStep<Scalar: KernelScalar> {
  /// Before the step the pre-activations, then the gates; after the backward step ∂L/∂a.
  ///
  /// `[batch, 4 · hidden]`, blocks n, r, z, m; `[batch, 3 · hidden]`, blocks n, r, z, with the reset
  /// before the product.
  public var gates: BatchRows<Scalar>
  /// Units of a row, padded.
  public var hidden: Int
  /// Whether z keeps the old state; otherwise it writes the new one.
  public var updateKeeps: Bool

  /// The step over these gates.
  @inlinable
  public init(gates: BatchRows<Scalar>, hidden: Int, updateKeeps: Bool) {
    self.gates = gates
    self.hidden = hidden
    self.updateKeeps = updateKeeps
  }

  /// Before the candidate's product: gates r and z, and `reset` = r ⊙ h.
  @_specialize(where Scalar == Float)
  @_specialize(where Scalar == Double)
  public func reset(_ rows: StepRows, previous: BatchRows<Scalar>, reset: BatchRows<Scalar>) {
    for row in rows.range {
      let (r, z) = (gates[row] + hidden, gates[row] + 2 * hidden)
      for unit in stride(from: 0, to: hidden, by: Scalar.vectorWidth) {
        let opening = Scalar.sigmoid(r.vector(unit))
        r.store(opening, unit)
        z.store(Scalar.sigmoid(z.vector(unit)), unit)
        reset[row].store(opening * previous[row].vector(unit), unit)
      }
    }
  }

  /// The new state from finished pre-activations; inactive rows keep theirs.
  ///
  /// - Parameter resetAfter: whether r, z and m are still to be used here; otherwise `reset` and the
  ///   candidate's product came before.
  @_specialize(where Scalar == Float)
  @_specialize(where Scalar == Double)
  public func forward(
    _ rows: StepRows,
    previous: BatchRows<Scalar>,
    next: BatchRows<Scalar>,
    resetAfter: Bool
  ) {
    for row in rows.range {
      let (old, new) = (previous[row], next[row])
      guard rows.isActive(row) else {
        copy(old, to: new, hidden)
        continue
      }
      let (n, r) = (gates[row], gates[row] + hidden)
      let (z, m) = (gates[row] + 2 * hidden, gates[row] + 3 * hidden)
      for unit in stride(from: 0, to: hidden, by: Scalar.vectorWidth) {
        var candidate = n.vector(unit)
        var update = z.vector(unit)
        if resetAfter {
          let opening = Scalar.sigmoid(r.vector(unit))
          update = Scalar.sigmoid(update)
          candidate = candidate.addingProduct(opening, m.vector(unit))
          r.store(opening, unit)
          z.store(update, unit)
        }
        candidate = Scalar.tanh(candidate)
        n.store(candidate, unit)
        // z keeps: n + z (h − n);  z writes: h + z (n − h).
        let h = old.vector(unit)
        new.store(
          updateKeeps
            ? candidate.addingProduct(update, h - candidate)
            : h.addingProduct(update, candidate - h),
          unit
        )
      }
    }
  }

  /// Turns n and z, and with `resetAfter` also r and m, into ∂L/∂a.
  ///
  ///     z keeps:  ∂z = ∂h′ ⊙ (h − n)   ∂n = ∂h′ ⊙ (1 − z)   ∂h = ∂h′ ⊙ z
  ///     z writes: ∂z = ∂h′ ⊙ (n − h)   ∂n = ∂h′ ⊙ z         ∂h = ∂h′ ⊙ (1 − z)
  ///     reset after: ∂m = ∂aₙ ⊙ r      ∂r = ∂aₙ ⊙ m
  ///
  /// `hiddenGradient` holds ∂L/∂h′ from later steps, afterwards the part of ∂L/∂h that does not pass
  /// through a product.
  @_specialize(where Scalar == Float)
  @_specialize(where Scalar == Double)
  public func backward(
    _ rows: StepRows,
    previous: BatchRows<Scalar>,
    hiddenGradient: BatchRows<Scalar>,
    outputGradient: BatchRows<Scalar>?,
    resetAfter: Bool
  ) {
    let one = Scalar.Vector(repeating: 1)
    for row in rows.range {
      let (n, r) = (gates[row], gates[row] + hidden)
      let (z, m) = (gates[row] + 2 * hidden, gates[row] + 3 * hidden)
      guard rows.isActive(row) else {
        clear(n, (resetAfter ? 4 : 3) * hidden)
        continue
      }
      let carried = hiddenGradient[row]
      for unit in stride(from: 0, to: hidden, by: Scalar.vectorWidth) {
        var dh = carried.vector(unit)
        if let outputGradient { dh += outputGradient[row].vector(unit) }
        let (candidate, update) = (n.vector(unit), z.vector(unit))
        let difference = previous[row].vector(unit) - candidate
        let (kept, written) =
          updateKeeps ? (update, one - update) : (one - update, update)
        let sign: Scalar = updateKeeps ? 1 : -1
        let da = dh * written * (one - candidate * candidate)
        n.store(da, unit)
        z.store(dh * difference * sign * update * (one - update), unit)
        carried.store(dh * kept, unit)
        if resetAfter {
          let opening = r.vector(unit)
          r.store(da * m.vector(unit) * opening * (one - opening), unit)
          m.store(da * opening, unit)
        }
      }
    }
  }

  /// After the candidate's transposed product, with the reset before it: ∂L/∂aᵣ, and r ⊙ ∂(r ⊙ h)
  /// added to `hiddenGradient`.
  @_specialize(where Scalar == Float)
  @_specialize(where Scalar == Double)
  public func resetBackward(
    _ rows: StepRows,
    previous: BatchRows<Scalar>,
    resetGradient: BatchRows<Scalar>,
    hiddenGradient: BatchRows<Scalar>
  ) {
    let one = Scalar.Vector(repeating: 1)
    for row in rows.range where rows.isActive(row) {
      let (r, carried) = (gates[row] + hidden, hiddenGradient[row])
      for unit in stride(from: 0, to: hidden, by: Scalar.vectorWidth) {
        let (opening, ds) = (r.vector(unit), resetGradient[row].vector(unit))
        r.store(ds * previous[row].vector(unit) * opening * (one - opening), unit)
        carried.store(carried.vector(unit).addingProduct(ds, opening), unit)
      }
    }
  }
}
