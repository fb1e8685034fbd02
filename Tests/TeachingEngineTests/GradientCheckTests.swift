import Testing

import TeachingEngine

/// The check is relative: it sees a wrong gradient of any size and passes a right one of any size.
@Suite struct GradientCheckTests {
  typealias V = VariableOf<Double>
  typealias T = TensorOf<Double>

  static let sizes = [1e-30, 1e-12, 1e-7, 1e-3, 1, 1e3, 1e7, 1e30]

  /// s · sin x, whose rule gives `factor` times the derivative.
  private func scaledSine(_ x: V, _ size: Double, factor: Double) -> V {
    let cosine = x.value.cos()
    return V(operation: "sine", inputs: [x], value: size * x.value.sin()) { gradient, _ in
      [gradient * (cosine * (size * factor))]
    }
  }

  @Test(arguments: sizes)
  func `a gradient of any size must be right`(size: Double) {
    let x = V(T([0.3, 1, 2]))
    func check(_ factor: Double) -> GradientCheck {
      gradientCheck(["x": x]) { scaledSine(x, size, factor: factor).sum() }
    }
    #expect(check(1).passed, "\(check(1))")
    for factor in [0, -1, 0.5, 0.999, 1.0001] {
      #expect(!check(factor).passed, "\(factor) · \(check(factor))")
    }
  }

  @Test(arguments: [1e-8, 1e-7, 1e-5])
  func `a small gradient beside a large value must be right, too`(size: Double) {
    let x = V(T([0.3, 1, 2]))
    func check(_ factor: Double) -> GradientCheck {
      gradientCheck(["x": x]) { scaledSine(x, size, factor: factor).sum() + 3 }
    }
    #expect(check(1).passed, "\(check(1))")
    for factor in [0, -1, 0.5, 2] { #expect(!check(factor).passed, "\(factor)") }
  }

  @Test(arguments: [1e-6, 1e-3, 1, 1e3, 1e8])
  func `right derivatives pass wherever the point lies`(place: Double) {
    let x = V(T([place, 1.7 * place]))
    let functions: [(V) -> V] = [
      { $0.log() }, { $0.sqrt() }, { $0.squared() }, { 1 / $0 }, { $0.power(2.5) },
      { ($0 / place).tanh() },
    ]
    for (index, function) in functions.enumerated() {
      let check = gradientCheck(["x": x]) { function(x).sum() }
      #expect(check.passed, "function \(index) at \(place): \(check)")
    }
  }

  @Test func `a derivative that is 0 passes where rounding alone stands against it`() {
    let x = V(T([0.2, -1, 3]))
    // The sum of softmax is 1 whatever x is; the second has its minimum at x = 1; the third ignores x.
    for (name, function) in [
      ("softmax", { x.softmax().sum() }),
      ("minimum", { ((x - x.value).squared() * x.exp()).sum() }),
      ("constant", { (0 * x).sum() + 5 }),
    ] as [(String, () -> V)] {
      let check = gradientCheck(["x": x], of: function)
      #expect(check.passed, "\(name): \(check)")
    }
  }

  @Test func `NaN never passes`() {
    let x = V(T([0.5]))
    let isNaN = gradientCheck(["x": x]) {
      V(operation: "broken", inputs: [x], value: x.value) { _, _ in [T([.nan])] }.sum()
    }
    #expect(!isNaN.passed)
    let valueIsNaN = gradientCheck(["x": x]) { (x - 1).sqrt().sum() }
    #expect(!valueIsNaN.passed)
  }

  @Test func `a kink beside the point does not matter, at the point it is named`() {
    let beside = V(T([1e-4, -1e-4]))
    #expect(gradientCheck(["x": beside]) { beside.relu().sum() }.passed)
    let at = V(T([0]))
    #expect(!gradientCheck(["x": at]) { at.relu().sum() }.passed)
  }
}
