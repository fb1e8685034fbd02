internal import EngineKernels

extension RecurrentPlan {
  /// Runs all steps backward, from the gradients in `outputGradients`, `hiddenGradient` and
  /// `cellGradient`, and computes the gradients of the weights and, if wanted, of the inputs.
  ///
  /// `hiddenGradient` and `cellGradient` end as those of the initial state.
  func backward(wantsInputGradients: Bool) {
    gatesAreGradients = true
    phase = .backward
    run(threads: threads)
    if wantsInputGradients, attention == nil {
      phase = .inputGradients
      run(threads: threads)
    }
    phase = .weightGradients
    run(threads: threads)
  }

  /// Runs all steps of some sequences backward; `gates` becomes ∂L/∂a.
  @_specialize(where Scalar == Float)
  @_specialize(where Scalar == Double)
  func backward(_ sequences: Range<Int>) {
    for step in stride(from: time - 1, through: 0, by: -1) {
      let rows = stepRows(sequences, step)
      let carried = BatchRows(hiddenGradient, stride: width)
      let output =
        hasOutputGradients
        ? BatchRows(outputGradients + step * batch * width, stride: width) : nil
      recorder?.before(step, rows, output: output, of: self)
      switch cell {
      case .rnn:
        rnnStep(step).backward(rows, hiddenGradient: carried, outputGradient: output)
      case .lstm, .lstm1997:
        lstmStep(step).backward(
          rows,
          hiddenGradient: carried,
          cellGradient: BatchRows(cellGradient, stride: width),
          outputGradient: output,
          totalCellGradient: recorder?.cellGradientRows(step)
        )
      case .gru(let resetAfter, _):
        let gru = gruStep(step)
        gru.backward(
          rows,
          previous: hiddenRows(step),
          hiddenGradient: carried,
          outputGradient: output,
          resetAfter: resetAfter
        )
        if !resetAfter {
          multiplyResetGradient(step, sequences)
          gru.resetBackward(
            rows,
            previous: hiddenRows(step),
            resetGradient: BatchRows(resetGradient, stride: width),
            hiddenGradient: carried
          )
        }
      }
      recorder?.after(step, rows, of: self)
      multiplyHiddenGradient(step, sequences)
      if let attention {
        // The context was made from h: its gradient is needed before the step before this one.
        let first = step * batch + sequences.lowerBound
        multiplyInputGradients(first..<first + sequences.count)
        attention.backward(step, sequences, for: self)
      }
    }
  }

  /// ∂L/∂h = ∂L/∂a Whᵀ, added to what reaches h without the product, if anything does.
  private func multiplyHiddenGradient(_ step: Int, _ sequences: Range<Int>) {
    let first = step * batch + sequences.lowerBound
    var hasDirectPath = hasShortSequences
    if case .gru = cell { hasDirectPath = true }
    MatrixProduct.multiply(
      MatrixOperand(
        gates + first * gatesStride + cell.hiddenBlocks.lowerBound * width,
        rowStride: gatesStride
      ),
      rows: sequences.count,
      by: hiddenTransposed,
      into: hiddenGradient + sequences.lowerBound * width,
      resultStride: width,
      accumulating: hasDirectPath
    )
  }

  /// ∂L/∂(r ⊙ h) = ∂L/∂aₙ Whnᵀ.
  private func multiplyResetGradient(_ step: Int, _ sequences: Range<Int>) {
    let first = step * batch + sequences.lowerBound
    MatrixProduct.multiply(
      MatrixOperand(gates + first * gatesStride, rowStride: gatesStride),
      rows: sequences.count,
      by: candidateTransposed,
      into: resetGradient + sequences.lowerBound * width,
      resultStride: width
    )
  }

  /// ∂L/∂x = ∂L/∂a Wxᵀ for some rows of all steps.
  func multiplyInputGradients(_ range: Range<Int>) {
    let stride = Scalar.padded(inputs)
    MatrixProduct.multiply(
      MatrixOperand(
        gates + range.lowerBound * gatesStride + cell.inputBlocks.lowerBound * width,
        rowStride: gatesStride
      ),
      rows: range.count,
      by: inputTransposed,
      into: inputGradients + range.lowerBound * stride,
      resultStride: stride
    )
  }

  /// ∂L/∂W = Σ_t [x | 1 | h]ᵀ ∂L/∂a: one product over all steps and sequences.
  func multiplyWeightGradients(share: Int, of shares: Int) {
    for product in products {
      multiplyWeightGradient(
        product,
        share,
        shares,
        left: joined + product.read.lowerBound,
        leftStride: joinedStride
      )
    }
    if let candidateProduct {
      multiplyWeightGradient(
        candidateProduct,
        share,
        shares,
        left: resetStates,
        leftStride: width
      )
    }
  }

  private func multiplyWeightGradient(
    _ product: GateProduct<Scalar>,
    _ share: Int,
    _ shares: Int,
    left: UnsafeMutablePointer<Scalar>,
    leftStride: Int
  ) {
    let range = rows(ofShare: share, of: shares, count: product.read.count, grain: 12)
    if range.isEmpty { return }
    MatrixProduct.multiply(
      MatrixOperand(left + range.lowerBound, rowStride: 1, columnStride: leftStride),
      rows: range.count,
      inner: time * batch,
      by: MatrixOperand(gates + product.blocks.lowerBound * width, rowStride: gatesStride),
      columns: product.gradientStride,
      into: product.gradient + range.lowerBound * product.gradientStride,
      resultStride: product.gradientStride,
      workspace: workspaces + share * MatrixProduct.workspaceCount(Scalar.self)
    )
  }
}
