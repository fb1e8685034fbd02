/// One time step of an LSTM after its matrix product, forward and backward.
///
///     i, f, o = σ(aᵢ), σ(a_f), σ(aₒ)     g = tanh(a_g)
///     c′ = f ⊙ c + i ⊙ g                 h′ = o ⊙ tanh(c′)
///
/// Without a forget gate (Hochreiter & Schmidhuber, 1997) c′ = c + i ⊙ g and the gates are i, g, o.
public struct LSTMStep<Scalar: KernelScalar> {
  /// Before the step the pre-activations, then the gates; after the backward step ∂L/∂a.
  ///
  /// `[batch, gates · hidden]`, blocks i, f, g, o, or i, g, o without a forget gate.
  public var gates: BatchRows<Scalar>
  /// c, `[batch, hidden]`.
  public var previousCell: BatchRows<Scalar>
  /// c′, `[batch, hidden]`.
  public var cell: BatchRows<Scalar>
  /// tanh c′, kept for the backward step, `[batch, hidden]`.
  public var cellTanh: BatchRows<Scalar>
  /// Units of a row, padded.
  public var hidden: Int
  /// Whether the cell has a forget gate.
  public var forgets: Bool

  /// The step over these buffers.
  @inlinable
  public init(
    gates: BatchRows<Scalar>,
    previousCell: BatchRows<Scalar>,
    cell: BatchRows<Scalar>,
    cellTanh: BatchRows<Scalar>,
    hidden: Int,
    forgets: Bool
  ) {
    self.gates = gates
    self.previousCell = previousCell
    self.cell = cell
    self.cellTanh = cellTanh
    self.hidden = hidden
    self.forgets = forgets
  }

  /// Turns pre-activations into gates and writes c′, tanh c′ and h′; inactive rows keep c and h.
  @_specialize(where Scalar == Float)
  @_specialize(where Scalar == Double)
  public func forward(_ rows: StepRows, previous: BatchRows<Scalar>, next: BatchRows<Scalar>) {
    if forgets {
      forward(rows, previous: previous, next: next, forgetting: true)
    } else {
      forward(rows, previous: previous, next: next, forgetting: false)
    }
  }

  @inline(__always)
  private func forward(
    _ rows: StepRows,
    previous: BatchRows<Scalar>,
    next: BatchRows<Scalar>,
    forgetting: Bool
  ) {
    for row in rows.range {
      guard rows.isActive(row) else {
        copy(previousCell[row], to: cell[row], hidden)
        copy(previous[row], to: next[row], hidden)
        continue
      }
      let (inputs, forgets) = (gates[row], gates[row] + hidden)
      let candidates = gates[row] + (forgetting ? 2 : 1) * hidden
      let outputs = candidates + hidden
      let (old, new, newTanh, h) = (previousCell[row], cell[row], cellTanh[row], next[row])
      for unit in stride(from: 0, to: hidden, by: Scalar.vectorWidth) {
        let i = Scalar.sigmoid(inputs.vector(unit))
        let g = Scalar.tanh(candidates.vector(unit))
        let o = Scalar.sigmoid(outputs.vector(unit))
        var c = old.vector(unit)
        if forgetting {
          let f = Scalar.sigmoid(forgets.vector(unit))
          forgets.store(f, unit)
          c = f * c
        }
        c = c.addingProduct(i, g)
        let squashed = Scalar.tanh(c)
        inputs.store(i, unit)
        candidates.store(g, unit)
        outputs.store(o, unit)
        new.store(c, unit)
        newTanh.store(squashed, unit)
        h.store(o * squashed, unit)
      }
    }
  }

  /// Turns gates into ∂L/∂a, and ∂L/∂c′ into ∂L/∂c.
  ///
  ///     ∂o = ∂h′ ⊙ tanh c′     ∂c′ += ∂h′ ⊙ o ⊙ (1 − tanh² c′)
  ///     ∂i = ∂c′ ⊙ g    ∂f = ∂c′ ⊙ c    ∂g = ∂c′ ⊙ i    ∂c = ∂c′ ⊙ f
  ///
  /// - Parameter hiddenGradient: ∂L/∂h′ from later steps; see `RNNStep.backward`.
  /// - Parameter cellGradient: ∂L/∂c′ from later steps; afterwards ∂L/∂c.
  /// - Parameter outputGradient: ∂L/∂h′ from what reads this step's output.
  /// - Parameter totalCellGradient: receives ∂L/∂c′ in full, if someone asks.
  @_specialize(where Scalar == Float)
  @_specialize(where Scalar == Double)
  public func backward(
    _ rows: StepRows,
    hiddenGradient: BatchRows<Scalar>,
    cellGradient: BatchRows<Scalar>,
    outputGradient: BatchRows<Scalar>?,
    totalCellGradient: BatchRows<Scalar>? = nil
  ) {
    for row in rows.range {
      guard rows.isActive(row) else {
        clear(gates[row], (forgets ? 4 : 3) * hidden)
        if let totalCellGradient { copy(cellGradient[row], to: totalCellGradient[row], hidden) }
        continue
      }
      let gradients = RowGradients(
        hidden: hiddenGradient[row],
        cell: cellGradient[row],
        output: outputGradient.map { $0[row] },
        total: totalCellGradient.map { $0[row] }
      )
      if forgets {
        backward(row, gradients, clearing: rows.active != nil, forgetting: true)
      } else {
        backward(row, gradients, clearing: rows.active != nil, forgetting: false)
      }
    }
  }

  /// One row of each gradient that the backward step reads and writes.
  private struct RowGradients {
    let hidden, cell: UnsafeMutablePointer<Scalar>
    let output, total: UnsafeMutablePointer<Scalar>?
  }

  @inline(__always)
  private func backward(
    _ row: Int,
    _ gradients: RowGradients,
    clearing: Bool,
    forgetting: Bool
  ) {
    let one = Scalar.Vector(repeating: 1)
    let (inputs, forgets) = (gates[row], gates[row] + hidden)
    let candidates = gates[row] + (forgetting ? 2 : 1) * hidden
    let outputs = candidates + hidden
    let (old, newTanh) = (previousCell[row], cellTanh[row])
    for unit in stride(from: 0, to: hidden, by: Scalar.vectorWidth) {
      var dh = gradients.hidden.vector(unit)
      if let output = gradients.output { dh += output.vector(unit) }
      let (i, g, o) = (inputs.vector(unit), candidates.vector(unit), outputs.vector(unit))
      let squashed = newTanh.vector(unit)
      let dc = gradients.cell.vector(unit)
        .addingProduct(dh * o, one - squashed * squashed)
      gradients.total?.store(dc, unit)
      outputs.store(dh * squashed * o * (one - o), unit)
      inputs.store(dc * g * i * (one - i), unit)
      candidates.store(dc * i * (one - g * g), unit)
      if forgetting {
        let f = forgets.vector(unit)
        forgets.store(dc * old.vector(unit) * f * (one - f), unit)
        gradients.cell.store(dc * f, unit)
      } else {
        gradients.cell.store(dc, unit)
      }
      if clearing { gradients.hidden.store(.zero, unit) }
    }
  }
}
