import Plots
import Testing

import TeachingEngine

@Suite struct DiagramTests {
  typealias T = TensorOf<Double>

  private static let sequence: T = {
    var generator = RandomGenerator(seed: 3)
    return .normal([5, 2], generator: &generator)
  }()

  private func node(_ id: String, of marks: [Chart.Mark]) -> Diagram.Node? {
    for case .diagram(let diagram) in marks { return diagram.nodes.first { $0.id == id } }
    return nil
  }

  private func edges(of marks: [Chart.Mark]) -> [[String]] {
    marks.flatMap { mark -> [[String]] in
      if case .diagram(let diagram) = mark { return diagram.edges.map { [$0.from, $0.to] } }
      return []
    }
  }

  @Test func `an LSTM cell draws the gates and states of its own step`() throws {
    var generator = RandomGenerator(seed: 1)
    let cell = LSTMCellOf<Double>(inputs: 2, hidden: 3, generator: &generator)
    let first = cell(Self.sequence[0..<1], cell.initialState(batch: 1))
    let second = cell(Self.sequence[1..<2], first)
    let marks = cell.diagram(Self.sequence[1..<2], first).marks
    #expect(node("h", of: marks)?.values == first.hidden.value.scalars)
    #expect(node("c′", of: marks)?.values == second.cell.value.scalars)
    #expect(node("h′", of: marks)?.values == second.hidden.value.scalars)
    let (f, i, g) = (node("f", of: marks), node("i", of: marks), node("g", of: marks))
    let kept = zip(try #require(f).values, first.cell.value.scalars).map { $0 * $1 }
    let written = zip(try #require(i).values, try #require(g).values).map { $0 * $1 }
    for (sum, state) in zip(zip(kept, written).map { $0 + $1 }, second.cell.value.scalars) {
      #expect(abs(sum - state) < 1e-12)
    }
  }

  @Test(arguments: UpdateGate.allCases, ResetGate.allCases)
  func `a GRU cell draws what it keeps`(update: UpdateGate, reset: ResetGate) throws {
    var generator = RandomGenerator(seed: 2)
    let cell = GRUCellOf<Double>(
      inputs: 2,
      hidden: 3,
      updateGate: update,
      resetGate: reset,
      generator: &generator
    )
    let before = cell(Self.sequence[0..<1], cell.initialState(batch: 1))
    let marks = cell.diagram(Self.sequence[1..<2], before).marks
    // The wires say which of the two gets z as it is.
    #expect(edges(of: marks).contains(["z", update == .keepsState ? "keep" : "write"]))
    #expect(edges(of: marks).contains(["rest", update == .keepsState ? "write" : "keep"]))
    #expect((node("n", of: marks)?.detail.contains("(r ⊙ h)") == true) == (reset == .beforeProduct))
    let (z, n) = (try #require(node("z", of: marks)), try #require(node("n", of: marks)))
    for (unit, after) in cell(Self.sequence[1..<2], before).value.scalars.enumerated() {
      let keeping = update == .keepsState ? z.values[unit] : 1 - z.values[unit]
      let kept = keeping * before.value.scalars[unit]
      #expect(abs((1 - keeping) * n.values[unit] + kept - after) < 1e-12)
    }
  }

  @Test func `a cell drawn over a sequence has a frame for each step`() {
    var generator = RandomGenerator(seed: 4)
    let cell = LSTMCellOf<Double>(inputs: 2, hidden: 3, generator: &generator)
    let chart = cell.diagram(over: Self.sequence)
    #expect(chart.frameLabels == (1...5).map { "time step \($0)" })
    #expect(
      node("h′", of: chart.frames[1].marks)?.values == node("h", of: chart.frames[2].marks)?.values
    )
  }

  @Test func `an unrolled cell shows its states`() {
    var generator = RandomGenerator(seed: 5)
    let cell = RNNCellOf<Double>(inputs: 2, hidden: 3, generator: &generator)
    let chart = cell.unrolledDiagram(over: Self.sequence, inputs: Array("hello").map(String.init))
    let first = cell(Self.sequence[0..<1], cell.initialState(batch: 1))
    #expect(node("hidden 0", of: chart.marks)?.values == first.value.scalars)
    #expect(node("input 4", of: chart.marks)?.label == "o")
  }

  @Test func `figures of a trace hold its first and last pass`() {
    var generator = RandomGenerator(seed: 6)
    let layer = Unrolled(LSTMCellOf<Double>(inputs: 2, hidden: 3, generator: &generator))
    let trace = GradientTrace(layer)
    let input = VariableOf(constant: Self.sequence.reshaped([1, 5, 2]))
    for _ in 0..<30 {
      layer(input).outputs.sum().backward(trace: trace)
    }
    let lags = trace.lagFigure(frames: 7)
    #expect(lags.frameLabels.count == 7)
    #expect(lags.frameLabels.first == "pass 0" && lags.frameLabels.last == "pass 29")
    #expect(lags.frames[0].marks.count == 2)
    #expect(trace.gateFigure().frames[0].marks.count == 3)
  }

  @Test func `backpropagation is drawn with the gradients of a pass of its own`() throws {
    var generator = RandomGenerator(seed: 7)
    let cell = LSTMCellOf<Double>(inputs: 2, hidden: 3, generator: &generator)
    let readout = DenseOf<Double>(inputs: 3, outputs: 1, generator: &generator)
    // A gradient that a training step has left must stay as it is.
    Unrolled(cell)(Self.sequence.reshaped([1, 5, 2])).outputs.sum().backward()
    let before = cell.inputWeights.gradient.scalars
    let chart = cell.backpropagationDiagram(over: Self.sequence) { step, h in
      step.isMultiple(of: 2) ? readout(h).squared().sum() : nil
    }
    #expect(cell.inputWeights.gradient.scalars == before)
    #expect(readout.weight.gradientIfAny == nil)
    #expect(
      (0..<5).map { node("loss \($0)", of: chart.marks) != nil } == [
        true, false, true, false, true,
      ]
    )

    // The same by differences: h(3) is moved, all later steps follow.
    func total(moving unit: Int?, by step: Double) -> Double {
      var state = cell.initialState(batch: 1)
      var sum = 0.0
      for t in 0..<5 {
        state = cell(Self.sequence[t..<(t + 1)], state)
        if t == 2, let unit {
          let moved = state.hidden.value + T([(0..<3).map { $0 == unit ? step : 0 }])
          state = LSTMStateOf(hidden: VariableOf(constant: moved), cell: state.cell)
        }
        if t.isMultiple(of: 2) { sum += readout(state.hidden).squared().sum().item }
      }
      return sum
    }
    let drawn = try #require(node("gradient 2", of: chart.marks)).values
    for unit in 0..<3 {
      let difference = (total(moving: unit, by: 1e-5) - total(moving: unit, by: -1e-5)) / 2e-5
      #expect(abs(drawn[unit] - difference) < 1e-7)
    }
    #expect(edges(of: chart.marks).contains(["gradient 4", "gradient 3"]))
  }

  @Test func `both directions and all layers are drawn with their outputs`() {
    var generator = RandomGenerator(seed: 8)
    let input = Self.sequence.reshaped([1, 5, 2])
    let two = Bidirectional(
      forward: GRUOf<Double>(inputs: 2, hidden: 3, generator: &generator),
      backward: GRUOf<Double>(inputs: 2, hidden: 4, generator: &generator)
    )
    let outputs = two.predict(input)
    let marks = two.diagram(over: Self.sequence, inputs: ["a"]).marks
    #expect(node("→ 4", of: marks)?.values == (0..<3).map { outputs[0, 4, $0] })
    #expect(node("← 0", of: marks)?.values == (3..<7).map { outputs[0, 0, $0] })
    #expect(
      edges(of: marks).contains(["← 1", "← 0"]) && edges(of: marks).contains(["→ 0", "→ 1"])
    )
    #expect(node("input 0", of: marks)?.label == "a" && node("input 1", of: marks)?.label == "x(2)")

    let tower = Stacked([
      RNNOf<Double>(inputs: 2, hidden: 3, generator: &generator),
      RNNOf<Double>(inputs: 3, hidden: 4, generator: &generator),
    ])
    let stacked = tower.diagram(over: Self.sequence, outputs: Array("abcde").map(String.init)).marks
    #expect(node("layer 1 4", of: stacked)?.values == tower.predict(input).scalars.suffix(4))
    #expect(edges(of: stacked).contains(["layer 0 2", "layer 1 2"]))
    #expect(edges(of: stacked).contains(["layer 1 2", "output 2"]))
  }

