import Testing

import TeachingEngine

/// To the engine a number below the normal range is zero: such numbers would slow every kernel down.
@Suite struct SubnormalTests {
  private func checkOperations<Scalar: TensorScalar>(_: Scalar.Type) {
    let small = Scalar.leastNormalMagnitude
    let (x, half) = (TensorOf<Scalar>([small, 1]), TensorOf<Scalar>([0.5, 0.5]))
    #expect((x * half).scalars == [0, 0.5])
    #expect((x * 0.5).scalars == [0, 0.5])
    #expect(x.squared().scalars == [0, 1])
    #expect(x.reshaped([2, 1]).matmul(TensorOf([[0.5]])).scalars == [0, 0.5])
    #expect((x * half).sum().item == 0.5)
    var sum = TensorOf<Scalar>([1.5 * small])
    sum += TensorOf([-small])
    #expect(sum.item == 0)
    #expect((x.softmax() * TensorOf([small, small])).scalars == [0, 0])
    // Normal numbers, however small, are untouched.
    #expect((TensorOf([4 * small]) * 0.5).item == 2 * small)
    // A user's own arithmetic is as ever, in a closure given to the engine, too.
    #expect(x.map { $0 / 2 }.scalars[0] > 0)
    #expect(small / Scalar(x.count) > 0)
  }

  @Test func `results and operands below the normal range count as zero`() {
    checkOperations(Float.self)
    checkOperations(Double.self)
  }

  /// h′ = h / 2 without an input: after 140 steps from 1 a Float is below the normal range.
  private func fading<Scalar: TensorScalar>(_: Scalar.Type, steps: Int) {
    let cell = RNNCellOf<Scalar>(
      inputWeights: TensorOf([[0]]),
      hiddenWeights: TensorOf([[0.5]]),
      activation: .relu
    )
    let x = TensorOf<Scalar>.zeros([1, steps, 1])
    func run<Layer: SequenceLayer>(
      _ layer: Layer
    ) -> (TensorOf<Scalar>, TensorOf<Scalar>)
    where Layer.Scalar == Scalar, Layer.State == VariableOf<Scalar> {
      let start = VariableOf(TensorOf<Scalar>([[1]]))
      let result = layer(x, initialState: start)
      result.finalState.sum().backward()
      return (result.outputs.value, start.gradient)
    }
    let (tape, fused) = (run(Unrolled(cell)), run(Fused(cell)))
    #expect(tape == fused)
    let smallest = tape.0.scalars.filter { $0 > 0 }.min() ?? 0
    #expect(smallest >= .leastNormalMagnitude && smallest < 4 * .leastNormalMagnitude)
    #expect(tape.0.scalars.last == 0 && tape.1.item == 0)
  }

  @Test func `a state and a gradient fade to zero alike, fused and on the tape`() {
    fading(Float.self, steps: 140)
    fading(Double.self, steps: 1040)
  }

  @Test(arguments: [1, 2]) func `the second thread flushes as the first does`(threads: Int) {
    var generator = RandomGenerator(seed: 1)
    let cell = RNNCell(inputs: 2, hidden: 16, generator: &generator)
    let layer = Fused(cell, threads: threads)
    let start = Variable(constant: Tensor.full([24, 16], 1e-38))
    cell.weights.inputBias?.value = .zeros([16])
    let outputs = layer(Tensor.zeros([24, 3, 2]), initialState: start).outputs.value
    let isNormal = outputs.scalars.allSatisfy { $0 == 0 || $0.isNormal }
    #expect(isNormal)
  }
}
