/// The symbols with a meaning of their own in a vocabulary.
public struct SpecialSymbols: Sendable, Equatable {
  /// Fills up short sequences.
  public let padding: Int
  /// What the decoder reads first.
  public let start: Int
  /// Ends a sequence.
  public let end: Int

  /// The three symbols, by number.
  public init(padding: Int, start: Int, end: Int) {
    self.padding = padding
    self.start = start
    self.end = end
  }
}

/// What the encoder leaves for the decoder.
public struct EncoderMemory<State: RecurrentState> {
  /// The encoder's outputs at every step, `[batch, time, hidden]`.
  public let outputs: VariableOf<State.Scalar>
  /// 1 where a source step counts, `[batch, time]`.
  public let mask: TensorOf<State.Scalar>
  /// The encoder's last state: all there is without attention.
  public let finalState: State
}

/// Sequence to sequence: one network reads the source, another writes the target.
///
/// The decoder starts from the encoder's last state and reads at each step the previous target
/// symbol. With attention it also reads a context, the mean of the encoder's outputs weighted for
/// its previous output, and the logits see both.
///
/// - Source: Sutskever, Vinyals & Le (2014); Bahdanau, Cho & Bengio (2015) for attention.
public struct EncoderDecoder<Cell: RecurrentCell>: Model {
  /// The precision of the cells.
  public typealias Scalar = Cell.Scalar

  /// Vectors of source symbols.
  public let sourceEmbedding: EmbeddingOf<Scalar>
  /// Vectors of target symbols.
  public let targetEmbedding: EmbeddingOf<Scalar>
  /// Reads the source.
  public let encoder: Cell
  /// Writes the target.
  public let decoder: Cell
  /// How decoder outputs score encoder outputs; `nil` without attention.
  public let score: (any AttentionScore<Scalar>)?
  /// Makes logits.
  public let readout: DenseOf<Scalar>
  /// Padding, start and end of the target vocabulary (and padding of the source's).
  public let symbols: SpecialSymbols

  /// A model from its parts; traps if their widths do not fit.
  public init(
    sourceEmbedding: EmbeddingOf<Scalar>,
    targetEmbedding: EmbeddingOf<Scalar>,
    encoder: Cell,
    decoder: Cell,
    score: (any AttentionScore<Scalar>)?,
    readout: DenseOf<Scalar>,
    symbols: SpecialSymbols,
    file: StaticString = #fileID,
    line: UInt = #line
  ) {
    let context = score == nil ? 0 : encoder.hidden
    let fits =
      encoder.inputs == sourceEmbedding.weight.shape[1]
      && decoder.inputs == targetEmbedding.weight.shape[1] + context
      && encoder.hidden == decoder.hidden
      && readout.weight.shape[0] == decoder.hidden + context
    guard fits else {
      trap(
        .argument(
          operation: "EncoderDecoder",
          problem: "the widths of the parts do not fit",
          fix: "the decoder reads the target embedding"
            + (score == nil ? "" : " and a context as wide as the encoder")
            + ", both cells have one width, and the readout reads the decoder's output"
            + (score == nil ? "" : " and the context")
        ),
        file: file,
        line: line
      )
    }
    self.sourceEmbedding = sourceEmbedding
    self.targetEmbedding = targetEmbedding
    self.encoder = encoder
    self.decoder = decoder
    self.score = score
    self.readout = readout
    self.symbols = symbols
  }

  /// Reads the source sequences, padded at the end.
  public func encode(
    _ source: [[Int]],
    file: StaticString = #fileID,
    line: UInt = #line
  ) -> EncoderMemory<Cell.State> {
    let batch = PaddedBatch(source, padding: symbols.padding)
    let result = Unrolled(encoder)(
      sourceEmbedding(batch.symbols, file: file, line: line),
      lengths: batch.lengths,
      file: file,
      line: line
    )
    return EncoderMemory(
      outputs: result.outputs,
      mask: lengthMask(batch.lengths, time: batch.time, as: Scalar.self),
      finalState: result.finalState
    )
  }

  /// One step of the decoder: logits `[batch, vocabulary]`, the next state, and the attention
  /// weights `[batch, source time]` if there are any.
  public func decode(
    _ previous: [Int],
    _ state: Cell.State,
    _ memory: EncoderMemory<Cell.State>
  ) -> (logits: VariableOf<Scalar>, state: Cell.State, weights: TensorOf<Scalar>?) {
    let embedded = targetEmbedding(previous)
    guard let score else {
      let next = decoder(embedded, state)
      return (readout(decoder.output(of: next)), next, nil)
    }
    let query = decoder.output(of: state).expanded(axis: 1)
    let attended = attend(score, queries: query, keys: memory.outputs, mask: memory.mask)
    let context = attended.context.squeezed(axis: 1)
    let next = decoder(.concatenated([embedded, context], axis: 1), state)
    let logits = readout(.concatenated([decoder.output(of: next), context], axis: 1))
    return (logits, next, attended.weights.value.squeezed(axis: 1))
  }

  /// Logits at every target step, `[batch, time, vocabulary]`, the true previous symbol given.
  ///
  /// - Parameter target: what should be written, each with its end symbol, padded to one length.
  public func teacherForced(
    _ source: [[Int]],
    _ target: PaddedBatch,
    file: StaticString = #fileID,
    line: UInt = #line
  ) -> VariableOf<Scalar> {
    let memory = encode(source, file: file, line: line)
    var state = memory.finalState
    var previous = Array(repeating: symbols.start, count: target.symbols.count)
    var logits: [VariableOf<Scalar>] = []
    for step in 0..<target.time {
      let decoded = decode(previous, state, memory)
      logits.append(decoded.logits)
      state = decoded.state
      previous = target.symbols.map { $0[step] }
    }
    return .stacked(logits, axis: 1)
  }

  /// Logits at every step, the decoder's own best previous symbol given.
  public func freeRunning(_ source: [[Int]], steps: Int) -> VariableOf<Scalar> {
    let memory = encode(source)
    var state = memory.finalState
    var previous = Array(repeating: symbols.start, count: source.count)
    var logits: [VariableOf<Scalar>] = []
    for _ in 0..<steps {
      let decoded = decode(previous, state, memory)
      logits.append(decoded.logits)
      state = decoded.state
      previous = decoded.logits.value.argmax(axis: 1)
    }
    return .stacked(logits, axis: 1)
  }

  /// The teacher-forced loss: cross-entropy averaged over the target symbols, padding left out.
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
