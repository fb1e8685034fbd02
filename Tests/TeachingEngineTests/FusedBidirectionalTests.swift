import Testing

import TeachingEngine

/// Both directions: the fused backward direction equals a reversal on the tape.
@Suite struct FusedBidirectionalTests {
  typealias T = TensorOf<Double>
  typealias V = VariableOf<Double>

  /// Gradients and values of one pass whose loss reads outputs and final states.
  private struct Outcome {
    let outputs: T
    let states: [T]
    let gradients: [T]
    let trace: GradientTrace<Double>
  }

  private func run<Layer: SequenceLayer>(
    _ layer: Layer,
    _ input: T,
    _ lengths: [Int]?,
    _ weights: T
  ) -> Outcome where Layer.Scalar == Double {
    layer.zeroGradients()
    let x = V(input)
    let trace = GradientTrace(layer)
    let result = layer(x, lengths: lengths)
    let states = result.finalState.parts
    let loss = states.reduce((result.outputs * weights).sum()) { $0 + $1.squared().sum() }
    loss.backward(trace: trace)
    return Outcome(
      outputs: result.outputs.value,
      states: states.map(\.value),
      gradients: [x.gradient] + layer.parameters.map(\.variable.gradient),
      trace: trace
    )
  }

  private func compare<Cell: FusableCell>(
    _ cells: [Cell],
    lengths: [Int]?
  ) throws where Cell.Scalar == Double {
    var generator = RandomGenerator(seed: 5)
    let input = T.normal([3, 6, 2], generator: &generator)
    let weights = T.normal([3, 6, 8], generator: &generator)
    let fused = run(
      Bidirectional(forward: Fused(cells[0]), backward: Fused(cells[1])),
      input,
      lengths,
      weights
    )
    let tape = run(
      Bidirectional(forward: Unrolled(cells[0]), backward: Unrolled(cells[1])),
      input,
      lengths,
      weights
    )
    #expect((fused.outputs - tape.outputs).abs().max() < 1e-12)
    for (a, b) in zip(fused.states + fused.gradients, tape.states + tape.gradients) {
      #expect((a - b).abs().max() < 1e-12 * max(1, b.abs().max()))
    }
    #expect(fused.trace.layers.sorted() == ["l0", "l0 reverse"])
    let passes = try (#require(fused.trace.lastPass), #require(tape.trace.lastPass))
    for expected in passes.1.series {
      let series = try #require(passes.0.series(expected.role, layer: expected.layer))
      for (a, b) in zip(series.gradientNorms, expected.gradientNorms) {
        #expect(abs(a - b) < 1e-12 * max(1, b), "\(expected.layer) \(expected.role)")
      }
    }
  }

  @Test(arguments: [nil, [6, 2, 4]])
  func `fused directions equal unrolled ones in values, gradients and traces`(
    lengths: [Int]?
  ) throws {
    var generator = RandomGenerator(seed: 4)
    try compare(
      (0..<2).map { _ in LSTMCellOf<Double>(inputs: 2, hidden: 4, generator: &generator) },
      lengths: lengths
    )
    try compare(
      (0..<2).map { _ in GRUCellOf<Double>(inputs: 2, hidden: 4, generator: &generator) },
      lengths: lengths
    )
  }

  @Test func `the fused backward direction puts no reversal on the tape`() {
    var generator = RandomGenerator(seed: 4)
    let layer = Bidirectional(
      forward: LSTMOf<Double>(inputs: 2, hidden: 3, generator: &generator),
      backward: LSTMOf<Double>(inputs: 2, hidden: 3, generator: &generator)
    )
    let operations = Set(layer(T.zeros([1, 4, 2])).outputs.graph.nodes.map(\.operation))
    #expect(operations.isSubset(of: ["leaf", "constant", "LSTM", "concatenated"]))
  }

  @Test func `a prediction is the output without a tape`() {
    var generator = RandomGenerator(seed: 4)
    let layer = GRUOf<Double>(inputs: 2, hidden: 3, generator: &generator)
    let head = DenseOf<Double>(inputs: 3, outputs: 1, generator: &generator)
    let x = T.normal([2, 5, 2], generator: &generator)
    #expect(layer.predict(x, lengths: [5, 3]) == layer(x, lengths: [5, 3]).outputs.value)
    let last = layer.predict(x).select(axis: 1, index: 4)
    #expect(head.predict(last) == head(last).value)
  }
}
