import Testing

import TeachingEngine

/// Every operation's derivative, at every index, against central differences.
@Suite struct OperationGradientTests {
  typealias V = VariableOf<Double>

  struct Case: Sendable, CustomTestStringConvertible {
    let name: String
    let shapes: [[Int]]
    let range: ClosedRange<Double>
    let function: @Sendable ([V]) -> V

    init(
      _ name: String,
      _ shapes: [[Int]],
      in range: ClosedRange<Double> = -1.5...1.5,
      _ function: @escaping @Sendable ([V]) -> V
    ) {
      (self.name, self.shapes, self.range, self.function) = (name, shapes, range, function)
    }

    var testDescription: String { name }
  }

  static let elementwise: [Case] = [
    Case("+", [[2, 3], [2, 3]]) { $0[0] + $0[1] },
    Case("+ broadcast", [[2, 3], [3]]) { $0[0] + $0[1] },
    Case("+ broadcast both ways", [[2, 1, 3], [4, 1]]) { $0[0] + $0[1] },
    Case("-", [[2, 3], [1, 3]]) { $0[0] - $0[1] },
    Case("*", [[2, 3], [2, 3]]) { $0[0] * $0[1] },
    Case("* broadcast", [[2, 3], [2, 1]]) { $0[0] * $0[1] },
    Case("* by itself", [[2, 3]]) { $0[0] * $0[0] },
    Case("/", [[2, 3], [3]], in: 0.5...2) { $0[0] / $0[1] },
    Case("scalars", [[3]]) { 2 * $0[0] + 1 - ($0[0] / 4) - (3 - $0[0]) },
    Case("scalar / x", [[3]], in: 0.5...2) { 2 / $0[0] },
    Case("negation", [[3]]) { -$0[0] },
    Case("exp", [[3]]) { exp($0[0]) },
    Case("log", [[3]], in: 0.5...3) { log($0[0]) },
    Case("tanh", [[5]]) { tanh($0[0]) },
    Case("sigmoid", [[5]]) { sigmoid($0[0]) },
    Case("relu", [[5]]) { relu($0[0] + 0.003) },
    Case("softplus", [[5]]) { softplus($0[0]) },
    Case("sqrt", [[5]], in: 0.5...3) { sqrt($0[0]) },
    Case("abs", [[5]]) { abs($0[0] + 0.003) },
    Case("squared", [[5]]) { $0[0].squared() },
    Case("sin", [[5]]) { sin($0[0]) },
    Case("cos", [[5]]) { cos($0[0]) },
    Case("power", [[5]], in: 0.5...2) { $0[0].power(2.5) },
  ]

