import Testing

import TeachingEngine

/// The two recipes of the engine's README, followed.
@Suite struct AddingTests {
  @Test func `an operation added from outside has a checked derivative`() {
    func cubed(_ variable: VariableOf<Double>) -> VariableOf<Double> {
      let x = variable.value
      return VariableOf(operation: "cubed", inputs: [variable], value: x * x * x) { gradient, _ in
        [gradient * (3 * x * x)]
      }
    }
    let x = VariableOf(TensorOf<Double>([-1, 0.5, 2]))
    let check = gradientCheck(["x": x]) { cubed(x).sum() }
    #expect(check.passed, "\(check)")
  }

  /// h′ = λ h + (1 − λ) x W: a leaky integrator.
  struct LeakyCell: RecurrentCell {
    typealias Scalar = Double
    let weight: VariableOf<Double>
    let leak = 0.9

    var inputs: Int { weight.shape[0] }
    var hidden: Int { weight.shape[1] }

    func initialState(batch: Int) -> VariableOf<Double> {
      VariableOf(constant: .zeros([batch, hidden]))
    }

    func step(
      _ x: VariableOf<Double>,
      _ h: VariableOf<Double>,
      file: StaticString,
      line: UInt
    ) -> VariableOf<Double> {
      (leak * h + (1 - leak) * x.matmul(weight, file: file, line: line))
        .marked(.hiddenState, of: weight)
    }

    func output(of state: VariableOf<Double>) -> VariableOf<Double> { state }
  }

  @Test func `a cell added from outside trains, stacks and is traced`() {
    var generator = RandomGenerator(seed: 1)
    let first = LeakyCell(weight: VariableOf(.normal([2, 3], generator: &generator)))
    let second = LeakyCell(weight: VariableOf(.normal([3, 3], generator: &generator)))
    let model = Stacked([Unrolled(first), Unrolled(second)])
    #expect(model.parameters.map(\.name) == ["weight_l0", "weight_l1"])
    let x = TensorOf<Double>.normal([2, 5, 2], generator: &generator)
    let check = gradientCheck(model) { model(x, lengths: [5, 3]).outputs.squared().sum() }
    #expect(check.passed, "\(check)")
    let trace = GradientTrace(model)
    model(x).finalState.layers[1].sum().backward(trace: trace)
    #expect(trace.layers.sorted() == ["l0", "l1"])
    let norms = trace.normsByLag(layer: "l1")
    for (lag, norm) in norms.enumerated() {
      #expect(abs(norm - norms[0] * (0..<lag).reduce(1.0) { p, _ in p * 0.9 }) < 1e-12)
    }
  }
}
