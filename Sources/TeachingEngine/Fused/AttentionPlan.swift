internal import EngineKernels

/// The sizes of additive attention inside a recurrent plan.
struct AttentionShape: Hashable {
  let batch, time, sources: Int
  /// Widths of the decoder's state, of the memory, and of the layer that compares them.
  let hidden, memory, units: Int
}

/// Additive attention of a decoder's state over a memory, at every step of a recurrent plan.
///
///     context_t = Σ_j softmax_j(v · tanh(h_{t−1} Wq + m_j Wk)) m_j
///
/// The context is the last part of the decoder's input, so it is written where the plan keeps x.
/// Sequences do not touch each other: two threads share them like those of the plan.
final class AttentionPlan<Scalar: TensorScalar> {
  let shape: AttentionShape
  /// Widths padded to whole vectors: of memory, units and attention weights.
  let memoryStride, unitStride, weightStride: Int

  /// m, m Wk, `[batch, sources, …]`, and their gradients.
  let memory, keys, memoryGradients, keyGradients: UnsafeMutablePointer<Scalar>
  /// h Wq and its gradient, `[time, batch, unitStride]`; α, `[time, batch, weightStride]`.
  let queries, queryGradients, weights: UnsafeMutablePointer<Scalar>
  /// v; ∂L/∂v of each sequence, `[batch, unitStride]`.
  let scoreWeights, scoreGradients: UnsafeMutablePointer<Scalar>
  /// Each sequence's ∂α, `[batch, weightStride]`, and ∂L/∂context, `[batch, memoryStride]`.
  let scratch, contextGradients: UnsafeMutablePointer<Scalar>
  /// ∂L/∂context of what reads the contexts themselves, `[time, batch, memory]`.
  let outputContextGradients, workspace: UnsafeMutablePointer<Scalar>
  let queryWeights, queryTransposed, keyTransposed: PackedMatrix<Scalar>
  let active: UnsafeMutablePointer<Bool>
  private let planned: PlannedMemory<Scalar>

  /// Features that attention adds to the decoder's input.
  var memoryWidth: Int { shape.memory }

  init(_ shape: AttentionShape) {
    self.shape = shape
    let (m, u) = (Scalar.padded(shape.memory), Scalar.padded(shape.units))
    let (w, h) = (Scalar.padded(shape.sources), Scalar.padded(shape.hidden))
    (memoryStride, unitStride, weightStride) = (m, u, w)
    let (rows, steps) = (shape.batch * shape.sources, shape.time * shape.batch)
    let lengths =
      [rows * m, rows * u, rows * m, rows * u, steps * u, steps * u, steps * w]
      + [u, shape.batch * u, shape.batch * w, shape.batch * m, steps * shape.memory]
      + [MatrixProduct.workspaceCount(Scalar.self), shape.hidden * u, u * h, u * m]
    let planned = PlannedMemory<Scalar>(lengths)
    var rest = lengths[...]
    func take() -> UnsafeMutablePointer<Scalar> { planned.next(rest.removeFirst()) }
    self.planned = planned
    (memory, keys, memoryGradients, keyGradients) = (take(), take(), take(), take())
    (queries, queryGradients, weights) = (take(), take(), take())
    (scoreWeights, scoreGradients, scratch, contextGradients) = (take(), take(), take(), take())
    (outputContextGradients, workspace) = (take(), take())
    queryWeights = PackedMatrix(inner: shape.hidden, columns: u, storage: take())
    queryTransposed = PackedMatrix(inner: u, columns: h, storage: take())
    keyTransposed = PackedMatrix(inner: u, columns: m, storage: take())
    active = .allocate(capacity: max(1, rows))
    active.initialize(repeating: true, count: rows)
  }

  deinit { active.deallocate() }

  /// Takes the memory `[batch, sources, width]`, which steps of it count, and the weights; computes
  /// the keys of all its steps.
  @_specialize(where Scalar == Float)
  @_specialize(where Scalar == Double)
  func load(
    memory source: UnsafePointer<Scalar>,
    mask: UnsafePointer<Scalar>,
    weights: AdditiveWeights<UnsafePointer<Scalar>>
  ) {
    let mode = SubnormalMode.flushed()
    defer { mode.restore() }
    let rows = shape.batch * shape.sources
    for row in 0..<rows {
      active[row] = mask[row] != 0
      // What is masked may hold NaN, which no product with a zero would hide.
      let target = memory + row * memoryStride
      if active[row] {
        target.update(from: source + row * shape.memory, count: shape.memory)
      } else {
        target.update(repeating: 0, count: shape.memory)
      }
    }
    scoreWeights.update(from: weights.score, count: shape.units)
    let (query, units) = (weights.query, shape.units)
    queryWeights.pack(
      MatrixOperand(query, rowStride: units),
      rows: 0..<shape.hidden,
      columns: 0..<units
    )
    queryTransposed.pack(
      MatrixOperand(query, rowStride: units).transposed,
      rows: 0..<units,
      columns: 0..<shape.hidden
    )
    keyTransposed.pack(
      MatrixOperand(weights.key, rowStride: units).transposed,
      rows: 0..<units,
      columns: 0..<shape.memory
    )
    MatrixProduct.multiply(
      MatrixOperand(memory, rowStride: memoryStride),
      rows: rows,
      inner: shape.memory,
      by: MatrixOperand(weights.key, rowStride: units),
      columns: units,
      into: keys,
      resultStride: unitStride,
      workspace: workspace
    )
  }

  /// Writes the contexts of a step to the end of its inputs.
  @_specialize(where Scalar == Float)
  @_specialize(where Scalar == Double)
  func read(_ step: Int, _ sequences: Range<Int>, for plan: RecurrentPlan<Scalar>) {
    let state = plan.hiddenRows(step)
    let first = step * shape.batch
    MatrixProduct.multiply(
      MatrixOperand(
        state.pointer + sequences.lowerBound * state.stride,
        rowStride: state.stride
      ),
      rows: sequences.count,
      by: queryWeights,
      into: queries + (first + sequences.lowerBound) * unitStride,
      resultStride: unitStride
    )
    for sequence in sequences {
      let row = first + sequence
      // The context is made in a row of whole vectors; the gradients' row is free until later.
      let context = contextGradients + sequence * memoryStride
      kernel(sequence).forward(
        query: queries + row * unitStride,
        weights: weights + row * weightStride,
        context: context
      )
      (plan.joined + row * plan.joinedStride + plan.hiddenOffset - 1 - shape.memory)
        .update(from: context, count: shape.memory)
    }
  }

  @inline(__always)
  func kernel(_ sequence: Int) -> AdditiveAttentionStep<Scalar> {
    let first = sequence * shape.sources
    return AdditiveAttentionStep(
      sources: shape.sources,
      units: unitStride,
      width: memoryStride,
      keys: keys + first * unitStride,
      memory: memory + first * memoryStride,
      scoreWeights: scoreWeights,
      active: active + first
    )
  }
}

/// The weights of an additive score in someone's memory, or their gradients.
struct AdditiveWeights<Pointer> {
  let query, key, score: Pointer

  /// From pointers in the order Wq, Wk, v; `nil` if there are not three.
  init?(_ pointers: [Pointer]) {
    guard pointers.count == 3 else { return nil }
    (query, key, score) = (pointers[0], pointers[1], pointers[2])
  }
}
