import Testing

import TeachingEngine

/// NaN and infinity are found where they first appear, and never silently trained on.
@Suite struct NonFiniteTests {
  typealias T = TensorOf<Double>
  typealias V = VariableOf<Double>

  /// h′ = tanh(x Wx + h Wh), with a mistake at one step: the square root of a negative number
  /// (a value), or of zero (a gradient).
  struct Handwritten: Model {
    typealias Scalar = Double
    let inputWeights: V
    let hiddenWeights: V
    let readout: V
    let isBroken: (_ step: Int) -> Double?

    init(isBroken: @escaping (Int) -> Double?) {
      var generator = RandomGenerator(seed: 3)
      inputWeights = V(.normal([2, 3], generator: &generator))
      hiddenWeights = V(.normal([3, 3], generator: &generator))
      readout = V(.normal([3, 1], generator: &generator))
      self.isBroken = isBroken
    }

    var parameters: [NamedParameter<Double>] {
      [
        NamedParameter("encoder.weight_ih", inputWeights),
        NamedParameter("encoder.weight_hh", hiddenWeights),
        NamedParameter("readout.weight", readout),
      ]
    }

    /// The mean of squared outputs over all steps, each read by the same matrix.
    func loss(_ x: T, breaksReadout: Bool = false) -> V {
      var h = V(constant: .zeros([x.shape[0], 3]))
      var total = V(constant: T(0))
      for step in 0..<x.shape[1] {
        let wrong = isBroken(step)
        var sum = x.select(axis: 1, index: step).matmul(inputWeights) + h.matmul(hiddenWeights)
        if let wrong, !breaksReadout { sum = sum + (0 * sum + wrong).sqrt() }
        h = tanh(sum)
        var y = h.matmul(readout)
        if let wrong, breaksReadout { y = y + (0 * y + wrong).sqrt() }
        total = total + y.squared().mean()
      }
      return total
    }
  }

  static let sequence: T = {
    var generator = RandomGenerator(seed: 9)
    return .normal([2, 6, 2], generator: &generator)
  }()

