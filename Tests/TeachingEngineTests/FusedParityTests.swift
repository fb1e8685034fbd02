import TeachingEngine
import Testing

/// Planned training and fused layers on the tape against PyTorch's numbers.
struct FusedParityTests {
  private struct Forecaster<Cell: FusableCell>: Model {
    typealias Scalar = Cell.Scalar
    let layer: Fused<Cell>
    let head: DenseOf<Scalar>
  }

  @Test(
    "fused passes compute what PyTorch computes",
    arguments: [
      "lstm_pytorch_f64", "lstm_onebias_f64", "rnn_pytorch_f64", "rnn_onebias_f64",
      "gru_pytorch_f64", "gru_gru_cho_f64", "gru_gru_book_f64",
    ]
  )
  func double(_ name: String) throws {
    let reference = try ReferenceFile.named(name)
    switch reference.cell {
    case "lstm": try check(LSTMCellOf(weights: try reference.weights(gates: 4)), reference)
    case "gru":
      let isPyTorch = reference.variant == "pytorch"
      try check(
        GRUCellOf(
          weights: try reference.weights(gates: 3),
          updateGate: isPyTorch ? .keepsState : .writesCandidate,
          resetGate: isPyTorch ? .afterProduct : .beforeProduct
        ),
        reference
      )
    default:
      let weights = try reference.weights(gates: 1)
      try check(
        RNNCellOf(
          inputWeights: weights.input.value,
          hiddenWeights: weights.hidden.value,
          bias: weights.inputBias?.value,
          hiddenBias: weights.hiddenBias?.value
        ),
        reference
      )
    }
  }

  @Test("in Float the losses stay within 1e-4 of PyTorch's over 100 epochs")
  func float() throws {
    let reference = try ReferenceFile.named("lstm_pytorch_f32")
    let weights = try reference.weights(gates: 4)
    let cell = LSTMCellOf<Float>(
      weights: RecurrentWeights(
        input: TensorOf(weights.input.value),
        hidden: TensorOf(weights.hidden.value),
        inputBias: weights.inputBias.map { TensorOf($0.value) },
        hiddenBias: weights.hiddenBias.map { TensorOf($0.value) },
        gates: 4
      )
    )
    let examples = try reference.examples()
    let training = try planned(cell, reference).training
    let x = TensorOf<Float>(examples.inputs[..<reference.trainingCount])
    let y = TensorOf<Float>(examples.targets[..<reference.trainingCount])
    for epoch in 0..<100 {
      let loss = Double(training.step(x, y))
      #expect(abs(loss - reference.losses[epoch]) < 1e-4 * reference.losses[epoch])
    }
  }

  private func check<Cell: FusableCell>(
    _ cell: Cell,
    _ reference: ReferenceFile
  ) throws where Cell.Scalar == Double {
    let examples = try reference.examples()
    let x = examples.inputs[..<reference.trainingCount]
    let y = examples.targets[..<reference.trainingCount]
    let (model, training) = try planned(cell, reference)
    // The tape first: the planned training has its own copy of the parameters.
    let loss = meanSquaredError(
      model.head(cell.output(of: model.layer(x).finalState)),
      y
    )
    loss.backward()
    #expect(abs(loss.item - reference.losses[0]) < 1e-12)
    try checkGradients(model, reference) { $0.exportedGradient }
    for epoch in 0..<100 {
      let loss = training.step(x, y)
      #expect(abs(loss - reference.losses[epoch]) < 1e-9 * reference.losses[epoch])
      guard epoch == 0 else { continue }
      try checkGradients(model, reference) { parameter in
        let gradient = try #require(training.gradient(of: parameter.variable))
        return parameter.isTransposedInFiles ? gradient.transposed() : gradient
      }
    }
    let before = model.head.weight.value
    training.storeParameters()
    #expect(model.head.weight.value != before)
  }

  private func planned<Cell: FusableCell>(
    _ cell: Cell,
    _ reference: ReferenceFile
  ) throws -> (model: Forecaster<Cell>, training: PlannedTraining<Cell.Scalar>) {
    let weight = try #require(reference.initialWeights["head.weight"]).tensor.transposed()
    let bias = try #require(reference.initialWeights["head.bias"]).tensor
    let model = Forecaster(
      layer: Fused(cell),
      head: DenseOf(weight: TensorOf(weight), bias: TensorOf(bias))
    )
    let training = PlannedTraining(
      layers: [model.layer],
      readout: model.head,
      batch: reference.trainingCount,
      time: reference.window,
      update: .adam(learningRate: Cell.Scalar(reference.learningRate))
    )
    return (model, training)
  }

  private func checkGradients<M: Model>(
    _ model: M,
    _ reference: ReferenceFile,
    gradient: (NamedParameter<Double>) throws -> TensorOf<Double>
  ) throws where M.Scalar == Double {
    let largest = reference.firstGradients.values.map { $0.tensor.abs().max() }.max() ?? 0
    #expect(model.parameters.count == reference.firstGradients.count)
    for parameter in model.parameters {
      let name = parameter.name.replacing("layer.", with: "")
      let expected = try #require(reference.firstGradients[name]).tensor
      let error = (try gradient(parameter) - expected).abs().max()
      #expect(error <= 1e-12 * largest, "\(parameter.name)")
    }
  }
}
