import Testing

import TeachingEngine

/// Clipping by norm keeps the direction whatever the size, and tells NaN.
@Suite struct ClippingTests {
  private func clipped<Scalar: TensorScalar>(
    _ gradients: [[Scalar]],
    norm: Scalar = 2
  ) -> (norm: Scalar, gradients: [[Scalar]]) {
    let parameters = gradients.enumerated().map { index, gradient in
      let variable = VariableOf(TensorOf<Scalar>.zeros([gradient.count]))
      (variable * TensorOf(gradient)).sum().backward()
      return NamedParameter("\(index)", variable)
    }
    let total = clipGradients(parameters, norm: norm)
    return (total, parameters.map { $0.variable.gradient.scalars })
  }

  private func check<Scalar: TensorScalar>(_: Scalar.Type, largest: Scalar, large: Scalar) {
    #expect(clipped([[3], [4 as Scalar]]) == (5, [[3 * 0.4], [4 * 0.4]]))
    #expect(clipped([[0.3, 0.4 as Scalar]]).gradients == [[0.3, 0.4]])
    // Squares overflow, the norm does not.
    let big = clipped([[3 * large, 0], [-4 * large]])
    #expect(abs(big.norm / (5 * large) - 1) < 1e-6)
    #expect(abs(big.gradients[0][0] - 1.2) < 1e-6 && abs(big.gradients[1][0] + 1.6) < 1e-6)
    // The norm itself is beyond the range.
    let beyond = clipped([[largest, -largest], [largest, largest]])
    #expect(beyond.norm == .infinity)
    let directions = zip(beyond.gradients.joined(), [1, -1, 1, 1] as [Scalar])
    #expect(directions.allSatisfy { abs($0 - $1) < 1e-6 })
    // Infinite elements share the norm.
    let infinity = Scalar.infinity
    let infinite = clipped([[infinity, 7], [-infinity, infinity, infinity]])
    #expect(infinite.norm == .infinity)
    #expect(infinite.gradients == [[1, 0], [-1, 1, 1]])
    #expect(clipped([[infinity, largest]]).gradients == [[2, 0]])
    let broken = clipped([[Scalar.nan, 7], [infinity]])
    #expect(broken.norm.isNaN)
    #expect(broken.gradients[0][0].isNaN && broken.gradients[0][1] == 7)
    #expect(broken.gradients[1] == [.infinity])
  }

  @Test func `gradients of every size are clipped to the norm in their direction`() {
    check(Float.self, largest: .greatestFiniteMagnitude, large: 1e30)
    check(Double.self, largest: .greatestFiniteMagnitude, large: 1e200)
  }

  @Test func `a step that may go on takes a clipped infinite gradient`() {
    let w = Variable(Tensor([0]))
    let optimizer = SGD([NamedParameter("w", w)], learningRate: 1)
    let loss = (w.sqrt() * Tensor([-1])).sum()
    optimizer.step(minimizing: loss, clippingNorm: 0.5, allowingNonFinite: true)
    #expect(w.item == 0.5)
  }
}