  @Test(arguments: [0, 3, 5], [false, true])
  func `a value in a network written by hand is named with operation, layer and step`(
    step: Int,
    breaksReadout: Bool
  ) {
    let model = Handwritten { $0 == step ? -1 : nil }
    let trace = GradientTrace(model)
    model.loss(Self.sequence, breaksReadout: breaksReadout).backward(trace: trace)
    let finding = trace.firstNonFinite
    #expect(finding?.problem == .valueNotFinite)
    #expect(finding?.operation == "sqrt")
    #expect(finding?.step == step)
    #expect(finding?.layer == (breaksReadout ? "readout" : "encoder"))
    let layer = breaksReadout ? "readout" : "encoder"
    #expect(
      finding?.description
        == "pass 0: the value is not finite in sqrt of \(layer) at step \(step)"
    )
  }

  @Test func `a gradient in a network written by hand is named with operation, layer and step`() {
    let model = Handwritten { $0 == 2 || $0 == 4 ? 0 : nil }
    let trace = GradientTrace(model)
    model.loss(Self.sequence).backward(trace: trace)
    // The backward pass comes to step 4 before it comes to step 2.
    #expect(
      trace.firstNonFinite?.description
        == "pass 0: the gradient is not finite in sqrt of encoder at step 4"
    )
  }

  @Test func `a network without a time axis names the operation and the layer`() {
    var generator = RandomGenerator(seed: 1)
    let model = DenseOf<Double>(inputs: 2, outputs: 1, generator: &generator)
    let trace = GradientTrace([
      NamedParameter("head.weight", model.weight)
    ])
    (model(T.ones([1, 2])).squared() * -1).log().sum().backward(trace: trace)
    #expect(
      trace.firstNonFinite?.description == "pass 0: the value is not finite in log of head"
    )
  }

  @Test(arguments: [false, true])
  func `cells and fused layers name layer and step`(isFused: Bool) {
    var generator = RandomGenerator(seed: 2)
    let cells = (0..<2).map {
      RNNCellOf<Double>(
        inputs: $0 == 0 ? 2 : 3,
        hidden: 3,
        activation: .relu,
        generator: &generator
      )
    }
    var broken = Self.sequence
    broken[1, 3, 1] = .infinity
    func finding<Layer: SequenceLayer>(
      _ layer: Layer
    ) -> TraceFinding? where Layer.Scalar == Double {
      let trace = GradientTrace(layer)
      layer(broken).outputs.sum().backward(trace: trace)
      return trace.firstNonFinite
    }
    let found =
      isFused
      ? finding(Stacked(cells.map { Fused($0) })) : finding(Stacked(cells.map { Unrolled($0) }))
    #expect(found?.problem == .valueNotFinite)
    #expect(found?.layer == "l0")
    #expect(found?.step == 3)
    #expect(isFused ? found?.role == .hiddenState : found?.operation == "matmul")
  }

  @Test func `a cell state that overflows behind a finite output is found in a fused layer`() {
    var generator = RandomGenerator(seed: 2)
    let cell = LSTM1997CellOf<Double>(inputs: 1, hidden: 2, generator: &generator)
    cell.inputWeights.value = .full(cell.inputWeights.shape, 1)
    let start = LSTMStateOf<Double>(
      hidden: V(constant: .zeros([1, 2])),
      cell: V(constant: .full([1, 2], .infinity))
    )
    let trace = GradientTrace(cell)
    let result = Fused(cell)(T.ones([1, 4, 1]), initialState: start)
    #expect(result.outputs.value.isFinite)
    result.outputs.sum().backward(trace: trace)
    #expect(trace.firstNonFinite?.role == .cellState)
    #expect(trace.firstNonFinite?.step == 0)
  }

  @Test(arguments: [false, true])
  func `a gradient that overflows on its way back is found at its step`(isFused: Bool) {
    // h_t = 10⁶⁰ h_{t−1} grows from 10⁻³⁰⁰ to 10⁶⁰; ∂h_6/∂h_0 = 10³⁶⁰ is beyond the range.
    let cell = RNNCellOf<Double>(
      inputWeights: T([[1]]),
      hiddenWeights: T([[1e60]]),
      activation: .relu
    )
    var x = T.zeros([1, 7, 1])
    x[0, 0, 0] = 1e-300
    let trace = GradientTrace(cell)
    let state = isFused ? Fused(cell)(x).finalState : Unrolled(cell)(x).finalState
    #expect(state.value.isFinite)
    state.sum().backward(trace: trace)
    #expect(trace.firstNonFinite?.problem == .gradientNotFinite)
    #expect(
      trace.firstNonFinite?.place == (isFused ? "h of cell at step 0" : "matmul of cell at step 1")
    )
  }

  private func output(_ result: ExitTest.Result?) -> String {
    String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
  }

  @Test func `a step on NaN stops and names step, parameters and origin`() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      let model = Handwritten { $0 == 3 ? -1 : nil }
      let optimizer = SGD(model, learningRate: 0.1)
      let whole = Handwritten { _ in nil }
      for (a, b) in zip(model.parameters, whole.parameters) { a.variable.value = b.variable.value }
      optimizer.step(minimizing: model.inputWeights.squared().sum())
      optimizer.step(minimizing: model.loss(NonFiniteTests.sequence))
    }
    let text = output(result)
    #expect(
      text.contains(
        "step 2: the loss is nan and the gradient of encoder.weight_ih, encoder.weight_hh, "
          + "readout.weight is not finite; it began in sqrt of encoder at step 3; lower the"
      )
    )
    #expect(text.contains("NonFiniteTests.swift:170"))
  }

  @Test func `a single step on an infinite gradient stops`() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      let w = V(0.0)
      w.sqrt().backward()
      Adam([NamedParameter("w", w)], learningRate: 0.1).step()
    }
    #expect(output(result).contains("step 1: the gradient of w is not finite; lower the"))
    #expect(output(result).contains("NonFiniteTests.swift:189"))
  }

  @Test func `planned training stops too`() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      var generator = RandomGenerator(seed: 1)
      let layer = RNN(inputs: 1, hidden: 2, generator: &generator)
      let head = Dense(inputs: 2, outputs: 1, generator: &generator)
      let training = PlannedTraining(
        layers: [layer],
        readout: head,
        batch: 1,
        time: 3,
        update: .sgd(learningRate: 0.1)
      )
      training.step(Tensor.ones([1, 3, 1]), Tensor([[.infinity]]))
    }
    #expect(
      output(result).contains(
        "PlannedTraining.step 1: the loss is inf and the gradient of weight_ih_l0, weight_hh_l0, "
          + "bias_ih_l0 and 2 more is not finite; lower the"
      )
    )
  }

  @Test func `whoever asks may train on`() {
    let w = V(0.0)
    let optimizer = SGD([NamedParameter("w", w)], learningRate: 0.1)
    optimizer.step(minimizing: w.sqrt(), allowingNonFinite: true)
    #expect(!w.item.isFinite)
    #expect(optimizer.stepCount == 1)
  }
}
