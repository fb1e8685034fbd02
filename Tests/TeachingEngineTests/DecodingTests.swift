import Testing

import TeachingEngine

@Suite struct DecodingTests {
  private func model(
    attention: Bool,
    seed: UInt64 = 1
  ) -> EncoderDecoder<GRUCellOf<Double>> {
    var generator = RandomGenerator(seed: seed)
    let context = attention ? 6 : 0
    return EncoderDecoder(
      sourceEmbedding: EmbeddingOf(count: 7, width: 4, generator: &generator),
      targetEmbedding: EmbeddingOf(count: 7, width: 4, generator: &generator),
      encoder: GRUCellOf(inputs: 4, hidden: 6, generator: &generator),
      decoder: GRUCellOf(inputs: 4 + context, hidden: 6, generator: &generator),
      score: attention
        ? AdditiveScoreOf<Double>(queries: 6, keys: 6, units: 5, generator: &generator) : nil,
      readout: DenseOf(inputs: 6 + context, outputs: 7, generator: &generator),
      symbols: SpecialSymbols(padding: 0, start: 1, end: 2)
    )
  }

  private let source = [[3, 4, 5], [6, 3]]

  @Test(arguments: [true, false]) func `a beam of one is greedy`(_ attention: Bool) {
    let model = model(attention: attention)
    let greedy = model.greedy(source, maximumLength: 6)
    for (row, sequence) in source.enumerated() {
      let beam = model.beamSearch(sequence, width: 1, maximumLength: 6)[0]
      #expect(beam.symbols == greedy[row].symbols)
      #expect(abs(beam.logProbability - greedy[row].logProbability) < 1e-12)
      #expect(beam.isFinished == greedy[row].isFinished)
    }
  }

  @Test func `an exhaustive beam finds the most probable sequence`() {
    let model = model(attention: true)
    let best = model.beamSearch(source[0], width: 400, maximumLength: 3)[0]
    var expected = -Double.infinity
    // All sequences of at most three symbols, scored by teacher forcing.
    func score(_ target: [Int]) -> Double {
      let batch = PaddedBatch([target], padding: 0)
      return -noGradient { model.loss([source[0]], batch).item } * Double(target.count)
    }
    let symbols = [0, 1, 3, 4, 5, 6]
    expected = max(expected, score([2]))
    for a in symbols {
      expected = max(expected, score([a, 2]))
      for b in symbols {
        expected = max(expected, score([a, b, 2]))
        for c in symbols { expected = max(expected, score([a, b, c])) }
      }
    }
    #expect(abs(best.logProbability - expected) < 1e-9)
  }

  @Test func `weights sum to one, and padding weighs exactly nothing`() {
    let decoded = model(attention: true).greedy(source, maximumLength: 4)
    for (row, sequence) in decoded.enumerated() {
      for weights in sequence.alignment {
        #expect(abs(weights.reduce(0, +) - 1) < 1e-12)
        #expect(weights[source[row].count...].allSatisfy { $0 == 0 })
      }
    }
    #expect(decoded.contains { !$0.alignment.isEmpty })
  }

  @Test func `padding does not change the loss`() {
    let model = model(attention: true)
    let alone = model.loss([source[1]], PaddedBatch([[4, 2]], padding: 0)).item
    let both = model.loss(source, PaddedBatch([[3, 5, 5, 2], [4, 2]], padding: 0)).item
    let other = model.loss([source[0]], PaddedBatch([[3, 5, 5, 2]], padding: 0)).item
    #expect(abs(both - (4 * other + 2 * alone) / 6) < 1e-12)
  }

  @Test func `every parameter of the whole model has the right gradient`() {
    let model = model(attention: true)
    let target = PaddedBatch([[3, 5, 2], [4, 2]], padding: 0)
    let check = gradientCheck(model, tolerance: 1e-7) { model.loss(source, target) }
    #expect(check.passed, "\(check)")
    #expect(check.count == model.parameterCount)
  }

  @Test func `a fully masked row gives zeros and is counted`() {
    var generator = RandomGenerator(seed: 1)
    let keys = VariableOf<Double>(.normal([2, 3, 4], generator: &generator))
    let result = attend(
      DotScoreOf<Double>(),
      queries: VariableOf(.normal([2, 1, 4], generator: &generator)),
      keys: keys,
      mask: TensorOf([[0, 0, 0], [1, 0, 1]])
    )
    #expect(result.fullyMaskedRows == 1)
    #expect(result.context.value.select(axis: 0, index: 0) == .zeros([1, 4]))
    result.context.sum().backward()
    #expect(keys.gradient.isFinite)
  }

  @Test func `self-attention without positions does not know order; causal does not see ahead`() {
    var generator = RandomGenerator(seed: 1)
    let attention = MultiHeadSelfAttentionOf<Double>(width: 4, heads: 2, generator: &generator)
    let x = TensorOf<Double>.normal([5, 4], generator: &generator)
    let order = [3, 0, 4, 1, 2]
    func output(_ x: TensorOf<Double>, causal: Bool = false) -> TensorOf<Double> {
      attention(VariableOf(constant: x.expanded(axis: 0)), causal: causal).context.value
        .squeezed(axis: 0)
    }
    let difference = output(x.gathered(rows: order)) - output(x).gathered(rows: order)
    #expect(difference.abs().max() < 1e-12)
    var changed = x
    changed[4, 0] += 1
    #expect(output(changed, causal: true)[..<4] == output(x, causal: true)[..<4])
    #expect(output(changed)[..<4] != output(x)[..<4])
  }
}