  private static func translator(
    _ score: (any AttentionScore<Double>)?
  ) -> EncoderDecoder<GRUCellOf<Double>> {
    var generator = RandomGenerator(seed: 9)
    let context = score == nil ? 0 : 4
    return EncoderDecoder(
      sourceEmbedding: EmbeddingOf(count: 6, width: 3, generator: &generator),
      targetEmbedding: EmbeddingOf(count: 6, width: 3, generator: &generator),
      encoder: GRUCellOf(inputs: 3, hidden: 4, generator: &generator),
      decoder: GRUCellOf(inputs: 3 + context, hidden: 4, generator: &generator),
      score: score,
      readout: DenseOf(inputs: 4 + context, outputs: 6, generator: &generator),
      symbols: SpecialSymbols(padding: 0, start: 1, end: 2)
    )
  }

  @Test(arguments: [false, true])
  func `an encoder and a decoder are drawn while they write`(attends: Bool) throws {
    let model = Self.translator(attends ? DotScoreOf<Double>() : nil)
    let answer = try #require(model.greedy([[3, 4, 5]], maximumLength: 4).first)
    let written = answer.symbols + (answer.isFinished ? [2] : [])
    let chart = model.diagram(reading: [3, 4, 5], maximumLength: 4) { "<\($0)>" }
    #expect(
      written.indices.map { node("target \($0)", of: chart.marks)?.label }
        == written.map { "<\($0)>" }
    )
    #expect(node("target \(written.count)", of: chart.marks) == nil)
    #expect(
      node("encoder 2", of: chart.marks)?.values
        == model.encode([[3, 4, 5]]).outputs.value.scalars.suffix(4)
    )
    guard attends else { return }
    let looks = model.attentionDiagram(reading: [3, 4, 5], maximumLength: 4) { "<\($0)>" }
    #expect(looks.frames.count == written.count)
    for (frame, row) in zip(looks.frames, answer.alignment) {
      #expect((0..<3).flatMap { node("weight \($0)", of: frame.marks)?.values ?? [] } == row)
    }
  }

  @Test(arguments: [1, 2])
  func `a self-attention block is drawn with what it holds at a place`(heads: Int) throws {
    var generator = RandomGenerator(seed: 10)
    let block = SelfAttentionBlockOf<Double>(
      width: 4,
      heads: heads,
      feedForwardWidth: 6,
      generator: &generator
    )
    let sequence = T.normal([5, 4], generator: &generator)
    let marks = block.diagram(over: sequence, at: 3, causal: true).marks
    let output = block(sequence.reshaped([1, 5, 4]), causal: true).value
    #expect(node("output", of: marks)?.values == (0..<4).map { output[0, 3, $0] })
    let sum = try #require(node("sum", of: marks)).values
    let (x, attended) = (
      try #require(node("input", of: marks)).values,
      try #require(node("attended", of: marks)).values
    )
    for unit in 0..<4 { #expect(abs(x[unit] + attended[unit] - sum[unit]) < 1e-12) }
    for head in 0..<heads {
      let weights = try #require(node("head \(head)", of: marks)).values
      #expect(abs(weights.reduce(0, +) - 1) < 1e-12 && weights[4] == 0)
    }
  }
}
