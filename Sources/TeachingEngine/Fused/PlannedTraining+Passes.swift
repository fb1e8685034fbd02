internal import EngineKernels

extension PlannedTraining {
  private func weights(_ layer: Int) -> WeightPointers<UnsafePointer<Scalar>> {
    let (first, end) = (firstParameter[layer], firstParameter[layer + 1])
    let values = parameters.values
    return WeightPointers(
      input: UnsafePointer(values[first]),
      hidden: UnsafePointer(values[first + 1]),
      inputBias: first + 2 < end ? UnsafePointer(values[first + 2]) : nil,
      hiddenBias: first + 3 < end ? UnsafePointer(values[first + 3]) : nil
    )
  }

  private func gradients(_ layer: Int) -> WeightPointers<UnsafeMutablePointer<Scalar>> {
    let (first, end) = (firstParameter[layer], firstParameter[layer + 1])
    let values = parameters.gradients
    return WeightPointers(
      input: values[first],
      hidden: values[first + 1],
      inputBias: first + 2 < end ? values[first + 2] : nil,
      hiddenBias: first + 3 < end ? values[first + 3] : nil
    )
  }

  /// Runs all layers and the readout.
  func forward(_ inputs: UnsafePointer<Scalar>, lengths: [Int]?) {
    for layer in 0..<plans.count {
      let plan = plans[layer]
      plan.setLengths(lengths)
      if layer == 0 {
        plan.loadInputs(SequenceRows(inputs, time: plan.time, features: features))
      } else {
        plan.loadInputs(plans[layer - 1].outputRows)
      }
      plan.load(weights(layer))
      plan.forward()
    }
    multiplyReadout()
  }

  /// p = h_T W + b.
  private func multiplyReadout() {
    let top = plans[plans.count - 1]
    let (first, last) = (firstParameter[plans.count], parameters.values.count)
    MatrixProduct.multiply(
      MatrixOperand(top.finalHidden, rowStride: top.joinedStride),
      rows: batch,
      inner: top.hidden,
      by: MatrixOperand(parameters.values[first], rowStride: outputs),
      columns: outputs,
      into: predictions,
      resultStride: outputs,
      workspace: workspace
    )
    guard first + 1 < last else { return }
    for row in 0..<batch {
      for output in 0..<outputs {
        predictions[row * outputs + output] += parameters.values[first + 1][output]
      }
    }
  }

  /// The loss, and all gradients.
  func backward(targets: UnsafePointer<Scalar>) -> Scalar {
    let loss = meanSquaredError(
      predictions,
      targets,
      gradients: predictionGradients,
      count: batch * outputs
    )
    readoutBackward()
    for layer in stride(from: plans.count - 1, through: 0, by: -1) {
      let plan = plans[layer]
      if layer < plans.count - 1 {
        plan.loadOutputGradients(plans[layer + 1].inputGradientRows)
        plan.loadFinalGradients(hidden: nil, cell: nil)
      }
      plan.loadTransposed(weights(layer), wantsInputGradients: layer > 0)
      plan.backward(wantsInputGradients: layer > 0)
      plan.copyWeightGradients(into: gradients(layer))
    }
    return loss
  }

  /// ∂W = h_Tᵀ ∂p, ∂b = Σ ∂p, ∂h_T = ∂p Wᵀ.
  private func readoutBackward() {
    let top = plans[plans.count - 1]
    let (first, last) = (firstParameter[plans.count], parameters.values.count)
    let errors = MatrixOperand(predictionGradients, rowStride: outputs)
    MatrixProduct.multiply(
      MatrixOperand(top.finalHidden, rowStride: 1, columnStride: top.joinedStride),
      rows: top.hidden,
      inner: batch,
      by: errors,
      columns: outputs,
      into: parameters.gradients[first],
      resultStride: outputs,
      workspace: workspace
    )
    if first + 1 < last {
      for output in 0..<outputs {
        var sum: Scalar = 0
        for row in 0..<batch { sum += predictionGradients[row * outputs + output] }
        parameters.gradients[first + 1][output] = sum
      }
    }
    top.loadOutputGradients(nil)
    top.loadFinalGradients(hidden: nil, cell: nil)
    MatrixProduct.multiply(
      errors,
      rows: batch,
      inner: outputs,
      by: MatrixOperand(parameters.values[first], rowStride: outputs).transposed,
      columns: top.hidden,
      into: top.hiddenGradient,
      resultStride: top.width,
      workspace: workspace
    )
  }
}

/// L = Σ (p − t)² / n and ∂L/∂p = 2 (p − t) / n.
@_specialize(where Scalar == Float)
@_specialize(where Scalar == Double)
private func meanSquaredError<Scalar: TensorScalar>(
  _ predictions: UnsafePointer<Scalar>,
  _ targets: UnsafePointer<Scalar>,
  gradients: UnsafeMutablePointer<Scalar>,
  count: Int
) -> Scalar {
  var sum: Scalar = 0
  for index in 0..<count {
    let difference = predictions[index] - targets[index]
    sum += difference * difference
    gradients[index] = 2 * difference / Scalar(count)
  }
  return sum / Scalar(count)
}

extension RecurrentPlan {
  /// h after the last step, rows `joinedStride` apart.
  var finalHidden: UnsafePointer<Scalar> {
    UnsafePointer(joined + time * batch * joinedStride + hiddenOffset)
  }

  /// h₁ … h_T as the next layer reads them.
  var outputRows: SequenceRows<UnsafePointer<Scalar>> {
    SequenceRows(
      UnsafePointer(joined + batch * joinedStride + hiddenOffset),
      batchStride: joinedStride,
      timeStride: batch * joinedStride
    )
  }

  /// ∂L/∂x as the layer below reads it.
  var inputGradientRows: SequenceRows<UnsafePointer<Scalar>> {
    let stride = Scalar.padded(inputs)
    return SequenceRows(
      UnsafePointer(inputGradients),
      batchStride: stride,
      timeStride: batch * stride
    )
  }
}
