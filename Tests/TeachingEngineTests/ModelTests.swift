import Foundation
import Testing

import TeachingEngine

@Suite struct ModelTests {
  struct Classifier: Model {
    let embedding: Embedding
    let layers: [LSTMCell]
    let readout: Dense
    let note = "not a parameter"
  }

  private func classifier(seed: UInt64 = 1) -> Classifier {
    var generator = RandomGenerator(seed: seed)
    return Classifier(
      embedding: Embedding(count: 5, width: 3, generator: &generator),
      layers: [
        LSTMCell(inputs: 3, hidden: 4, biases: .two, generator: &generator),
        LSTMCell(inputs: 4, hidden: 4, generator: &generator),
      ],
      readout: Dense(inputs: 4, outputs: 2, generator: &generator)
    )
  }

  @Test func `parameters are found and named by their paths`() {
    #expect(
      classifier().parameters.map(\.name) == [
        "embedding.weight",
        "layers.0.weight_ih", "layers.0.weight_hh", "layers.0.bias_ih", "layers.0.bias_hh",
        "layers.1.weight_ih", "layers.1.weight_hh", "layers.1.bias_ih",
        "readout.weight", "readout.bias",
      ]
    )
  }

  @Test(arguments: [(BiasConvention.one, 4352, 3264, 1088), (.two, 4480, 3360, 1120)])
  func `parameter counts for one input and 32 units`(
    _ biases: BiasConvention,
    _ lstm: Int,
    _ gru: Int,
    _ rnn: Int
  ) {
    var generator = RandomGenerator(seed: 1)
    #expect(
      LSTMCell(inputs: 1, hidden: 32, biases: biases, generator: &generator).parameterCount == lstm
    )
    #expect(
      GRUCell(inputs: 1, hidden: 32, biases: biases, generator: &generator).parameterCount == gru
    )
    #expect(
      RNNCell(inputs: 1, hidden: 32, biases: biases, generator: &generator).parameterCount == rnn
    )
  }

  @Test func `a model's weights survive a file, in PyTorch's layout`() throws {
    let path = FileManager.default.temporaryDirectory
      .appendingPathComponent("model-\(UUID().uuidString).safetensors").path
    defer { try? FileManager.default.removeItem(atPath: path) }
    let (model, other) = (classifier(seed: 1), classifier(seed: 2))
    try model.save(to: path)
    let file = try Safetensors<Float>(contentsOf: path)
    #expect(file["readout.weight"]?.shape == [2, 4])
    #expect(file["layers.0.weight_ih"]?.shape == [16, 3])
    try other.load(from: path)
    #expect(other.parameters.map(\.variable.value) == model.parameters.map(\.variable.value))
  }

  @Test func `a file written elsewhere is read`() throws {
    let dense = Dense(weight: .zeros([3, 2]), bias: .zeros([2]))
    try dense.load(from: fixture("linear.safetensors").path)
    #expect(dense.weight.value == Tensor([[0.5, 3.5], [-1.25, 0], [2, -0.75]]))
    #expect(dense.bias?.value == Tensor([0.125, -8]))
    #expect(dense(Tensor([[1, 1, 1]])).value == Tensor([[1.375, -5.25]]))
    let file = try Safetensors<Float>(contentsOf: fixture("linear.safetensors").path)
    #expect(file.metadata == ["format": "pt"])
    let again = try Safetensors<Float>(bytes: file.bytes)
    #expect(again == file)
  }

  /// `check_with_pytorch.py` compares the first file with `torch.nn.LSTM`, and wrote the others.
  @Test(arguments: ["lstm", "lstm_pytorch", "gru_pytorch", "rnn_pytorch"])
  func `engine and PyTorch compute the same outputs from one file`(_ name: String) throws {
    var file = try Safetensors<Float>(contentsOf: fixture("\(name).safetensors").path)
    let input = try #require(file["input"])
    let output = try #require(file["output"])
    file.tensors.removeAll { ["input", "output"].contains($0.name) }
    func check<Cell: FusableCell>(_ cell: Cell) throws where Cell.Scalar == Float {
      try Fused(cell).load(file)
      #expect((Fused(cell).predict(input) - output).abs().max() < 1e-6)
      #expect((Unrolled(cell).predict(input) - output).abs().max() < 1e-6)
    }
    var generator = RandomGenerator(seed: 1)
    switch name.prefix(3) {
    case "gru": try check(GRUCell(inputs: 3, hidden: 4, biases: .two, generator: &generator))
    case "rnn": try check(RNNCell(inputs: 3, hidden: 4, biases: .two, generator: &generator))
    default: try check(LSTMCell(inputs: 3, hidden: 4, biases: .two, generator: &generator))
    }
  }

  @Test func `a file of another model changes nothing and says what differs`() {
    var generator = RandomGenerator(seed: 1)
    let dense = Dense(inputs: 2, outputs: 2, generator: &generator)
    let before = dense.weight.value
    #expect(throws: EngineError.self) {
      try dense.load(Safetensors([("weight", .zeros([2, 2])), ("bias", .zeros([3]))]))
    }
    #expect(dense.weight.value == before)
    let error = #expect(throws: EngineError.self) {
      try dense.load(Safetensors([("weight", .zeros([2, 2])), ("offset", .zeros([2]))]))
    }
    #expect(
      error?.description
        == "load: the file and the model have different parameters; the file lacks bias; the model "
        + "lacks offset; rename the entries, as in file.renaming([\"offset\": \"bias\"])"
    )
  }

  @Test(arguments: [0, 4, 8, 20, 60, 90])
  func `a damaged file is an error, never a trap`(_ length: Int) throws {
    let whole = Safetensors<Float>([("w", .ones([2, 2]))]).bytes
    #expect(throws: EngineError.self) {
      try Safetensors<Float>(bytes: Array(whole.prefix(min(length, whole.count - 1))))
    }
    var huge = whole
    huge[6] = 255
    #expect(throws: EngineError.self) { try Safetensors<Float>(bytes: huge) }
  }

  @Test func `convolution of z and 1 − z gives the same GRU`() {
    var generator = RandomGenerator(seed: 1)
    let keeps = GRUCellOf<Double>(inputs: 2, hidden: 3, biases: .two, generator: &generator)
    let writes = keeps.convertingUpdateGate()
    #expect(writes.updateGate == .writesCandidate)
    let x = TensorOf<Double>.normal([2, 6, 2], generator: &generator)
    let difference = Unrolled(keeps)(x).outputs.value - Unrolled(writes)(x).outputs.value
    #expect(difference.abs().max() < 1e-12)
  }

  @Test func `bidirectional outputs: the past part ignores the future`() {
    var generator = RandomGenerator(seed: 1)
    let layer = Bidirectional(
      forward: Unrolled(GRUCell(inputs: 1, hidden: 3, generator: &generator)),
      backward: Unrolled(GRUCell(inputs: 1, hidden: 3, generator: &generator))
    )
    var x = Tensor.normal([1, 6, 1], generator: &generator)
    let before = layer(x)
    x[0, 5, 0] += 1
    let after = layer(x)
    let (a, b) = (before.outputs.value, after.outputs.value)
    #expect(
      a.slice(axis: 2, 0..<3).slice(axis: 1, 0..<5) == b.slice(axis: 2, 0..<3).slice(axis: 1, 0..<5)
    )
    #expect(
      a.slice(axis: 2, 3..<6).slice(axis: 1, 0..<1) != b.slice(axis: 2, 3..<6).slice(axis: 1, 0..<1)
    )
    // The final state is the two directions' own ends.
    #expect(a.select(axis: 1, index: 5).slice(axis: 1, 0..<3) == before.finalState.forward.value)
    #expect(a.select(axis: 1, index: 0).slice(axis: 1, 3..<6) == before.finalState.backward.value)
  }

  @Test func `padding changes neither outputs nor final states`() {
    var generator = RandomGenerator(seed: 1)
    let layer = Unrolled(LSTMCellOf<Double>(inputs: 2, hidden: 3, generator: &generator))
    let x = TensorOf<Double>.normal([1, 4, 2], generator: &generator)
    let padding = TensorOf<Double>.normal([1, 3, 2], generator: &generator)
    let short = layer(x)
    let long = layer(.concatenated([x, padding], axis: 1), lengths: [4])
    #expect(long.outputs.value.slice(axis: 1, 0..<4) == short.outputs.value)
    #expect(long.outputs.value.slice(axis: 1, 4..<7) == .zeros([1, 3, 3]))
    #expect(long.finalState.cell.value == short.finalState.cell.value)
  }

  @Test func `dropout keeps the expectation, and a tied mask is constant over time`() {
    var generator = RandomGenerator(seed: 1)
    let x = Variable(constant: .ones([100, 20, 10]))
    let tied = dropout(x, probability: 0.25, tying: .tiedOverTime, generator: &generator).value
    #expect(abs(tied.mean().item - 1) < 0.08)
    for step in 1..<20 {
      #expect(tied.select(axis: 1, index: step) == tied.select(axis: 1, index: 0))
    }
    let free = dropout(x, probability: 0.25, generator: &generator).value
    #expect(free.select(axis: 1, index: 1) != free.select(axis: 1, index: 0))
    #expect(Set(free.scalars) == [0, 1 / 0.75])
  }

  @Test(arguments: RecurrentDropoutSite.allCases, DropoutTying.allCases)
  func `recurrent dropout of nothing is the plain layer`(
    _ site: RecurrentDropoutSite,
    _ tying: DropoutTying
  ) {
    var generator = RandomGenerator(seed: 1)
    let cell = LSTMCell(inputs: 2, hidden: 3, generator: &generator)
    let x = Tensor.normal([2, 5, 2], generator: &generator)
    let plain = Unrolled(cell)(x).outputs.value
    func dropped(_ probability: Float) -> Tensor {
      withRecurrentDropout(
        cell,
        x,
        site: site,
        probability: probability,
        tying: tying,
        generator: &generator
      ).outputs.value
    }
    #expect(dropped(0) == plain)
    #expect(dropped(0.5) != plain)
  }
}
