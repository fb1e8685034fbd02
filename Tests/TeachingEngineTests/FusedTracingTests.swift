import TeachingEngine
import Testing

struct FusedTracingTests {
  /// A layer read at every step, so that every step's gradient has two sources.
  private struct Reader<Layer: SequenceLayer>: Model {
    typealias Scalar = Layer.Scalar
    let layer: Layer
    let head: DenseOf<Scalar>
  }

  @Test("a trace of a fused layer holds what a trace of its cell holds", arguments: FusedCase.cells)
  func traces(_ kind: FusedCell) throws {
    var generator = RandomGenerator(seed: 3)
    switch kind {
    case .rnn(let activation):
      try compare(
        RNNCellOf<Double>(inputs: 3, hidden: 5, activation: activation, generator: &generator)
      )
    case .lstm: try compare(LSTMCellOf<Double>(inputs: 3, hidden: 5, generator: &generator))
    case .lstm1997:
      try compare(LSTM1997CellOf<Double>(inputs: 3, hidden: 5, generator: &generator))
    case .gru(let resetAfter, let updateKeeps):
      try compare(
        GRUCellOf<Double>(
          inputs: 3,
          hidden: 5,
          biases: .two,
          updateGate: updateKeeps ? .keepsState : .writesCandidate,
          resetGate: resetAfter ? .afterProduct : .beforeProduct,
          generator: &generator
        )
      )
    }
  }

  private func compare<Cell: FusableCell>(_ cell: Cell) throws where Cell.Scalar == Double {
    let fused = try #require(trace(Fused(cell)).passes.first)
    let unrolled = try #require(trace(Unrolled(cell)).passes.first)
    #expect(Set(fused.series.map(\.role)) == Set(unrolled.series.map(\.role)))
    for expected in unrolled.series {
      let series = try #require(fused.series(expected.role))
      #expect(series.steps.count == expected.steps.count)
      for (a, b) in zip(series.steps, expected.steps) {
        #expect(abs(a.gradientNorm - b.gradientNorm) <= 1e-12, "\(expected.role)")
        #expect(abs(a.mean - b.mean) <= 1e-12, "\(expected.role)")
        #expect(abs(a.maximum - b.maximum) <= 1e-12, "\(expected.role)")
      }
    }
  }

  private func trace<Layer: SequenceLayer>(
    _ layer: Layer
  ) -> GradientTrace<Double> where Layer.Scalar == Double {
    var generator = RandomGenerator(seed: 4)
    let model = Reader(layer: layer, head: DenseOf(inputs: 5, outputs: 2, generator: &generator))
    let input = TensorOf<Double>.normal([4, 6, 3], generator: &generator)
    let target = TensorOf<Double>.normal([4, 6, 2], generator: &generator)
    let trace = GradientTrace(model)
    meanSquaredError(model.head(model.layer(input).outputs), target).backward(trace: trace)
    return trace
  }

  @Test("a fused layer's tape may be used twice if it is retained")
  func retainedTape() {
    var generator = RandomGenerator(seed: 8)
    let layer = GRUOf<Double>(
      inputs: 2,
      hidden: 3,
      resetGate: .beforeProduct,
      generator: &generator
    )
    let input = TensorOf<Double>.normal([2, 4, 2], generator: &generator)
    let loss = layer(input).outputs.squared().sum()
    loss.backward(retainingTape: true)
    let once = layer.cell.hiddenWeights.gradient
    loss.backward()
    #expect((layer.cell.hiddenWeights.gradient - once * 2).abs().max() <= 1e-13)
  }
}
