internal import EngineKernels

extension RecurrentPlan {
  /// Runs all steps over what was loaded.
  func forward() {
    gatesAreGradients = false
    phase = .forward
    run(threads: threads)
  }

  /// Runs all steps of some sequences.
  @_specialize(where Scalar == Float)
  @_specialize(where Scalar == Double)
  func forward(_ sequences: Range<Int>) {
    for step in 0..<time {
      let (previous, next) = (hiddenRows(step), hiddenRows(step + 1))
      let rows = stepRows(sequences, step)
      attention?.read(step, sequences, for: self)
      for product in products { multiply(product, step, sequences) }
      switch cell {
      case .rnn: rnnStep(step).forward(rows, previous: previous, next: next)
      case .lstm, .lstm1997: lstmStep(step).forward(rows, previous: previous, next: next)
      case .gru(let resetAfter, _):
        let gru = gruStep(step)
        if let candidateProduct {
          gru.reset(rows, previous: previous, reset: resetRows(step))
          multiplyCandidate(candidateProduct, step, sequences)
        }
        gru.forward(rows, previous: previous, next: next, resetAfter: resetAfter)
      }
    }
  }

  private func multiply(_ product: GateProduct<Scalar>, _ step: Int, _ sequences: Range<Int>) {
    let first = step * batch + sequences.lowerBound
    MatrixProduct.multiply(
      MatrixOperand(
        joined + first * joinedStride + product.read.lowerBound,
        rowStride: joinedStride
      ),
      rows: sequences.count,
      by: product.weights,
      into: gates + first * gatesStride + product.blocks.lowerBound * width,
      resultStride: gatesStride
    )
  }

  private func multiplyCandidate(
    _ product: GateProduct<Scalar>,
    _ step: Int,
    _ sequences: Range<Int>
  ) {
    let first = step * batch + sequences.lowerBound
    MatrixProduct.multiply(
      MatrixOperand(resetStates + first * width, rowStride: width),
      rows: sequences.count,
      by: product.weights,
      into: gates + first * gatesStride,
      resultStride: gatesStride,
      accumulating: true
    )
  }

  /// The sequences of a share, and which of them are still running.
  @inline(__always)
  func stepRows(_ sequences: Range<Int>, _ step: Int) -> StepRows {
    StepRows(sequences, active: hasShortSequences ? UnsafePointer(active + step * batch) : nil)
  }

  /// h before a step; h after the last one for `step` = `time`.
  @inline(__always)
  func hiddenRows(_ step: Int) -> BatchRows<Scalar> {
    BatchRows(joined + step * batch * joinedStride + hiddenOffset, stride: joinedStride)
  }

  @inline(__always)
  func resetRows(_ step: Int) -> BatchRows<Scalar> {
    BatchRows(resetStates + step * batch * width, stride: width)
  }

  @inline(__always)
  func gateRows(_ step: Int) -> BatchRows<Scalar> {
    BatchRows(gates + step * batch * gatesStride, stride: gatesStride)
  }

  @inline(__always)
  func rnnStep(_ step: Int) -> RNNStep<Scalar> {
    RNNStep(activations: gateRows(step), hidden: width, rectified: cell == .rnn(.relu))
  }

  @inline(__always)
  func lstmStep(_ step: Int) -> LSTMStep<Scalar> {
    LSTMStep(
      gates: gateRows(step),
      previousCell: BatchRows(cells + step * batch * width, stride: width),
      cell: BatchRows(cells + (step + 1) * batch * width, stride: width),
      cellTanh: BatchRows(cellTanhs + step * batch * width, stride: width),
      hidden: width,
      forgets: cell == .lstm
    )
  }

  @inline(__always)
  func gruStep(_ step: Int) -> GRUStep<Scalar> {
    var keeps = false
    if case .gru(_, let updateKeeps) = cell { keeps = updateKeeps }
    return GRUStep(gates: gateRows(step), hidden: width, updateKeeps: keeps)
  }
}
