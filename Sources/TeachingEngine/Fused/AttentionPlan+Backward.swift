internal import EngineKernels

extension AttentionPlan {
  /// From the gradients of a step's inputs those of memory, keys and queries; what reaches h through
  /// the query is added to the plan's `hiddenGradient`.
  @_specialize(where Scalar == Float)
  @_specialize(where Scalar == Double)
  func backward(_ step: Int, _ sequences: Range<Int>, for plan: RecurrentPlan<Scalar>) {
    let first = step * shape.batch
    let inputStride = Scalar.padded(plan.inputs)
    for sequence in sequences {
      let row = first + sequence
      let gradient = contextGradients + sequence * memoryStride
      let fromCell = plan.inputGradients + row * inputStride + plan.givenInputs
      for feature in 0..<shape.memory {
        gradient[feature] =
          fromCell[feature] + outputContextGradients[row * shape.memory + feature]
      }
      kernel(sequence).backward(
        query: queries + row * unitStride,
        weights: weights + row * weightStride,
        contextGradient: gradient,
        gradients: AdditiveAttentionStep.Gradients(
          query: queryGradients + row * unitStride,
          keys: keyGradients + sequence * shape.sources * unitStride,
          memory: memoryGradients + sequence * shape.sources * memoryStride,
          scoreWeights: scoreGradients + sequence * unitStride
        ),
        scratch: scratch + sequence * weightStride
      )
    }
    MatrixProduct.multiply(
      MatrixOperand(
        queryGradients + (first + sequences.lowerBound) * unitStride,
        rowStride: unitStride
      ),
      rows: sequences.count,
      by: queryTransposed,
      into: plan.hiddenGradient + sequences.lowerBound * plan.width,
      resultStride: plan.width,
      accumulating: true
    )
  }

  /// Forgets the gradients that steps add to.
  @_specialize(where Scalar == Float)
  @_specialize(where Scalar == Double)
  func clearGradients() {
    let rows = shape.batch * shape.sources
    memoryGradients.update(repeating: 0, count: rows * memoryStride)
    keyGradients.update(repeating: 0, count: rows * unitStride)
    scoreGradients.update(repeating: 0, count: shape.batch * unitStride)
  }

  /// After all steps: the gradients of the weights, and of the memory through the keys.
  @_specialize(where Scalar == Float)
  @_specialize(where Scalar == Double)
  func finishBackward(
    for plan: RecurrentPlan<Scalar>,
    into gradients: AdditiveWeights<UnsafeMutablePointer<Scalar>>
  ) {
    let mode = SubnormalMode.flushed()
    defer { mode.restore() }
    let (rows, units) = (shape.batch * shape.sources, shape.units)
    MatrixProduct.multiply(
      MatrixOperand(
        plan.joined + plan.hiddenOffset,
        rowStride: 1,
        columnStride: plan.joinedStride
      ),
      rows: shape.hidden,
      inner: shape.time * shape.batch,
      by: MatrixOperand(queryGradients, rowStride: unitStride),
      columns: units,
      into: gradients.query,
      resultStride: units,
      workspace: workspace
    )
    MatrixProduct.multiply(
      MatrixOperand(memory, rowStride: 1, columnStride: memoryStride),
      rows: shape.memory,
      inner: rows,
      by: MatrixOperand(keyGradients, rowStride: unitStride),
      columns: units,
      into: gradients.key,
      resultStride: units,
      workspace: workspace
    )
    MatrixProduct.multiply(
      MatrixOperand(keyGradients, rowStride: unitStride),
      rows: rows,
      by: keyTransposed,
      into: memoryGradients,
      resultStride: memoryStride,
      accumulating: true
    )
    for unit in 0..<units {
      var sum: Scalar = 0
      for sequence in 0..<shape.batch { sum += scoreGradients[sequence * unitStride + unit] }
      gradients.score[unit] = sum
    }
  }
}
