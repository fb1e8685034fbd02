import Testing

import TeachingEngine

/// Every layer's derivative, at every index of every parameter and input.
@Suite struct LayerGradientTests {
  typealias V = VariableOf<Double>

  /// Checks all parameters of a model and its input.
  private func check<M: Model>(
    _ model: M,
    input: V,
    weightedBy seed: UInt64 = 3,
    _ function: () -> V
  ) where M.Scalar == Double {
    var generator = RandomGenerator(seed: seed)
    let weights = TensorOf<Double>.uniform(function().shape, in: -1...1, generator: &generator)
    let result = gradientCheck(
      model.parameters + [NamedParameter("input", input)],
      tolerance: 1e-7
    ) { (function() * weights).sum() }
    #expect(result.passed, "\(result)")
    #expect(result.count == model.parameterCount + input.count)
  }

  private func checkCell<Cell: RecurrentCell>(_ cell: Cell) where Cell.Scalar == Double {
    var generator = RandomGenerator(seed: 5)
    let x = V(.normal([2, 4, cell.inputs], generator: &generator))
    check(cell, input: x) { Unrolled(cell)(x).outputs }
    check(cell, input: x) {
      V.concatenated(Unrolled(cell)(x, lengths: [2, 4]).finalState.parts, axis: 1)
    }
  }

  @Test(arguments: RNNActivation.allCases, BiasConvention.allCases)
  func `vanilla RNN`(_ activation: RNNActivation, _ biases: BiasConvention) {
    var generator = RandomGenerator(seed: 1)
    checkCell(
      RNNCellOf<Double>(
        inputs: 2,
        hidden: 3,
        activation: activation,
        biases: biases,
        generator: &generator
      )
    )
  }

  @Test(arguments: BiasConvention.allCases) func `LSTM`(_ biases: BiasConvention) {
    var generator = RandomGenerator(seed: 1)
    checkCell(LSTMCellOf<Double>(inputs: 2, hidden: 3, biases: biases, generator: &generator))
    checkCell(LSTM1997CellOf<Double>(inputs: 2, hidden: 3, biases: biases, generator: &generator))
  }

  @Test(arguments: UpdateGate.allCases, ResetGate.allCases)
  func `GRU in every convention`(_ update: UpdateGate, _ reset: ResetGate) {
    for biases in BiasConvention.allCases {
      var generator = RandomGenerator(seed: 1)
      checkCell(
        GRUCellOf<Double>(
          inputs: 2,
          hidden: 3,
          biases: biases,
          updateGate: update,
          resetGate: reset,
          generator: &generator
        )
      )
    }
  }

  @Test(arguments: ScanMethod.allCases) func `minGRU equals its cell`(_ method: ScanMethod) {
    var generator = RandomGenerator(seed: 1)
    let cell = MinGRUCellOf<Double>(inputs: 2, hidden: 3, generator: &generator)
    checkCell(cell)
    let layer = MinGRUOf(cell, method: method)
    let x = V(.normal([3, 7, 2], generator: &generator))
    let start = V(.normal([3, 3], generator: &generator))
    let scanned = layer(x, lengths: [7, 1, 4], initialState: start)
    let stepped = Unrolled(cell)(x, lengths: [7, 1, 4], initialState: start)
    #expect((scanned.outputs.value - stepped.outputs.value).abs().max() < 1e-12)
    #expect((scanned.finalState.value - stepped.finalState.value).abs().max() < 1e-12)
    check(layer, input: x) { layer(x, lengths: [7, 1, 4], initialState: start).outputs }
  }

  @Test func `ConvLSTM`() {
    var generator = RandomGenerator(seed: 1)
    let cell = ConvLSTMCellOf<Double>(channels: 2, hidden: 2, kernel: 3, generator: &generator)
    let x = V(.normal([2, 2, 4, 2], generator: &generator))
    check(cell, input: x) { cell(sequence: x).outputs }
  }

  @Test func `stacked bidirectional layers with padding`() {
    var generator = RandomGenerator(seed: 1)
    func both(_ inputs: Int) -> Bidirectional<Unrolled<GRUCellOf<Double>>> {
      Bidirectional(
        forward: Unrolled(GRUCellOf(inputs: inputs, hidden: 2, generator: &generator)),
        backward: Unrolled(GRUCellOf(inputs: inputs, hidden: 2, generator: &generator))
      )
    }
    let model = Stacked([both(2), both(4)])
    let x = V(.normal([2, 4, 2], generator: &generator))
    check(model, input: x) { model(x, lengths: [4, 2]).outputs }
    #expect(
      model.parameters.map(\.name).suffix(3)
        == ["weight_ih_l1_reverse", "weight_hh_l1_reverse", "bias_ih_l1_reverse"]
    )
  }

  @Test func `dense, normalisation, residual, sequential`() {
    var generator = RandomGenerator(seed: 1)
    let model = SequentialOf<Double>(
      DenseOf<Double>(inputs: 3, outputs: 4, generator: &generator),
      ActivationOf<Double>(.tanh),
      LayerNormOf<Double>(features: 4),
      Residual(DenseOf<Double>(inputs: 4, outputs: 4, generator: &generator))
    )
    let x = V(.normal([2, 3], generator: &generator))
    check(model, input: x) { model(x) }
    #expect(
      model.parameters.map(\.name) == [
        "0.weight", "0.bias", "2.weight", "2.bias", "3.inner.weight", "3.inner.bias",
      ]
    )
  }

  @Test func `attention scores and blocks`() {
    var generator = RandomGenerator(seed: 1)
    let keys = TensorOf<Double>.normal([2, 4, 3], generator: &generator)
    let mask = TensorOf<Double>([[1, 1, 0, 0], [1, 1, 1, 1]])
    let queries = V(.normal([2, 2, 3], generator: &generator))
    func checkScore<S: AttentionScore>(_ score: S) where S.Scalar == Double {
      check(score, input: queries) {
        attend(score, queries: queries, keys: V(constant: keys), mask: mask).context
      }
    }
    checkScore(DotScoreOf<Double>())
    checkScore(GeneralScoreOf<Double>(queries: 3, keys: 3, generator: &generator))
    checkScore(AdditiveScoreOf<Double>(queries: 3, keys: 3, units: 4, generator: &generator))
    let block = SelfAttentionBlockOf<Double>(
      width: 4,
      heads: 2,
      feedForwardWidth: 3,
      generator: &generator
    )
    let x = V(.normal([2, 4, 4], generator: &generator))
    check(block, input: x) { block(x, mask: mask, causal: true) }
  }
}
