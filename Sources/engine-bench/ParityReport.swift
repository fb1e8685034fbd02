import Foundation
import TeachingEngine

/// How far a run is from a reference.
struct ParityReport {
  let path: String
  let epochs: Int
  var seconds = 0.0
  /// The largest difference of a loss, relative to the reference's.
  private(set) var maxLossError = 0.0
  private var largestDifference = 0.0
  private var largestGradient = 0.0

  init(path: String, epochs: Int) {
    self.path = path
    self.epochs = epochs
  }

  /// The largest difference of a gradient, relative to the largest gradient of all parameters.
  var maxGradientError: Double { largestDifference / max(largestGradient, .leastNonzeroMagnitude) }

  mutating func compare(loss: Double, with reference: Double) {
    maxLossError = worst(maxLossError, abs(loss - reference) / abs(reference))
  }

  mutating func compare<Scalar: TensorScalar>(
    gradient: TensorOf<Scalar>,
    with reference: TensorOf<Double>?
  ) {
    guard let reference, reference.count == gradient.count else {
      largestDifference = .infinity
      return
    }
    for (a, b) in zip(gradient.scalars, reference.scalars) {
      largestDifference = worst(largestDifference, abs(Double(a) - b))
      largestGradient = max(largestGradient, abs(b))
    }
  }

  /// The larger one; NaN counts as infinite, so that it cannot hide behind a comparison.
  private func worst(_ a: Double, _ b: Double) -> Double { b.isNaN ? .infinity : max(a, b) }

  func json() throws -> String {
    try encode([
      "path": path, "epochs": epochs, "seconds": seconds,
      "max_grad_error": finite(maxGradientError),
      "max_loss_error": finite(maxLossError),
    ])
  }

  /// JSON has no infinity.
  private func finite(_ value: Double) -> Double { min(value, .greatestFiniteMagnitude) }
}

/// One JSON object on one line, keys sorted.
func encode(_ object: [String: Any]) throws -> String {
  let data = try JSONSerialization.data(withJSONObject: object, options: [.sortedKeys])
  return String(decoding: data, as: UTF8.self)
}