  static let structural: [Case] = [
    Case("matmul", [[2, 3], [3, 4]]) { $0[0].matmul($0[1]) },
    Case("matmul, batch × matrix", [[2, 3, 4], [4, 2]]) { $0[0].matmul($0[1]) },
    Case("matmul, batch × batch", [[2, 3, 4], [2, 4, 2]]) { $0[0].matmul($0[1]) },
    Case("softmax", [[2, 4]]) { softmax($0[0]) },
    Case("softmax, first axis", [[3, 2]]) { softmax($0[0], axis: 0) },
    Case("logSoftmax", [[2, 4]]) { logSoftmax($0[0]) },
    Case("sum", [[2, 3]]) { $0[0].sum() },
    Case("sum, axis", [[2, 3, 2]]) { $0[0].sum(axis: 1) },
    Case("sum, kept axis", [[2, 3]]) { $0[0].sum(axis: -1, keepingAxis: true) },
    Case("mean", [[2, 3]]) { $0[0].mean() },
    Case("mean, axis", [[2, 3]]) { $0[0].mean(axis: 0) },
    Case("max, axis", [[3, 4]]) { $0[0].max(axis: 1) },
    Case("reshaped", [[2, 3]]) { $0[0].reshaped([3, -1]) },
    Case("transposed", [[2, 3]]) { $0[0].transposed() },
    Case("transposed, three axes", [[2, 3, 4]]) { $0[0].transposed(axes: [2, 0, 1]) },
    Case("expanded", [[2, 3]]) { $0[0].expanded(axis: 1) },
    Case("squeezed", [[2, 1, 3]]) { $0[0].squeezed(axis: 1) },
    Case("broadcast", [[2, 1]]) { $0[0].broadcast(to: [3, 2, 4]) },
    Case("slice", [[2, 5]]) { $0[0].slice(axis: 1, 1..<4) },
    Case("subscript range", [[5, 2]]) { $0[0][2...] },
    Case("select", [[2, 3, 2]]) { $0[0].select(axis: 1, index: 2) },
    Case("select from the end", [[2, 3, 2]]) { $0[0].select(axis: -2, index: -1) },
    Case("gathered, a row twice", [[3, 2]]) { $0[0].gathered(rows: [2, 0, 2]) },
    Case("split", [[2, 6]]) { parts in
      let gates = parts[0].split(3)
      return gates[0] * gates[1] - gates[2]
    },
    Case("concatenated", [[2, 3], [2, 1]]) { .concatenated([$0[0], $0[1]], axis: 1) },
    Case("stacked", [[2, 3], [2, 3]]) { .stacked([$0[0], $0[1], $0[0]], axis: 1) },
    Case("reversedInTime", [[2, 4, 2]]) { $0[0].reversedInTime(lengths: [4, 2]) },
    Case("unfolded", [[2, 5, 2]]) { $0[0].unfolded(kernel: 3) },
    Case("scan, sequential", [[2, 5, 2], [2, 5, 2], [2, 2]]) {
      V.scan($0[0], $0[1], initial: $0[2], method: .sequential)
    },
    Case("scan, parallel", [[2, 5, 2], [2, 5, 2], [2, 2]]) {
      V.scan($0[0], $0[1], initial: $0[2], method: .parallel)
    },
    Case("crossEntropy", [[4, 3]]) { crossEntropy(logits: $0[0], labels: [0, 2, 1, 1]) },
    Case("crossEntropy, mask and smoothing", [[2, 2, 3]]) {
      crossEntropy(
        logits: $0[0],
        labels: [0, 2, -1, 1],
        mask: TensorOf([1, 1, 0, 1]),
        labelSmoothing: 0.1
      )
    },
    Case("binaryCrossEntropy", [[4]]) {
      binaryCrossEntropy(logits: $0[0], targets: TensorOf([0, 1, 1, 0.3]))
    },
    Case("meanSquaredError, mask", [[2, 2]]) {
      meanSquaredError(
        $0[0],
        TensorOf([[1, 2], [3, 4]]),
        mask: TensorOf([[1, 0], [1, 1]])
      )
    },
  ]

  @Test(arguments: elementwise + structural)
  func `a derivative equals central differences at every index`(_ operation: Case) {
    let check = Self.check(operation)
    #expect(check.passed, "\(check)")
  }

  static func check(_ operation: Case) -> GradientCheck {
    var generator = RandomGenerator(seed: 11)
    let inputs = operation.shapes.map {
      V(.uniform($0, in: operation.range, generator: &generator))
    }
    let shape = operation.function(inputs).shape
    // A random weight for every output, so that no index can hide behind another.
    let weights = TensorOf<Double>.uniform(shape, in: -1...1, generator: &generator)
    let named = inputs.enumerated().map { NamedParameter("input \($0)", $1) }
    return gradientCheck(named, tolerance: 1e-8) {
      (operation.function(inputs) * weights).sum()
    }
  }

  @Test func `a wrong derivative is named with input, index, expected and received`() {
    let x = V(TensorOf([1, 2, 3]))
    let check = gradientCheck(["x": x]) {
      // The rule claims 1 where the derivative is 2x.
      V(operation: "wrong", inputs: [x], value: x.value.squared()) { gradient, _ in [gradient] }
        .sum()
    }
    #expect(!check.passed)
    #expect(check.worst?.input == "x")
    #expect(check.worst?.index == [2])
    #expect(check.worst?.received == 1)
    #expect(check.description.hasPrefix("gradientCheck: ∂/∂x[2]: expected 6."))
    #expect(check.description.contains("received 1.0; the derivative rule is wrong there"))
  }

  @Test func `a check of nothing does not pass`() {
    let check = gradientCheck([] as [NamedParameter<Double>]) { V(2.0).squared() }
    #expect(!check.passed)
    #expect(check.description == "gradientCheck: there was nothing to compare")
  }
}
