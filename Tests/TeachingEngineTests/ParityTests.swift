import Testing

import TeachingEngine

/// The tape against PyTorch's numbers, in Double.
@Suite struct ParityTests {
  /// A cell over each window, then a dense layer on the last hidden state.
  struct Forecaster<Cell: RecurrentCell>: Model where Cell.Scalar == Double {
    typealias Scalar = Double
    let layer: Unrolled<Cell>
    let head: DenseOf<Double>

    func callAsFunction(_ x: TensorOf<Double>) -> VariableOf<Double> {
      head(layer.cell.output(of: layer(x).finalState))
    }
  }

  private func check<Cell: RecurrentCell>(
    _ cell: Cell,
    _ reference: ReferenceFile
  ) throws where Cell.Scalar == Double {
    let model = Forecaster(
      layer: Unrolled(cell),
      head: DenseOf(
        weight: try #require(reference.initialWeights["head.weight"]).tensor.transposed(),
        bias: try #require(reference.initialWeights["head.bias"]).tensor
      )
    )
    let examples = try reference.examples()
    let x = examples.inputs[..<reference.trainingCount]
    let y = examples.targets[..<reference.trainingCount]
    let predictions = noGradient { model(examples.inputs).value.scalars }
    for (received, expected) in zip(predictions, reference.firstPredictions) {
      #expect(abs(received - expected) < 1e-12)
    }
    let optimizer = Adam(model, learningRate: reference.learningRate)
    for epoch in 0..<100 {
      let loss = optimizer.step(minimizing: meanSquaredError(model(x), y))
      #expect(abs(loss - reference.losses[epoch]) < 1e-9 * reference.losses[epoch])
      if epoch == 0 { try checkGradients(of: model, reference) }
    }
  }

  private func checkGradients<M: Model>(
    of model: M,
    _ reference: ReferenceFile
  ) throws where M.Scalar == Double {
    let largest = reference.firstGradients.values.map { $0.tensor.abs().max() }.max() ?? 0
    #expect(model.parameters.count == reference.firstGradients.count)
    for parameter in model.parameters {
      let name = parameter.name.replacing("layer.", with: "")
      let expected = try #require(reference.firstGradients[name]).tensor
      let error = (parameter.exportedGradient - expected).abs().max()
      #expect(error <= 1e-12 * largest, "\(parameter.name)")
    }
  }

  @Test(arguments: ["lstm_pytorch_f64", "lstm_onebias_f64"])
  func `an LSTM computes what PyTorch computes`(_ name: String) throws {
    let reference = try ReferenceFile.named(name)
    try check(LSTMCellOf(weights: try reference.weights(gates: 4)), reference)
  }

  @Test(arguments: ["rnn_pytorch_f64", "rnn_onebias_f64"])
  func `a vanilla RNN computes what PyTorch computes`(_ name: String) throws {
    let reference = try ReferenceFile.named(name)
    let weights = try reference.weights(gates: 1)
    let cell = RNNCellOf(
      inputWeights: weights.input.value,
      hiddenWeights: weights.hidden.value,
      bias: weights.inputBias?.value,
      hiddenBias: weights.hiddenBias?.value
    )
    try check(cell, reference)
  }

  @Test(arguments: ["gru_pytorch_f64", "gru_gru_cho_f64", "gru_gru_book_f64"])
  func `a GRU computes what PyTorch computes in every convention`(_ name: String) throws {
    let reference = try ReferenceFile.named(name)
    let isPyTorch = reference.variant == "pytorch"
    let cell = GRUCellOf(
      weights: try reference.weights(gates: 3),
      updateGate: isPyTorch ? .keepsState : .writesCandidate,
      resetGate: isPyTorch ? .afterProduct : .beforeProduct
    )
    try check(cell, reference)
  }
}
