internal import EngineKernels

/// Keeps what a trace asks about the steps of a fused pass, which the pass itself overwrites.
final class StepRecorder<Scalar: TensorScalar> {
  private let plan: RecurrentShape
  private let width: Int
  private let blocks: Int
  /// Gates before they are turned into gradients, `[time, batch, blocks · width]`.
  private var gates: [Scalar]
  /// ∂L/∂h′ and ∂L/∂c′ in full, ∂L/∂(r ⊙ h), `[time, batch, width]`.
  private var hiddenGradients: [Scalar]
  private var resetGradients: [Scalar]
  private let cellGradients: UnsafeMutablePointer<Scalar>
  private let count: Int

  init(_ shape: RecurrentShape) {
    plan = shape
    width = Scalar.padded(shape.hidden)
    blocks = shape.cell.blockCount
    count = shape.time * shape.batch * width
    gates = Array(repeating: 0, count: count * blocks)
    hiddenGradients = Array(repeating: 0, count: count)
    resetGradients = Array(repeating: 0, count: shape.cell.resetsBefore ? count : 0)
    cellGradients = .allocate(capacity: max(1, count))
    cellGradients.initialize(repeating: 0, count: count)
  }

  deinit { cellGradients.deallocate() }

  /// Where a step is to write ∂L/∂c′.
  func cellGradientRows(_ step: Int) -> BatchRows<Scalar>? {
    guard plan.cell.hasCellState else { return nil }
    return BatchRows(cellGradients + step * plan.batch * width, stride: width)
  }

  /// Before a step goes backward: its gates and ∂L/∂h′.
  func before(
    _ step: Int,
    _ rows: StepRows,
    output: BatchRows<Scalar>?,
    of plan: RecurrentPlan<Scalar>
  ) {
    for row in rows.range {
      let index = step * plan.batch + row
      for k in 0..<blocks * width {
        gates[index * blocks * width + k] = plan.gates[index * plan.gatesStride + k]
      }
      for unit in 0..<width {
        var gradient = plan.hiddenGradient[row * width + unit]
        if let output, rows.active?[row] ?? true {
          gradient += output.pointer[row * output.stride + unit]
        }
        hiddenGradients[index * width + unit] = gradient
      }
    }
  }

  /// After a step went backward: ∂L/∂(r ⊙ h), where there is one.
  func after(_ step: Int, _ rows: StepRows, of plan: RecurrentPlan<Scalar>) {
    guard plan.cell.resetsBefore else { return }
    for row in rows.range {
      for unit in 0..<width {
        resetGradients[(step * plan.batch + row) * width + unit] =
          plan.resetGradient[row * width + unit]
      }
    }
  }

  /// Reports every step to an observer, the last first, with the marks the tape's cells would set.
  func report(
    to observer: any GradientObserver<Scalar>,
    plan: RecurrentPlan<Scalar>,
    source: AnyObject
  ) {
    for step in stride(from: plan.time - 1, through: 0, by: -1) {
      for role in roles {
        let (value, gradient) = tensors(role, step, plan)
        observer.observe(
          StepMark(role, source: source, step: step),
          value: value,
          gradient: gradient
        )
      }
    }
  }

  private var roles: [StepMark.Role] {
    switch plan.cell {
    case .rnn: [.hiddenState]
    case .lstm: [.hiddenState, .cellState, .outputGate, .forgetGate, .inputGate, .candidate]
    case .lstm1997: [.hiddenState, .cellState, .outputGate, .inputGate, .candidate]
    case .gru: [.hiddenState, .updateGate, .candidate, .resetGate]
    }
  }

  /// Value and gradient of one part of a step, `[batch, hidden]`; the gradient of a sequence that has
  /// ended is zero, as it is on the tape, where the mask keeps what such a step computes from the loss.
  private func tensors(
    _ role: StepMark.Role,
    _ step: Int,
    _ plan: RecurrentPlan<Scalar>
  ) -> (TensorOf<Scalar>, TensorOf<Scalar>) {
    var (values, gradients): ([Scalar], [Scalar]) = ([], [])
    for row in 0..<plan.batch {
      let isActive = !plan.hasShortSequences || plan.active[step * plan.batch + row]
      for unit in 0..<plan.hidden {
        let unitStep = unitStep(step, row, unit, plan)
        let (value, gradient) = unitStep.valueAndGradient(of: role, cell: plan.cell)
        values.append(value)
        gradients.append(isActive ? gradient : 0)
      }
    }
    let shape = [plan.batch, plan.hidden]
    return (
      TensorOf(uncheckedShape: shape, values), TensorOf(uncheckedShape: shape, gradients)
    )
  }

  private func unitStep(
    _ step: Int,
    _ row: Int,
    _ unit: Int,
    _ plan: RecurrentPlan<Scalar>
  ) -> UnitStep<Scalar> {
    let index = step * plan.batch + row
    let next = index + plan.batch
    let gate = { [gates, blocks, width] in gates[(index * blocks + $0) * width + unit] }
    let hasCell = plan.cell.hasCellState
    return UnitStep(
      gates: (0..<blocks).map(gate),
      previousHidden: plan.joined[index * plan.joinedStride + plan.hiddenOffset + unit],
      hidden: plan.joined[next * plan.joinedStride + plan.hiddenOffset + unit],
      previousCell: hasCell ? plan.cells[index * width + unit] : 0,
      cell: hasCell ? plan.cells[next * width + unit] : 0,
      hiddenGradient: hiddenGradients[index * width + unit],
      cellGradient: hasCell ? cellGradients[index * width + unit] : 0,
      resetGradient: plan.cell.resetsBefore ? resetGradients[index * width + unit] : 0
    )
  }
}

/// One unit in one step of one sequence.
private struct UnitStep<Scalar: TensorScalar> {
  let gates: [Scalar]
  let previousHidden, hidden, previousCell, cell: Scalar
  let hiddenGradient, cellGradient, resetGradient: Scalar

  /// The derivatives of the cells, before their activations; see `LSTMStep` and `GRUStep`.
  func valueAndGradient(of role: StepMark.Role, cell kind: FusedCell) -> (Scalar, Scalar) {
    let last = gates.count - 1
    switch (role, kind) {
    case (.hiddenState, _): return (hidden, hiddenGradient)
    case (.cellState, _): return (cell, cellGradient)
    case (.resetGate, .gru(let resetAfter, let keeps)):
      if !resetAfter { return (gates[1], resetGradient * previousHidden) }
      let slope = 1 - gates[0] * gates[0]
      return (gates[1], hiddenGradient * written(keeps) * slope * gates[3])
    case (.updateGate, .gru(_, let keeps)):
      let difference = keeps ? previousHidden - gates[0] : gates[0] - previousHidden
      return (gates[2], hiddenGradient * difference)
    case (.candidate, .gru(_, let keeps)):
      return (gates[0], hiddenGradient * written(keeps))
    case (.inputGate, _): return (gates[0], cellGradient * gates[last - 1])
    case (.forgetGate, _): return (gates[1], cellGradient * previousCell)
    case (.candidate, _): return (gates[last - 1], cellGradient * gates[0])
    case (.outputGate, _): return (gates[last], hiddenGradient * Scalar.tanh(cell))
    default: fatalError("\(kind) has no \(role)")
    }
  }

  private func written(_ updateKeeps: Bool) -> Scalar { updateKeeps ? 1 - gates[2] : gates[2] }
}
