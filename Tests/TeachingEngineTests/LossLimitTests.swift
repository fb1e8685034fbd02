import Foundation
import Testing

import TeachingEngine

/// Losses where logits are extreme, against their formulas in more digits than the type has.
@Suite struct LossLimitTests {
  static let logits: [Double] = [0, 1e-4, 0.5, 5, 17, 20, 30, 80, 100, 1e4]

  /// ln(1 + e^−x) for x ≥ 0, the loss of a right answer that is x sure of itself.
  private static func surplus(_ x: Double) -> Double { log1p(exp(-x)) }

  private func isClose<Scalar: TensorScalar>(_ value: Scalar, _ expected: Double) -> Bool {
    let digits = Scalar.self == Float.self ? 5e-7 : 1e-14
    // What is below the normal range counts as zero.
    let smallest = Double(Scalar.leastNormalMagnitude)
    return abs(Double(value) - expected) <= digits * abs(expected) + smallest
  }

  private func checkBinary<Scalar: TensorScalar>(_: Scalar.Type) {
    for size in Self.logits {
      for (sign, target) in [(1.0, 1.0), (1, 0), (-1, 1), (-1, 0)] {
        let x = VariableOf(TensorOf([Scalar(sign * size)]))
        let loss = binaryCrossEntropy(logits: x, targets: TensorOf([Scalar(target)]))
        loss.backward()
        let isRight = (sign > 0) == (target > 0)
        let rest = exp(-size) / (1 + exp(-size))
        #expect(
          isClose(loss.item, (isRight ? 0 : size) + Self.surplus(size)),
          "x = \(sign * size), t = \(target): \(loss.item)"
        )
        let slope = (target > 0 ? -1.0 : 1) * (isRight ? rest : 1 - rest)
        #expect(isClose(x.gradient.item, slope), "x = \(sign * size), t = \(target)")
      }
    }
  }

  @Test func `binary cross-entropy keeps its digits at every logit`() {
    checkBinary(Float.self)
    checkBinary(Double.self)
  }

  private func checkClasses<Scalar: TensorScalar>(_: Scalar.Type) {
    for size in Self.logits {
      for (label, place) in [(0, 0), (1, 0), (1, 1), (0, 1)] {
        var row: [Scalar] = [0, 0]
        row[place] = Scalar(size)
        let x = VariableOf(TensorOf([row]))
        let loss = crossEntropy(logits: x, labels: [label])
        loss.backward()
        let isRight = label == place
        let rest = exp(-size) / (1 + exp(-size))
        #expect(
          isClose(loss.item, (isRight ? 0 : size) + Self.surplus(size)),
          "\(row), label \(label): \(loss.item)"
        )
        let slope = isRight ? -rest : rest - 1
        #expect(isClose(x.gradient.scalars[label], slope), "\(row), label \(label)")
        #expect(isClose(x.gradient.scalars[1 - label], -slope), "\(row), label \(label)")
      }
    }
  }

  @Test func `cross-entropy keeps its digits at every logit`() {
    checkClasses(Float.self)
    checkClasses(Double.self)
  }

  @Test func `NaN and infinite logits that count come out of losses`() {
    let targets = Tensor([1])
    for wrong: Float in [.nan, .infinity] {
      #expect(binaryCrossEntropy(logits: Variable(Tensor([wrong])), targets: targets).item.isNaN)
      #expect(crossEntropy(logits: Variable(Tensor([[wrong, 0]])), labels: [1]).item.isNaN)
      #expect(!meanSquaredError(Variable(Tensor([wrong])), targets).item.isFinite)
    }
  }
}
