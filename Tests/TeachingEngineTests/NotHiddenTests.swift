import Foundation
import Testing

import TeachingEngine

/// NaN comes out of what it enters, and limits are what they are.
@Suite struct NotHiddenTests {
  private func checkSoftmax<Scalar: TensorScalar>(_: Scalar.Type) {
    for row: [Scalar] in [
      [1, .nan], [.nan, 1], [1, .nan, 2], [.infinity, 1], [.nan, -.infinity],
    ] {
      #expect(TensorOf(row).softmax().scalars.allSatisfy { $0.isNaN }, "\(row)")
      #expect(TensorOf(row).logSoftmax().scalars.allSatisfy { $0.isNaN }, "\(row)")
    }
    #expect(TensorOf<Scalar>([-.infinity, 3]).softmax().scalars == [0, 1])
    #expect(TensorOf<Scalar>([-.infinity, 3]).logSoftmax().scalars == [-.infinity, 0])
    #expect(TensorOf<Scalar>([-.infinity, -.infinity]).softmax().scalars == [0, 0])
    #expect(
      TensorOf<Scalar>([-.infinity, -.infinity]).logSoftmax().scalars == [-.infinity, -.infinity]
    )
    let rows = TensorOf<Scalar>([[1, 2], [.nan, 2]]).softmax()
    #expect(rows.select(axis: 0, index: 0).isFinite && rows[1, 0].isNaN && rows[1, 1].isNaN)
  }

  @Test func `softmax of a row with NaN is NaN, and of −∞ alone zero`() {
    checkSoftmax(Float.self)
    checkSoftmax(Double.self)
  }

  @Test func `the largest of a row with NaN is NaN`() {
    let x = Tensor([[1, .nan, 2], [.nan, 5, 1], [1, 2, 3]])
    #expect(x.argmax(axis: 1) == [1, 0, 2])
    #expect(x.max(axis: 1).scalars.map { $0.isNaN } == [true, true, false])
    #expect(x.max().isNaN && x.min().isNaN)
    #expect(x.max(axis: 0).scalars.map { $0.isNaN } == [true, true, false])
    let v = Variable(x)
    #expect(v.max(axis: 1).value.scalars.map { $0.isNaN } == [true, true, false])
  }

  private func checkNorm<Scalar: TensorScalar>(_: Scalar.Type) {
    #expect(TensorOf<Scalar>([.infinity, 1]).norm == .infinity)
    #expect(TensorOf<Scalar>([-.infinity]).norm == .infinity)
    #expect(TensorOf<Scalar>([.infinity, .nan]).norm.isNaN)
    #expect(TensorOf<Scalar>([.nan, .infinity]).norm.isNaN)
    let large = Scalar.greatestFiniteMagnitude
    #expect(TensorOf<Scalar>([large, large]).norm == .infinity)
    #expect(TensorOf<Scalar>([large / 2, 0]).norm == large / 2)
  }

  @Test func `a norm is infinite where an element is, NaN where one is NaN`() {
    checkNorm(Float.self)
    checkNorm(Double.self)
  }

  private func checkPowers<Scalar: TensorScalar>(_: Scalar.Type) {
    for exponent: Scalar in [0, 1, 2, 3] {
      let x = VariableOf<Scalar>(TensorOf([0, 2]))
      let y = x.power(exponent)
      y.sum().backward()
      #expect(y.value.scalars == [exponent == 0 ? 1 : 0, .pow(2, exponent)])
      let slope: Scalar = exponent * .pow(2, exponent - 1)
      #expect(x.gradient.scalars == [exponent == 1 ? 1 : 0, slope], "power \(exponent)")
    }
    // At 0 the slope of a root is infinite, which is told, unless nothing asks for it.
    for root: (VariableOf<Scalar>) -> VariableOf<Scalar> in [{ $0.sqrt() }, { $0.power(0.5) }] {
      let x = VariableOf<Scalar>(TensorOf([0, 0]))
      (root(x) * TensorOf([1, 0])).sum().backward()
      #expect(x.gradient.scalars == [.infinity, 0])
    }
    let x = VariableOf<Scalar>(TensorOf([0, 1]))
    x.log().masked(by: TensorOf([0, 1])).sum().backward()
    #expect(x.gradient.scalars == [0, 1])
    #expect(TensorOf<Scalar>([.nan]).power(2).item.isNaN)
  }

  @Test func `powers, roots and logarithms are right at 0`() {
    checkPowers(Float.self)
    checkPowers(Double.self)
  }

  private func checkTails<Scalar: TensorScalar>(_: Scalar.Type, _ digits: Double) {
    for size in [1.0, 10, 17, 18, 20, 50, 80] {
      let x = VariableOf(TensorOf([Scalar(-size)]))
      let y = x.sigmoid()
      y.sum().backward()
      let expected = exp(-size) / (1 + exp(-size))
      #expect(abs(Double(y.item) / expected - 1) < digits, "σ(−\(size)) = \(y.item)")
      let slope = expected / (1 + exp(-size))
      #expect(abs(Double(x.gradient.item) / slope - 1) < 2 * digits, "σ′(−\(size))")
    }
    for size in [1e-30, 1e-10, 1e-4, 0.3] {
      let y = TensorOf([Scalar(size)]).tanh()
      #expect(abs(Double(y.item) / tanh(Double(Scalar(size))) - 1) < digits)
    }
  }

  @Test func `σ and tanh keep their digits where they are small`() {
    checkTails(Float.self, 4e-7)
    checkTails(Double.self, 1e-15)
  }

  @Test func `a nearly closed gate passes its gradient, fused and on the tape`() {
    func gradients<Layer: SequenceLayer>(_ layer: Layer) -> Float where Layer.Scalar == Float {
      let x = Variable(Tensor.ones([1, 2, 1]))
      layer(x).outputs.sum().backward()
      return x.gradient.scalars[0]
    }
    var generator = RandomGenerator(seed: 1)
    let cell = LSTMCell(inputs: 1, hidden: 2, generator: &generator)
    // Input gates at σ(−25) = 1.4e-11.
    for unit in 0..<2 { cell.weights.inputBias?.value[unit] = -25 }
    let (tape, fused) = (gradients(Unrolled(cell)), gradients(Fused(cell)))
    #expect(tape != 0 && abs(tape) < 1e-9)
    #expect(abs(fused / tape - 1) < 1e-4)
  }

  @Test func `metrics of NaN are NaN, of masked NaN not`() {
    let logits = Tensor([[1, 2], [.nan, 1]])
    #expect((accuracy(logits: logits, labels: [1, 0]) as Float).isNaN)
    #expect(accuracy(logits: logits, labels: [1, 0], mask: Tensor([1, 0])) == Float(1))
    #expect(perplexity(crossEntropy: Float.nan).isNaN)
    #expect(meanSquaredError(Tensor([.nan]), Tensor([1])).isNaN)
    #expect(meanAbsoluteError(Tensor([.nan]), Tensor([1])).isNaN)
    #expect(coefficientOfDetermination(Tensor([.nan, 1]), Tensor([1, 2])).isNaN)
    let curve = ReceiverOperatingCharacteristic(
      scores: [0.1, .nan, 0.7],
      events: [false, true, true]
    )
    #expect(curve.area.isNaN)
    #expect(probabilities(logits: [1, Float.nan], temperature: 0).allSatisfy { $0.isNaN })
    #expect(probabilities(logits: [1, Float.nan]).allSatisfy { $0.isNaN })
  }

  private func checkConstants<Scalar: TensorScalar>(_: Scalar.Type) {
    for value: Scalar in [0.1, 1e-3, 12_345.678, -7e7] {
      let scale = Standardizer(fittedOn: Array(repeating: value, count: 1000))
      #expect(scale.standardDeviation == 1 && scale([value]) == [0], "\(value)")
      let norm = LayerNormOf<Scalar>(features: 7)
      let x = VariableOf(TensorOf.full([2, 7], value))
      let y = norm(x)
      y.squared().sum().backward()
      #expect(y.value == .zeros([2, 7]), "\(value)")
      #expect(x.gradient.isFinite)
    }
    #expect(Standardizer<Scalar>(fittedOn: [1, .nan]).standardDeviation.isNaN)
  }

  @Test func `a constant column or row has no deviation, however it is rounded`() {
    checkConstants(Float.self)
    checkConstants(Double.self)
  }
}
