import Foundation
import Testing

import TeachingEngine

/// Files as PyTorch's modules write and read them; `Lessons/reference/pytorch.py` wrote the one that is read.
@Suite struct PyTorchFileTests {
  private let file: Safetensors<Float>

  init() throws {
    let folder = URL(filePath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    file = try Safetensors(
      contentsOf: folder.appending(path: "Lessons/data/pytorch.safetensors").path
    )
  }

  private func stored(_ name: String) throws -> Tensor { try #require(file[name]) }

  private func lstm(_ inputs: Int, biases: BiasConvention = .two) -> Fused<LSTMCell> {
    var generator = RandomGenerator(seed: 1)
    return Fused(LSTMCell(inputs: inputs, hidden: 4, biases: biases, generator: &generator))
  }

  private func expectSame(_ name: String, _ output: Tensor) throws {
    let expected = try stored("\(name).output")
    #expect((output - expected).abs().max() < 1e-5, "\(name)")
  }

  /// Loads a part of the file, compares the outputs, and writes what PyTorch wrote.
  private func check<M: Model<Float>>(
    _ name: String,
    _ model: M,
    _ output: (M) -> Tensor
  ) throws {
    let weights = file.part("\(name).weights")
    try model.load(weights)
    try expectSame(name, output(model))
    let written = model.stateDictionary
    #expect(Set(written.tensors.map(\.name)) == Set(weights.tensors.map(\.name)), "\(name)")
    for (key, value) in weights.tensors { #expect(written[key] == value, "\(name).\(key)") }
  }

  @Test func `weights of each module give its outputs and go back as they came`() throws {
    var generator = RandomGenerator(seed: 1)
    let input = try stored("input")
    let states = try stored("states")
    let symbols = try stored("symbols").rows().map { row in row.map { Int($0) } }
    try check("lstm", lstm(3)) { $0.predict(input) }
    let gru = GRUCell(inputs: 3, hidden: 4, biases: .two, generator: &generator)
    try check("gru", Fused(gru)) { $0.predict(input) }
    let rnn = RNNCell(inputs: 3, hidden: 4, biases: .two, generator: &generator)
    try check("rnn", Unrolled(rnn)) { $0.predict(input) }
    let deep = Stacked([
      Bidirectional(forward: lstm(3), backward: lstm(3)),
      Bidirectional(forward: lstm(8), backward: lstm(8)),
    ])
    try check("deep", deep) { $0.predict(input) }
    let linear = Dense(inputs: 3, outputs: 5, generator: &generator)
    try check("linear", linear) { $0.predict(input) }
    try check("embedding", Embedding(count: 5, width: 4, generator: &generator)) {
      $0(symbols).value
    }
    try check("norm", LayerNorm(features: 3)) { $0.predict(input) }
    let attention = MultiHeadSelfAttention(width: 4, heads: 2, generator: &generator)
    try check("attention", attention) { $0(states).context.value }
    let block = SelfAttentionBlock(
      width: 4,
      heads: 2,
      feedForwardWidth: 8,
      generator: &generator
    )
    try check("block", block) { $0(states).value }
  }

  @Test func `one bias takes the sum of two, and is written as two`() throws {
    let input = try stored("input")
    let layer = lstm(3, biases: .one)
    let weights = file.part("lstm.weights")
    try layer.load(weights)
    try expectSame("lstm", layer.predict(input))
    let written = layer.stateDictionary
    #expect(
      written.tensors.map(\.name)
        == ["weight_ih_l0", "weight_hh_l0", "bias_ih_l0", "bias_hh_l0"]
    )
    #expect(written["bias_hh_l0"] == .zeros([16]))
    // What was saved with one bias, before there were two, is read as well.
    var single = written
    single.tensors.removeAll { $0.name == "bias_hh_l0" }
    try layer.load(single)
    try expectSame("lstm", layer.predict(input))
  }

  @Test func `a GRU with one bias refuses two that do not add up`() throws {
    var generator = RandomGenerator(seed: 1)
    let layer = Fused(GRUCell(inputs: 3, hidden: 4, generator: &generator))
    let before = layer.stateDictionary
    let error = #expect(throws: EngineError.self) { try layer.load(file.part("gru.weights")) }
    #expect(error?.description.hasSuffix("build the cell with biases: .two") == true)
    #expect(layer.stateDictionary == before)
    var weights = file.part("gru.weights")
    for index in weights.tensors.indices where weights.tensors[index].name == "bias_hh_l0" {
      weights.tensors[index].value = .zeros([12])
    }
    try layer.load(weights)
  }

  @Test func `a file that does not fit says what to do`() throws {
    var generator = RandomGenerator(seed: 1)
    let cell = LSTMCell(inputs: 3, hidden: 4, biases: .two, generator: &generator)
    let one = lstm(3, biases: .one)
    let two = Stacked([lstm(3), lstm(4)])
    let both = Bidirectional(forward: lstm(3), backward: lstm(3))
    let weights = file.part("lstm.weights")
    func fix<M: Model<Float>>(_ model: M, _ file: Safetensors<Float>) -> String {
      do {
        try model.load(file)
        return "it was loaded"
      } catch { return error.description.split(separator: "; ").last.map(String.init) ?? "" }
    }
    func without(_ ending: String, _ file: Safetensors<Float>) -> Safetensors<Float> {
      Safetensors(file.tensors.filter { !$0.name.contains(ending) })
    }
    func under(_ name: String, _ file: Safetensors<Float>) -> Safetensors<Float> {
      Safetensors(file.tensors.map { ("\(name).\($0.name)", $0.value) })
    }
    #expect(
      fix(lstm(3), under("lstm", weights))
        == "take that part of the file, as in model.load(Safetensors(contentsOf: path).part(\"lstm\"))"
    )
    #expect(
      fix(lstm(3), under("encoder.lstm", weights))
        == "take that part of the file, as in "
        + "model.load(Safetensors(contentsOf: path).part(\"encoder.lstm\"))"
    )
    #expect(
      fix(lstm(3), Safetensors(under("a.b", weights).tensors + under("c", weights).tensors))
        == "take that part of the file, as in model.load(Safetensors(contentsOf: path).part(\"a.b\")), "
        + "or another of these names: \"c\""
    )
    #expect(
      fix(cell, weights)
        == "the file is of a layer, such as nn.LSTM: load it into Unrolled(cell) or Fused(cell)"
    )
    #expect(
      fix(lstm(3), cell.stateDictionary)
        == "the file is of a cell, such as nn.LSTMCell: load it into the layer's cell"
    )
    #expect(fix(two, weights) == "the file is of 1 layer: build Stacked with as many")
    #expect(
      fix(lstm(3), two.stateDictionary) == "the file is of 2 layers: build Stacked with as many"
    )
    #expect(
      fix(lstm(3), both.stateDictionary)
        == "the file is of a bidirectional layer: build Bidirectional(forward:backward:)"
    )
    #expect(
      fix(both, weights) == "the file is of one direction: load it into the forward layer"
    )
    #expect(
      fix(lstm(3), without("bias_hh", weights))
        == "the file has one bias: build the cell with biases: .one"
    )
    #expect(
      fix(one, without("bias", weights))
        == "the file has no bias: build the cell with biases: .none"
    )
    let dense = Dense(inputs: 3, outputs: 5, generator: &generator)
    #expect(
      fix(
        dense,
        without("bias", file.part("linear.weights"))
      )
        == "the file has no bias: build the layer with bias: false"
    )
    #expect(
      fix(lstm(3, biases: .none), weights)
        == "the file has biases: build the cell with biases: .two"
    )
    #expect(
      fix(lstm(3), Safetensors(weights.tensors + [("weight_hr_l0", .zeros([2, 4]))]))
        == "an LSTM with proj_size has no counterpart here: train one without"
    )
    let renamed = weights.renaming(["bias_ih_l0": "b"])
    #expect(
      fix(lstm(3), renamed)
        == "rename the entries, as in file.renaming([\"b\": \"bias_ih_l0\"])"
    )
    try lstm(3).load(renamed.renaming(["b": "bias_ih_l0"]))
  }

  @Test func `what torch.save wrote is named, and so are numbers that are not read`() {
    let archive = #expect(throws: EngineError.self) {
      try Safetensors<Float>(bytes: [0x50, 0x4b, 3, 4, 0, 0, 0, 0, 0], source: "model.pt")
    }
    #expect(archive?.description.hasPrefix("model.pt: the file was written by torch.save") == true)
    let header = Array("{\"n\":{\"dtype\":\"I64\",\"shape\":[1],\"data_offsets\":[0,8]}}".utf8)
    let whole =
      [UInt8(header.count)] + Array(repeating: 0, count: 7) + header
      + Array(repeating: 0, count: 8)
    let counts = #expect(throws: EngineError.self) {
      try Safetensors<Float>(bytes: whole, source: "m")
    }
    #expect(
      counts?.description
        == "m: the entry of n holds I64; leave it out or convert it: F16, BF16, F32 and F64 are read"
    )
  }

  @Test func `a printed model tells its parameters, and numbers on request`() {
    let dense = Dense(weight: Tensor([[1, 2], [3, 4]]), bias: Tensor([5, 6]))
    #expect(
      "\(dense)" == """
        Dense: 6 parameters
          weight  [2, 2]  4
          bias    [2]     2
        """
    )
    #expect(
      dense.summary(values: 3) == """
        Dense: 6 parameters
          weight  [2, 2]  4  1.0000 2.0000 3.0000 …
          bias    [2]     2  5.0000 6.0000
        """
    )
  }
}
