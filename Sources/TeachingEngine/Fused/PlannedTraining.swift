internal import EngineKernels

/// Trains a stack of fused layers with a readout of its last state, without a tape.
///
///     L = mean of (h_T W + b − t)²
///
/// Does what the tape would do with the same model, loss and optimiser, in memory planned once: a
/// step allocates nothing. What a course computes a thousand times, such as a sweep over many
/// seeds, is worth writing this way; everything else reads better on the tape.
public final class PlannedTraining<Scalar: TensorScalar> {
  private let plans: [RecurrentPlan<Scalar>]
  private let parameters: PlannedParameters<Scalar>
  /// Where each layer's parameters begin among all, and the readout's.
  private let firstParameter: [Int]
  private let batch, features, outputs: Int
  private let memory: PlannedMemory<Scalar>
  private let predictions, predictionGradients, workspace: UnsafeMutablePointer<Scalar>

  /// Plans the training of `layers`, the lowest first, and of `readout` on batches of one shape.
  ///
  /// The parameters are copied; `storeParameters()` writes them back to the model.
  ///
  /// - Parameter batch: sequences in a batch.
  /// - Parameter time: steps in a sequence.
  /// - Parameter threads: 1, or 2 to share a batch between two threads; results are the same.
  public init<Cell: FusableCell>(
    layers: [Fused<Cell>],
    readout: DenseOf<Scalar>,
    batch: Int,
    time: Int,
    update: PlannedUpdate<Scalar>,
    threads: Int = 1,
    file: StaticString = #fileID,
    line: UInt = #line
  ) where Cell.Scalar == Scalar {
    let widths = layers.map(\.outputWidth)
    let fits =
      !layers.isEmpty && Array(layers.map(\.inputs).dropFirst()) == widths.dropLast()
      && readout.weight.shape[0] == widths.last && batch > 0 && time > 0
    guard fits, !layers.contains(where: \.readsBackward) else {
      trap(
        .argument(
          operation: "PlannedTraining",
          problem: "layers \(layers.map { "\($0.inputs) → \($0.outputWidth)" }) and a readout "
            + "\(readout.weight.shape) on \(batch) sequences of \(time) steps cannot be planned",
          fix: "give forward layers that fit each other and the readout, and a batch with steps"
        ),
        file: file,
        line: line
      )
    }
    plans = layers.map {
      RecurrentPlan(
        RecurrentShape(
          cell: $0.cell.fusedCell,
          inputs: $0.inputs,
          hidden: $0.outputWidth,
          batch: batch,
          time: time
        ),
        threads: threads
      )
    }
    var variables: [VariableOf<Scalar>] = []
    var first: [Int] = []
    for layer in layers {
      first.append(variables.count)
      variables += layer.cell.weights.variables
    }
    first.append(variables.count)
    variables += [readout.weight] + (readout.bias.map { [$0] } ?? [])
    parameters = PlannedParameters(variables, update: update)
    firstParameter = first
    (self.batch, features, outputs) = (batch, layers[0].inputs, readout.weight.shape[1])
    let lengths = [batch * outputs, batch * outputs, MatrixProduct.workspaceCount(Scalar.self)]
    memory = PlannedMemory(lengths)
    predictions = memory.next(lengths[0])
    predictionGradients = memory.next(lengths[1])
    workspace = memory.next(lengths[2])
  }

  /// One step on one batch: forward, backward, update.
  ///
  /// - Parameter inputs: `[batch, time, features]`.
  /// - Parameter targets: `[batch, outputs]`.
  /// - Returns: the loss before the update.
  @discardableResult
  public func step(
    _ inputs: TensorOf<Scalar>,
    _ targets: TensorOf<Scalar>,
    lengths: [Int]? = nil,
    file: StaticString = #fileID,
    line: UInt = #line
  ) -> Scalar {
    // Without an array of the expected shape: a step allocates nothing.
    let (x, t) = (inputs.shape, targets.shape)
    guard x.count == 3, x[0] == batch, x[1] == plans[0].time, x[2] == features, t.count == 2,
      t[0] == batch, t[1] == outputs
    else {
      trap(
        .shapes(
          operation: "PlannedTraining.step",
          shapes: [inputs.shape, targets.shape],
          problem: "the batch is not what was planned",
          fix: "give inputs \([batch, plans[0].time, features]) and targets \([batch, outputs])"
        ),
        file: file,
        line: line
      )
    }
    let valid = 0...plans[0].time
    guard lengths?.count ?? batch == batch, lengths?.allSatisfy(valid.contains) ?? true else {
      trap(
        .argument(
          operation: "PlannedTraining.step",
          problem: "lengths \(lengths ?? []) do not fit",
          fix: "give one length from 0 to \(plans[0].time) for each of the \(batch) sequences"
        ),
        file: file,
        line: line
      )
    }
    let loss = inputs.withUnsafeBufferPointer { x in
      targets.withUnsafeBufferPointer { t in
        guard let x = x.baseAddress, let t = t.baseAddress else { return 0 as Scalar }
        forward(x, lengths: lengths)
        return backward(targets: t)
      }
    }
    parameters.apply()
    return loss
  }

  /// Gives the model the parameters reached.
  public func storeParameters() { parameters.store() }

  /// The gradient of one of the model's parameters in the last step; `nil` if it is not trained here.
  public func gradient(of variable: VariableOf<Scalar>) -> TensorOf<Scalar>? {
    parameters.variables.firstIndex { $0 === variable }.map { parameters.gradient($0) }
  }

  /// Scalars of planned memory, for all layers together.
  public var scalarCount: Int { plans.reduce(memory.count) { $0 + $1.scalarCount } }

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

  private func forward(_ inputs: UnsafePointer<Scalar>, lengths: [Int]?) {
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
  private func backward(targets: UnsafePointer<Scalar>) -> Scalar {
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
