internal import EngineKernels

/// Trains a stack of fused layers with a readout of its last state, without a tape.
///
///     L = mean of (h_T W + b − t)²
///
/// Does what the tape would do with the same model, loss and optimiser, in memory planned once: a
/// step allocates nothing. What a course computes a thousand times, such as a sweep over many
/// seeds, is worth writing this way; everything else reads better on the tape.
public final class PlannedTraining<Scalar: TensorScalar> {
  let plans: [RecurrentPlan<Scalar>]
  let parameters: PlannedParameters<Scalar>
  /// Where each layer's parameters begin among all, and the readout's.
  let firstParameter: [Int]
  let batch, features, outputs: Int
  /// The parameters' names, for errors.
  private let names: [String]
  private let memory: PlannedMemory<Scalar>
  let predictions, predictionGradients, workspace: UnsafeMutablePointer<Scalar>

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
    let named =
      layers.enumerated().flatMap { index, layer in
        layer.parameters.map { $0.renamed(replacing: "_l0", by: "_l\(index)") }
      } + readout.parameters.map { $0.prefixed("readout") }
    names = variables.map { variable in
      named.first { $0.variable === variable }?.name ?? "a parameter"
    }
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
  /// - Parameter allowingNonFinite: updates even if the loss or a gradient is NaN or infinite, which
  ///   is a trap otherwise.
  /// - Returns: the loss before the update.
  @discardableResult
  public func step(
    _ inputs: TensorOf<Scalar>,
    _ targets: TensorOf<Scalar>,
    lengths: [Int]? = nil,
    allowingNonFinite: Bool = false,
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
    let mode = SubnormalMode.flushed()
    defer { mode.restore() }
    let loss = inputs.withUnsafeBufferPointer { x in
      targets.withUnsafeBufferPointer { t in
        guard let x = x.baseAddress, let t = t.baseAddress else { return 0 as Scalar }
        forward(x, lengths: lengths)
        return backward(targets: t)
      }
    }
    if !allowingNonFinite, !loss.isFinite || !parameters.hasFiniteGradients {
      trap(
        nonFiniteGradient(
          operation: "PlannedTraining.step \(parameters.stepCount + 1)",
          loss: loss.isFinite ? nil : loss.isNaN ? "nan" : "\(loss)",
          parameters: names.indices.filter { !parameters.gradient($0).isFinite }.map { names[$0] }
        ),
        file: file,
        line: line
      )
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
}
