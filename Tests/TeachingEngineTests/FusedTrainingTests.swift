import CAllocationCount
import TeachingEngine
import Testing

@Suite(.serialized)
struct FusedTrainingTests {
  private struct Regressor<Layer: SequenceLayer>: Model {
    typealias Scalar = Layer.Scalar
    let layers: Layer
    let head: DenseOf<Scalar>
  }

  @Test("planned training of a stack equals training on the tape", arguments: [true, false])
  func stack(usesAdam: Bool) {
    var generator = RandomGenerator(seed: 5)
    let cells = [(3, 7), (7, 4)].map { inputs, hidden in
      LSTMCellOf<Double>(inputs: inputs, hidden: hidden, biases: .two, generator: &generator)
    }
    let head = DenseOf<Double>(inputs: 4, outputs: 2, generator: &generator)
    let x = TensorOf<Double>.normal([13, 6, 3], generator: &generator)
    let y = TensorOf<Double>.normal([13, 2], generator: &generator)
    let lengths = (0..<13).map { _ in 1 + generator.integer(below: 6) }
    let fused = cells.map { Fused($0) }
    let training = PlannedTraining(
      layers: fused,
      readout: head,
      batch: 13,
      time: 6,
      update: usesAdam ? .adam(learningRate: 0.01) : .sgd(learningRate: 0.05)
    )
    let model = Regressor(layers: Stacked(cells.map { Unrolled($0) }), head: head)
    let optimizer: any Optimizer<Double> =
      usesAdam ? Adam(model, learningRate: 0.01) : SGD(model, learningRate: 0.05)
    for _ in 0..<20 {
      let planned = training.step(x, y, lengths: lengths)
      let state = model.layers(x, lengths: lengths).finalState.layers[1]
      let loss = optimizer.step(minimizing: meanSquaredError(model.head(state.hidden), y))
      #expect(abs(planned - loss) <= 1e-12 * abs(loss))
    }
  }

  @Test("two threads change no bit of a result", arguments: [FusedCell.lstm, .rnn(.tanh)])
  func threads(_ kind: FusedCell) {
    #expect(losses(kind, threads: 1) == losses(kind, threads: 2))
  }

  private func losses(_ kind: FusedCell, threads: Int) -> [Float] {
    var generator = RandomGenerator(seed: 6)
    let head = Dense(inputs: 40, outputs: 1, generator: &generator)
    let x = Tensor.normal([29, 12, 3], generator: &generator)
    let y = Tensor.normal([29, 1], generator: &generator)
    func train<Cell: FusableCell>(_ cell: Cell) -> [Float] where Cell.Scalar == Float {
      let training = PlannedTraining(
        layers: [Fused(cell)],
        readout: head,
        batch: 29,
        time: 12,
        update: .adam(learningRate: 0.01),
        threads: threads
      )
      return (0..<15).map { _ in training.step(x, y) }
    }
    if kind == .lstm { return train(LSTMCell(inputs: 3, hidden: 40, generator: &generator)) }
    return train(RNNCell(inputs: 3, hidden: 40, generator: &generator))
  }

  @Test("a planned training step allocates nothing")
  func allocations() {
    var generator = RandomGenerator(seed: 2)
    let training = PlannedTraining(
      layers: [GRU(inputs: 2, hidden: 16, generator: &generator)],
      readout: Dense(inputs: 16, outputs: 1, generator: &generator),
      batch: 5,
      time: 10,
      update: .sgd(learningRate: 0.01)
    )
    let x = Tensor.normal([5, 10, 2], generator: &generator)
    let y = Tensor.normal([5, 1], generator: &generator)
    for _ in 0..<3 { training.step(x, y) }
    // Other tests run beside this one and allocate: the fewest of many attempts counts.
    var fewest = Int64.max
    for _ in 0..<2000 {
      let before = allocation_count()
      training.step(x, y)
      fewest = min(fewest, Int64(allocation_count() - before))
    }
    #expect(fewest == 0)
  }

  private func message(_ result: ExitTest.Result?) -> String {
    String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
  }

  @Test("a batch that was not planned is refused with the shapes that were")
  func wrongBatch() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      var generator = RandomGenerator(seed: 2)
      let training = PlannedTraining(
        layers: [RNN(inputs: 2, hidden: 3, generator: &generator)],
        readout: Dense(inputs: 3, outputs: 1, generator: &generator),
        batch: 5,
        time: 10,
        update: .sgd(learningRate: 0.01)
      )
      training.step(Tensor.zeros([5, 9, 2]), Tensor.zeros([5, 1]))
    }
    #expect(
      message(result).contains(
        "PlannedTraining.step: the batch is not what was planned: [5, 9, 2] × [5, 1]; "
          + "give inputs [5, 10, 2] and targets [5, 1]"
      )
    )
  }

  @Test("an initial state that does not fit is refused")
  func wrongState() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      var generator = RandomGenerator(seed: 2)
      let layer = RNN(inputs: 2, hidden: 3, generator: &generator)
      _ = layer(Tensor.zeros([5, 9, 2]), initialState: Variable(Tensor.zeros([4, 3])))
    }
    #expect(
      message(result).contains(
        "RNN initial state: the state does not fit the batch: [4, 3] × [5, 3]; "
          + "give every part of the state as [batch, hidden] = [5, 3]"
      )
    )
  }
}
