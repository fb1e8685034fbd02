internal import EngineKernels

/// A fused cell over sequences of fixed sizes: all buffers, taken once.
///
/// Rows of `joined` hold, for each step and sequence, what the step's product reads:
///
///     [ x | 1 | h ],   a = [x | 1 | h] · [Wx; b; Wh]
///
/// so that one matrix product computes all gates, one gives all weight gradients over the whole
/// sequence, and the bias is a row like any other. h′ is written to the row of the next step.
/// Time is the outermost axis; every row starts at a whole vector.
final class RecurrentPlan<Scalar: TensorScalar>: SharedWork {
  let cell: FusedCell
  let inputs: Int
  let hidden: Int
  let batch: Int
  let time: Int
  let threads: Int

  /// `hidden`, padded to whole vectors.
  let width: Int
  /// Where h starts in a row of `joined`; x starts so that x and 1 end there.
  let hiddenOffset: Int
  let joinedStride: Int
  let gatesStride: Int
  let outputStride: Int

  private let memory: PlannedMemory<Scalar>
  private let flags: UnsafeMutablePointer<Bool>

  /// `[time + 1, batch, joinedStride]`.
  let joined: UnsafeMutablePointer<Scalar>
  /// Pre-activations, then gates, then ∂L/∂a: `[time, batch, blocks · width]`.
  let gates: UnsafeMutablePointer<Scalar>
  /// c, `[time + 1, batch, width]`, and tanh c′, `[time, batch, width]`; empty without a cell state.
  let cells: UnsafeMutablePointer<Scalar>
  let cellTanhs: UnsafeMutablePointer<Scalar>
  /// r ⊙ h, `[time, batch, width]`; empty unless the reset comes before the product.
  let resetStates: UnsafeMutablePointer<Scalar>
  /// ∂L/∂h′ of what reads the outputs, `[time, batch, width]`.
  let outputGradients: UnsafeMutablePointer<Scalar>
  /// ∂L/∂h and ∂L/∂c on their way from step to step, ∂L/∂(r ⊙ h): `[batch, width]` each.
  let hiddenGradient: UnsafeMutablePointer<Scalar>
  let cellGradient: UnsafeMutablePointer<Scalar>
  let resetGradient: UnsafeMutablePointer<Scalar>
  /// ∂L/∂x, `[time, batch, padded(inputs)]`.
  let inputGradients: UnsafeMutablePointer<Scalar>
  /// Whether a sequence is still running, `[time, batch]`.
  let active: UnsafeMutablePointer<Bool>
  /// One workspace for products on the fly for each thread.
  let workspaces: UnsafeMutablePointer<Scalar>

  /// What a step multiplies, in order.
  let products: [GateProduct<Scalar>]
  /// (r ⊙ h) Whn, if the reset comes before the product.
  let candidateProduct: GateProduct<Scalar>?
  /// Whᵀ, Wxᵀ and Whnᵀ for the way back.
  let hiddenTransposed: PackedMatrix<Scalar>
  let inputTransposed: PackedMatrix<Scalar>
  let candidateTransposed: PackedMatrix<Scalar>

  /// How many steps of each sequence count, and whether any sequence is shorter than `time`.
  var lengths: [Int]
  var hasShortSequences = false
  /// Whether sequences are read from their own end to their start.
  var isReversed = false
  /// Whether anything reads the outputs of single steps.
  var hasOutputGradients = false
  /// What the two threads are to do.
  var phase = Phase.forward
  /// Whether `gates` has been turned into ∂L/∂a, so that a second backward pass must first repeat
  /// the forward pass.
  var gatesAreGradients = false
  /// Fills the last features of every step's input from the state before it; `nil` without attention.
  var attention: AttentionPlan<Scalar>?
  /// Receives what a trace asks for; `nil` otherwise.
  var recorder: StepRecorder<Scalar>?

  enum Phase { case forward, backward, inputGradients, weightGradients }

  init(_ shape: RecurrentShape, threads: Int = 1) {
    let layout = RecurrentLayout<Scalar>(shape)
    (cell, inputs, hidden) = (shape.cell, shape.inputs, shape.hidden)
    (batch, time) = (shape.batch, shape.time)
    // Two threads share the rows of a batch; below a dozen rows there is nothing to share.
    self.threads = shape.batch >= 12 ? threads : 1
    (width, hiddenOffset) = (layout.width, layout.hiddenOffset)
    (joinedStride, gatesStride) = (layout.joinedStride, layout.gatesStride)
    outputStride = layout.width
    let memory = PlannedMemory<Scalar>(layout.lengths)
    var lengths = layout.lengths[...]
    func take() -> UnsafeMutablePointer<Scalar> { memory.next(lengths.removeFirst()) }
    self.memory = memory
    (joined, gates, cells, cellTanhs, resetStates) = (take(), take(), take(), take(), take())
    (outputGradients, hiddenGradient, cellGradient) = (take(), take(), take())
    (resetGradient, inputGradients, workspaces) = (take(), take(), take())
    products = layout.productShapes.map { GateProduct($0, width: layout.width, take) }
    candidateProduct = layout.candidateShape.map { GateProduct($0, width: layout.width, take) }
    hiddenTransposed = PackedMatrix(
      inner: shape.cell.hiddenBlocks.count * width,
      columns: width,
      storage: take()
    )
    inputTransposed = PackedMatrix(
      inner: shape.cell.inputBlocks.count * width,
      columns: Scalar.padded(shape.inputs),
      storage: take()
    )
    candidateTransposed = PackedMatrix(
      inner: shape.cell.resetsBefore ? width : 0,
      columns: width,
      storage: take()
    )
    flags = .allocate(capacity: max(1, shape.batch * shape.time))
    flags.initialize(repeating: true, count: shape.batch * shape.time)
    active = flags
    self.lengths = Array(repeating: shape.time, count: shape.batch)
    for row in 0..<((shape.time + 1) * shape.batch) {
      joined[row * joinedStride + hiddenOffset - 1] = 1
    }
  }

  deinit { flags.deallocate() }

  /// Features that the caller gives; the others are attention's.
  var givenInputs: Int { inputs - (attention?.memoryWidth ?? 0) }

  /// Scalars of planned memory.
  var scalarCount: Int { memory.count }

  func run(share: Int, of shares: Int) {
    // A faded state or a vanished gradient is all subnormal numbers; the mode belongs to the thread.
    let mode = SubnormalMode.flushed()
    defer { mode.restore() }
    switch phase {
    case .forward: forward(rows(ofShare: share, of: shares, count: batch, grain: 6))
    case .backward: backward(rows(ofShare: share, of: shares, count: batch, grain: 6))
    case .inputGradients:
      multiplyInputGradients(rows(ofShare: share, of: shares, count: time * batch, grain: 12))
    case .weightGradients: multiplyWeightGradients(share: share, of: shares)
    }
  }
}
