/// Brings numbers to mean 0 and variance 1, as measured on the training part only.
///
///     z = (x − μ) / σ        x = z σ + μ        squared errors: ×σ²
public struct Standardizer<Scalar: TensorScalar>: Sendable, Equatable {
  /// μ of the training part.
  public let mean: Scalar
  /// σ of the training part (dividing by the count); 1 if it is constant.
  public let standardDeviation: Scalar

  /// Measures the training part; traps if it is empty.
  public init(fittedOn training: [Scalar], file: StaticString = #fileID, line: UInt = #line) {
    guard !training.isEmpty else {
      trap(
        .argument(
          operation: "Standardizer",
          problem: "there is nothing to fit on",
          fix: "give the training part of the series"
        ),
        file: file,
        line: line
      )
    }
    // A mean of equal numbers is rounded, and the distance to it would pass for a deviation.
    if training.allSatisfy({ $0 == training[0] }) {
      (mean, standardDeviation) = (training[0], 1)
      return
    }
    let values = TensorOf(training)
    mean = values.mean().item
    let deviation = values.variance().item.squareRoot()
    standardDeviation = deviation == 0 ? 1 : deviation
  }

  /// z of numbers in original units.
  public func callAsFunction(_ values: [Scalar]) -> [Scalar] {
    values.map { ($0 - mean) / standardDeviation }
  }

  /// z of a tensor in original units.
  public func callAsFunction(_ values: TensorOf<Scalar>) -> TensorOf<Scalar> {
    (values - mean) / standardDeviation
  }

  /// Original units of standardised numbers.
  public func undo(_ values: [Scalar]) -> [Scalar] {
    values.map { $0 * standardDeviation + mean }
  }

  /// Original units of a standardised tensor.
  public func undo(_ values: TensorOf<Scalar>) -> TensorOf<Scalar> {
    values * standardDeviation + mean
  }

  /// A mean squared error in original units from one in standardised units: × σ².
  public func undo(squaredError: Scalar) -> Scalar {
    squaredError * standardDeviation * standardDeviation
  }
}
