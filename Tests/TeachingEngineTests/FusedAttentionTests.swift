import TeachingEngine
import Testing

struct FusedAttentionTests {
  @Test("a fused encoder–decoder equals the one on the tape", arguments: 0..<6)
  func encoderDecoder(_ seed: Int) {
    var generator = RandomGenerator(seed: UInt64(seed))
    let (embedding, hidden, units) = (
      1 + generator.integer(below: 9), 1 + generator.integer(below: 20),
      1 + generator.integer(below: 20)
    )
    if seed % 2 == 0 {
      compare(embedding, hidden, units, &generator) { inputs, generator in
        GRUCellOf<Double>(
          inputs: inputs,
          hidden: hidden,
          biases: .two,
          resetGate: seed % 4 == 0 ? .afterProduct : .beforeProduct,
          generator: &generator
        )
      }
    } else {
      compare(embedding, hidden, units, &generator) { inputs, generator in
        LSTMCellOf<Double>(inputs: inputs, hidden: hidden, generator: &generator)
      }
    }
  }

  private func compare<Cell: FusableCell>(
    _ embedding: Int,
    _ hidden: Int,
    _ units: Int,
    _ generator: inout RandomGenerator,
    makeCell: (Int, inout RandomGenerator) -> Cell
  ) where Cell.Scalar == Double {
    let model = EncoderDecoder(
      sourceEmbedding: EmbeddingOf<Double>(count: 9, width: embedding, generator: &generator),
      targetEmbedding: EmbeddingOf<Double>(count: 9, width: embedding, generator: &generator),
      encoder: makeCell(embedding, &generator),
      decoder: makeCell(embedding + hidden, &generator),
      score: AdditiveScoreOf<Double>(
        queries: hidden,
        keys: hidden,
        units: units,
        generator: &generator
      ),
      readout: DenseOf<Double>(inputs: 2 * hidden, outputs: 9, generator: &generator),
      symbols: SpecialSymbols(padding: 0, start: 1, end: 2)
    )
    let source = (0..<7).map { _ in
      (0..<(1 + generator.integer(below: 12))).map { _ in 3 + generator.integer(below: 6) }
    }
    let target = PaddedBatch(source.map { $0.reversed() + [2] }, padding: 0)
    let fused = gradients(of: model, loss: FusedEncoderDecoder(model).loss(source, target))
    let tape = gradients(of: model, loss: model.loss(source, target))
    #expect(fused.count == model.parameters.count + 1)
    for (name, expected) in tape {
      let scale = max(expected.abs().max(), 1e-3)
      guard let received = fused[name] else {
        Issue.record("\(name) has no gradient")
        continue
      }
      #expect((received - expected).abs().max() <= 1e-12 * scale, "\(name)")
    }
  }

  /// The loss and every parameter's gradient.
  private func gradients<M: Model>(
    of model: M,
    loss: VariableOf<Double>
  ) -> [String: TensorOf<Double>] where M.Scalar == Double {
    model.zeroGradients()
    loss.backward()
    var result = ["loss": loss.value]
    for parameter in model.parameters { result[parameter.name] = parameter.variable.gradient }
    return result
  }

  @Test(
    "attention weights are zero on padding and sum to one elsewhere; nothing to attend gives zeros"
  )
  func weights() {
    var generator = RandomGenerator(seed: 1)
    let decoder = FusedAttentionDecoder(
      RNNCell(inputs: 5, hidden: 4, generator: &generator),
      score: AdditiveScoreOf<Float>(queries: 4, keys: 3, units: 6, generator: &generator)
    )
    let result = decoder(
      Variable(Tensor.normal([3, 2, 2], generator: &generator)),
      memory: Variable(Tensor.normal([3, 4, 3], generator: &generator)),
      mask: Tensor([[1, 1, 1, 1], [1, 0, 1, 0], [0, 0, 0, 0]])
    )
    #expect(result.weights.shape == [3, 2, 4])
    for step in 0..<2 {
      let rows = (0..<3).map { row in (0..<4).map { result.weights[row, step, $0] } }
      #expect(abs(rows[0].reduce(0, +) - 1) < 1e-6)
      #expect(abs(rows[1].reduce(0, +) - 1) < 1e-6)
      #expect(rows[1][1] == 0 && rows[1][3] == 0)
      #expect(rows[2] == [0, 0, 0, 0])
      #expect((0..<3).allSatisfy { result.outputs.value[2, step, 4 + $0] == 0 })
    }
    result.outputs.squared().sum().backward()
    #expect(decoder.score.keyWeights.gradient.isFinite)
  }
}
