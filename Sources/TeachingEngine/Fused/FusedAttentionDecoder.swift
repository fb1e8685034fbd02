/// A decoder whose every step reads a context made by additive attention, in one pass.
///
///     context_t = Σ_j softmax_j(v · tanh(h_{t−1} Wq + m_j Wk)) m_j
///     h_t = cell([x_t, context_t], h_{t−1})
///
/// Equal in values and gradients to the steps on the tape that `EncoderDecoder.decode` records.
///
/// - Source: Bahdanau, Cho & Bengio (2015), appendix A.
public struct FusedAttentionDecoder<Cell: FusableCell>: Model {
  /// The precision of the cell.
  public typealias Scalar = Cell.Scalar
  /// Reads the input and the context.
  public let cell: Cell
  /// Compares the state with the memory.
  public let score: AdditiveScoreOf<Scalar>
  private let plans: AttentionPool<Scalar>

  /// A decoder from its cell, whose inputs end with the context, and its score.
  public init(_ cell: Cell, score: AdditiveScoreOf<Scalar>, threads: Int = 1) {
    self.cell = cell
    self.score = score
    plans = AttentionPool(threads: threads)
  }

  /// The parameters of the cell and of the score.
  public var parameters: [NamedParameter<Scalar>] {
    cell.parameters.map { $0.prefixed("cell") } + score.parameters.map { $0.prefixed("score") }
  }

  /// Runs over given inputs, such as the embedded previous symbols.
  ///
  /// - Parameter input: `[batch, time, features]`, without the context.
  /// - Parameter memory: `[batch, sources, width]`, such as the encoder's outputs.
  /// - Parameter mask: `[batch, sources]`, 1 where a step of the memory counts.
  /// - Parameter initialState: zeros if `nil`.
  /// - Returns: outputs `[batch, time, hidden + width]`, each h_t followed by its context, and the
  ///   attention weights `[batch, time, sources]`.
  public func callAsFunction(
    _ input: VariableOf<Scalar>,
    memory: VariableOf<Scalar>,
    mask: TensorOf<Scalar>,
    initialState: Cell.State? = nil,
    file: StaticString = #fileID,
    line: UInt = #line
  ) -> (outputs: VariableOf<Scalar>, weights: TensorOf<Scalar>) {
    requireShapes(input.shape, memory.shape, mask.shape, file: file, line: line)
    let state = initialState?.parts ?? []
    let run = makeRun(input.shape, memory.shape)
    func forward() {
      run.forward(
        input.value,
        memory: memory.value,
        mask: mask,
        initialState: state.map(\.value)
      )
    }
    forward()
    let outputs = VariableOf(
      operation: "attention decoder",
      inputs: [input, memory] + cell.weights.variables + score.variables + state,
      value: run.outputs
    ) { gradient, pass in
      run.backward(
        gradient,
        again: forward,
        hasInitialState: !state.isEmpty,
        observer: pass.observer
      )
    }
    return (outputs, run.attentionWeights)
  }

  private func makeRun(_ input: [Int], _ memory: [Int]) -> AttentionRun<Scalar> {
    AttentionRun(
      RecurrentShape(
        cell: cell.fusedCell,
        inputs: cell.inputs,
        hidden: cell.hidden,
        batch: input[0],
        time: input[1]
      ),
      AttentionShape(
        batch: input[0],
        time: input[1],
        sources: memory[1],
        hidden: cell.hidden,
        memory: memory[2],
        units: score.scoreWeights.shape[0]
      ),
      weights: cell.weights,
      score: score,
      pool: plans
    )
  }

  private func requireShapes(
    _ input: [Int],
    _ memory: [Int],
    _ mask: [Int],
    file: StaticString,
    line: UInt
  ) {
    let fits =
      input.count == 3 && memory.count == 3 && input[0] == memory[0]
      && mask == Array(memory.prefix(2)) && input[2] + memory[2] == cell.inputs
      && score.queryWeights.shape[0] == cell.hidden && score.keyWeights.shape[0] == memory[2]
    guard fits else {
      trap(
        .shapes(
          operation: "FusedAttentionDecoder",
          shapes: [input, memory, mask],
          problem: "input, memory and mask do not fit the decoder",
          fix: "give [batch, time, features], [batch, sources, width] and [batch, sources]; the "
            + "cell reads features and width together, \(cell.inputs)"
        ),
        file: file,
        line: line
      )
    }
  }
}

/// An encoder–decoder with additive attention whose sequences run in fused passes.
///
/// Shares the parameters of the model it is made from; decoding symbol by symbol stays there.
public struct FusedEncoderDecoder<Cell: FusableCell>: Model {
  /// The precision of the cells.
  public typealias Scalar = Cell.Scalar
  /// The model whose parameters these are.
  public let model: EncoderDecoder<Cell>
  private let encoder: Fused<Cell>
  private let decoder: FusedAttentionDecoder<Cell>

  /// The fused form of a model; traps unless its score is an `AdditiveScore`.
  public init(
    _ model: EncoderDecoder<Cell>,
    threads: Int = 1,
    file: StaticString = #fileID,
    line: UInt = #line
  ) {
    guard let score = model.score as? AdditiveScoreOf<Scalar> else {
      trap(
        .argument(
          operation: "FusedEncoderDecoder",
          problem: "the model has no additive score",
          fix: "build it with score: AdditiveScore(…), or train it step by step"
        ),
        file: file,
        line: line
      )
    }
    self.model = model
    encoder = Fused(model.encoder, threads: threads)
    decoder = FusedAttentionDecoder(model.decoder, score: score, threads: threads)
  }

  /// The parameters of the model.
  public var parameters: [NamedParameter<Scalar>] { model.parameters }

  /// Logits at every target step, `[batch, time, vocabulary]`; see `EncoderDecoder.teacherForced`.
  public func teacherForced(
    _ source: [[Int]],
    _ target: PaddedBatch,
    file: StaticString = #fileID,
    line: UInt = #line
  ) -> VariableOf<Scalar> {
    let batch = PaddedBatch(source, padding: model.symbols.padding)
    let memory = encoder(
      model.sourceEmbedding(batch.symbols, file: file, line: line),
      lengths: batch.lengths,
      file: file,
      line: line
    )
    let previous = target.symbols.map { [model.symbols.start] + $0.dropLast() }
    let decoded = decoder(
      model.targetEmbedding(previous, file: file, line: line),
      memory: memory.outputs,
      mask: lengthMask(batch.lengths, time: batch.time, as: Scalar.self),
      initialState: memory.finalState,
      file: file,
      line: line
    )
    return model.readout(decoded.outputs, file: file, line: line)
  }

  /// The teacher-forced loss; see `EncoderDecoder.loss`.
  public func loss(
    _ source: [[Int]],
    _ target: PaddedBatch,
    file: StaticString = #fileID,
    line: UInt = #line
  ) -> VariableOf<Scalar> {
    crossEntropy(
      logits: teacherForced(source, target, file: file, line: line),
      labels: target.symbols.flatMap { $0 },
      mask: lengthMask(target.lengths, time: target.time, as: Scalar.self),
      file: file,
      line: line
    )
  }
}
