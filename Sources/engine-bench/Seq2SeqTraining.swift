import TeachingEngine

/// Sequence to sequence with GRU cells and additive attention: reverse a sequence of symbols.
struct Seq2SeqSizes {
  let vocabulary, length, embedding, hidden, batch, steps: Int

  static let standard = Seq2SeqSizes(
    vocabulary: 12,
    length: 10,
    embedding: 64,
    hidden: 64,
    batch: 64,
    steps: 200
  )

  /// Floating-point operations of the matrix products of one step, forward and backward.
  var operations: Double {
    let (h, e) = (Double(hidden), Double(embedding))
    let encoder = 3 * h * (e + h)
    let decoder = 3 * h * (e + 2 * h)
    let attention = 2 * h * h
    let readout = 2 * h * Double(vocabulary)
    return 3 * 2 * Double(batch * length) * (encoder + decoder + attention + readout)
  }

  /// A fresh training: each call is one Adam step on the same batch and returns its loss.
  func makeTraining(path: TrainingPath, threads: Int, isTraced: Bool) -> () -> Float {
    var generator = RandomGenerator(seed: 1)
    let symbols = SpecialSymbols(padding: 0, start: 1, end: 2)
    let model = EncoderDecoder(
      sourceEmbedding: Embedding(count: vocabulary, width: embedding, generator: &generator),
      targetEmbedding: Embedding(count: vocabulary, width: embedding, generator: &generator),
      encoder: GRUCell(inputs: embedding, hidden: hidden, biases: .two, generator: &generator),
      decoder: GRUCell(
        inputs: embedding + hidden,
        hidden: hidden,
        biases: .two,
        generator: &generator
      ),
      score: AdditiveScoreOf<Float>(
        queries: hidden,
        keys: hidden,
        units: hidden,
        generator: &generator
      ),
      readout: Dense(inputs: 2 * hidden, outputs: vocabulary, generator: &generator),
      symbols: symbols
    )
    let source = (0..<batch).map { _ in
      (0..<length).map { _ in 3 + generator.integer(below: vocabulary - 3) }
    }
    let target = PaddedBatch(source.map { Array($0.reversed()) }, padding: symbols.padding)
    let optimizer = Adam(model, learningRate: 0.003)
    let trace = isTraced ? GradientTrace(model) : nil
    if path == .tape {
      return { optimizer.step(minimizing: model.loss(source, target), trace: trace) }
    }
    let fused = FusedEncoderDecoder(model, threads: threads)
    return { optimizer.step(minimizing: fused.loss(source, target), trace: trace) }
  }
}
