internal import EngineKernels

/// One run of a fused layer: its plan, and what its backward pass needs besides.
///
/// The tape holds it until gradients have been computed; then its plan goes back to the pool.
final class RecurrentRun<Scalar: TensorScalar> {
  let plan: RecurrentPlan<Scalar>
  private let shape: RecurrentShape
  private let pool: PlanPool<Scalar>
  private let weights: RecurrentWeights<Scalar>
  /// The values at the time of the forward pass.
  private let values: [TensorOf<Scalar>]
  private let hasInitialState: Bool
  /// Gradients of the final state, which arrive before that of the outputs.
  var finalGradients: [TensorOf<Scalar>?]

  init(
    _ shape: RecurrentShape,
    weights: RecurrentWeights<Scalar>,
    pool: PlanPool<Scalar>,
    threads: Int,
    hasInitialState: Bool
  ) {
    plan = pool.take(shape, threads: threads)
    self.shape = shape
    self.pool = pool
    self.weights = weights
    self.hasInitialState = hasInitialState
    values = weights.variables.map(\.value)
    finalGradients = Array(repeating: nil, count: shape.cell.hasCellState ? 2 : 1)
  }

  deinit { pool.giveBack(plan, shape) }

  /// Computes all steps of `[batch, time, inputs]`.
  func forward(_ input: TensorOf<Scalar>, lengths: [Int]?, initialState: [TensorOf<Scalar>]) {
    plan.setLengths(lengths)
    input.withUnsafeBufferPointer { x in
      guard let x = x.baseAddress else { return }
      plan.loadInputs(SequenceRows(x, time: shape.time, features: shape.inputs))
    }
    withPointers(to: initialState) { state in
      plan.loadInitialState(hidden: state.first, cell: state.count > 1 ? state[1] : nil)
    }
    withWeights { plan.load($0) }
    plan.forward()
  }

  /// h₁ … h_T, `[batch, time, hidden]`.
  var outputs: TensorOf<Scalar> {
    filled([shape.batch, shape.time, shape.hidden]) {
      plan.copyOutputs(into: SequenceRows($0, time: shape.time, features: shape.hidden))
    }
  }

  /// h, and c if there is one, after each sequence's own last step.
  var finalState: [TensorOf<Scalar>] {
    let size = [shape.batch, shape.hidden]
    return [filled(size) { plan.copyFinalHidden(into: $0) }]
      + (shape.cell.hasCellState ? [filled(size) { plan.copyFinalCell(into: $0) }] : [])
  }

  /// The gradients of input, weights and initial state, from that of the outputs.
  func backward(
    _ gradient: TensorOf<Scalar>,
    wantsInputGradients: Bool,
    observer: (any GradientObserver<Scalar>)?
  ) -> [TensorOf<Scalar>?] {
    if plan.gatesAreGradients {
      withWeights { plan.load($0) }
      plan.forward()
    }
    gradient.withUnsafeBufferPointer { g in
      plan.loadOutputGradients(
        g.baseAddress.map { SequenceRows($0, time: shape.time, features: shape.hidden) }
      )
    }
    loadFinalGradients()
    withWeights { plan.loadTransposed($0, wantsInputGradients: wantsInputGradients) }
    plan.recorder = observer == nil ? nil : StepRecorder(shape)
    plan.backward(wantsInputGradients: wantsInputGradients)
    if let observer, let recorder = plan.recorder {
      recorder.report(to: observer, plan: plan, source: weights.hidden)
      plan.recorder = nil
    }
    return [inputGradient(wantsInputGradients)] + weightGradients() + initialGradients()
  }

  private func loadFinalGradients() {
    let zeros = TensorOf<Scalar>.zeros([shape.batch, shape.hidden])
    let gradients = finalGradients.map { $0 ?? zeros }
    withPointers(to: gradients) { state in
      plan.loadFinalGradients(hidden: state.first, cell: state.count > 1 ? state[1] : nil)
    }
    finalGradients = finalGradients.map { _ in nil }
  }

  private func inputGradient(_ isWanted: Bool) -> TensorOf<Scalar>? {
    guard isWanted else { return nil }
    return filled([shape.batch, shape.time, shape.inputs]) {
      plan.copyInputGradients(into: SequenceRows($0, time: shape.time, features: shape.inputs))
    }
  }

  private func weightGradients() -> [TensorOf<Scalar>?] {
    var gradients = values.map { TensorOf<Scalar>.zeros($0.shape) }
    withMutablePointers(to: &gradients) { pointers in
      guard let weights = WeightPointers(pointers) else { return }
      plan.copyWeightGradients(into: weights)
    }
    return gradients
  }

  private func initialGradients() -> [TensorOf<Scalar>?] {
    guard hasInitialState else { return [] }
    let size = [shape.batch, shape.hidden]
    let sources = [plan.hiddenGradient] + (shape.cell.hasCellState ? [plan.cellGradient] : [])
    return sources.map { source in
      filled(size) { plan.copyInitialGradient(source, into: $0) }
    }
  }

  private func withWeights(_ body: (WeightPointers<UnsafePointer<Scalar>>) -> Void) {
    withPointers(to: values) { pointers in
      if let weights = WeightPointers(pointers) { body(weights) }
    }
  }

  private func filled(
    _ size: [Int],
    _ fill: (UnsafeMutablePointer<Scalar>) -> Void
  ) -> TensorOf<Scalar> {
    let count = size.reduce(1, *)
    let scalars = [Scalar](unsafeUninitializedCapacity: count) { buffer, initialized in
      if let base = buffer.baseAddress { fill(base) }
      initialized = count
    }
    return TensorOf(uncheckedShape: size, scalars)
  }
}

extension RecurrentWeights {
  /// Wx, Wh and the biases there are, in this order.
  var variables: [VariableOf<Scalar>] {
    [input, hidden] + [inputBias, hiddenBias].compactMap { $0 }
  }
}

extension WeightPointers {
  /// From pointers in the order of `RecurrentWeights.variables`; `nil` if matrices are empty.
  init?(_ pointers: [Pointer]) {
    guard pointers.count >= 2 else { return nil }
    self.init(
      input: pointers[0],
      hidden: pointers[1],
      inputBias: pointers.count > 2 ? pointers[2] : nil,
      hiddenBias: pointers.count > 3 ? pointers[3] : nil
    )
  }
}
