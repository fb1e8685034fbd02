internal import EngineKernels

/// One run of a fused decoder with attention, held by the tape until its gradients are computed.
final class AttentionRun<Scalar: TensorScalar> {
  let plan: RecurrentPlan<Scalar>
  let attention: AttentionPlan<Scalar>
  private let shape: RecurrentShape
  private let pool: AttentionPool<Scalar>
  private let cellWeights: RecurrentWeights<Scalar>
  private let weights, scoreWeights: [TensorOf<Scalar>]
  private let givenInputs, outputWidth: Int

  init(
    _ shape: RecurrentShape,
    _ attentionShape: AttentionShape,
    weights: RecurrentWeights<Scalar>,
    score: AdditiveScoreOf<Scalar>,
    pool: AttentionPool<Scalar>
  ) {
    let planned = pool.take(shape, attentionShape)
    (plan, attention) = (planned.plan, planned.attention)
    self.shape = shape
    self.pool = pool
    cellWeights = weights
    self.weights = weights.variables.map(\.value)
    scoreWeights = score.variables.map(\.value)
    givenInputs = shape.inputs - attentionShape.memory
    outputWidth = shape.hidden + attentionShape.memory
  }

  deinit { pool.giveBack(plan, attention) }

  /// Computes all steps over given inputs `[batch, time, features]` and memory
  /// `[batch, sources, width]`, of which `mask` says what counts.
  func forward(
    _ input: TensorOf<Scalar>,
    memory: TensorOf<Scalar>,
    mask: TensorOf<Scalar>,
    initialState: [TensorOf<Scalar>]
  ) {
    withPointers(to: [input, memory, mask]) { pointers in
      guard pointers.count == 3 else { return }
      plan.loadInputs(SequenceRows(pointers[0], time: shape.time, features: givenInputs))
      withPointers(to: scoreWeights) { score in
        guard let score = AdditiveWeights(score) else { return }
        attention.load(memory: pointers[1], mask: pointers[2], weights: score)
      }
    }
    withPointers(to: initialState) { state in
      plan.loadInitialState(hidden: state.first, cell: state.count > 1 ? state[1] : nil)
    }
    withWeights { plan.load($0) }
    plan.forward()
  }

  /// h_t and then the context it was made with, `[batch, time, hidden + memory]`.
  var outputs: TensorOf<Scalar> {
    var result = TensorOf<Scalar>.zeros([shape.batch, shape.time, outputWidth])
    result.withUnsafeMutableBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return }
      plan.copyOutputs(
        into: SequenceRows(base, time: shape.time, features: outputWidth)
      )
      let context = plan.hiddenOffset - 1 - attention.memoryWidth
      for step in 0..<shape.time {
        copyRows(
          shape.batch,
          of: attention.memoryWidth,
          from: plan.joined + step * shape.batch * plan.joinedStride + context,
          stride: plan.joinedStride,
          to: base + step * outputWidth + shape.hidden,
          stride: shape.time * outputWidth
        )
      }
    }
    return result
  }

  /// α, `[batch, time, sources]`.
  var attentionWeights: TensorOf<Scalar> {
    let sources = attention.shape.sources
    var result = TensorOf<Scalar>.zeros([shape.batch, shape.time, sources])
    result.withUnsafeMutableBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return }
      for step in 0..<shape.time {
        copyRows(
          shape.batch,
          of: sources,
          from: attention.weights + step * shape.batch * attention.weightStride,
          stride: attention.weightStride,
          to: base + step * sources,
          stride: shape.time * sources
        )
      }
    }
    return result
  }

  /// The gradients of input, memory, cell weights, score weights and initial state.
  func backward(
    _ gradient: TensorOf<Scalar>,
    again: () -> Void,
    hasInitialState: Bool,
    observer: (any GradientObserver<Scalar>)?
  ) -> [TensorOf<Scalar>?] {
    if plan.gatesAreGradients { again() }
    attention.clearGradients()
    load(gradient)
    plan.loadFinalGradients(hidden: nil, cell: nil)
    withWeights { plan.loadTransposed($0, wantsInputGradients: true) }
    plan.recorder = observer == nil ? nil : StepRecorder(shape)
    plan.backward(wantsInputGradients: true)
    if let observer, let recorder = plan.recorder {
      recorder.report(to: observer, plan: plan, source: cellWeights.hidden)
      plan.recorder = nil
    }
    var scores = scoreWeights.map { TensorOf<Scalar>.zeros($0.shape) }
    withMutablePointers(to: &scores) { pointers in
      guard let pointers = AdditiveWeights(pointers) else { return }
      attention.finishBackward(for: plan, into: pointers)
    }
    var gradients = weights.map { TensorOf<Scalar>.zeros($0.shape) }
    withMutablePointers(to: &gradients) { pointers in
      guard let pointers = WeightPointers(pointers) else { return }
      plan.copyWeightGradients(into: pointers)
    }
    return [inputGradient, memoryGradient] + gradients + scores
      + (hasInitialState ? initialGradients : [])
  }

  private func load(_ gradient: TensorOf<Scalar>) {
    gradient.withUnsafeBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return }
      plan.loadOutputGradients(SequenceRows(base, time: shape.time, features: outputWidth))
      for step in 0..<shape.time {
        copyRows(
          shape.batch,
          of: attention.memoryWidth,
          from: base + step * outputWidth + shape.hidden,
          stride: shape.time * outputWidth,
          to: attention.outputContextGradients + step * shape.batch * attention.memoryWidth,
          stride: attention.memoryWidth
        )
      }
    }
  }

  private var inputGradient: TensorOf<Scalar> {
    var result = TensorOf<Scalar>.zeros([shape.batch, shape.time, givenInputs])
    result.withUnsafeMutableBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return }
      plan.copyInputGradients(
        into: SequenceRows(base, time: shape.time, features: givenInputs)
      )
    }
    return result
  }

  private var memoryGradient: TensorOf<Scalar> {
    let (sources, width) = (attention.shape.sources, attention.memoryWidth)
    var result = TensorOf<Scalar>.zeros([shape.batch, sources, width])
    result.withUnsafeMutableBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return }
      copyRows(
        shape.batch * sources,
        of: width,
        from: attention.memoryGradients,
        stride: attention.memoryStride,
        to: base,
        stride: width
      )
    }
    return result
  }

  private var initialGradients: [TensorOf<Scalar>?] {
    let sources = [plan.hiddenGradient] + (shape.cell.hasCellState ? [plan.cellGradient] : [])
    return sources.map { source in
      var result = TensorOf<Scalar>.zeros([shape.batch, shape.hidden])
      result.withUnsafeMutableBufferPointer { buffer in
        if let base = buffer.baseAddress { plan.copyInitialGradient(source, into: base) }
      }
      return result
    }
  }

  private func withWeights(_ body: (WeightPointers<UnsafePointer<Scalar>>) -> Void) {
    withPointers(to: weights) { pointers in
      if let weights = WeightPointers(pointers) { body(weights) }
    }
  }
}
