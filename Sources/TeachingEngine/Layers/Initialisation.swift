/// How the first values of a weight matrix `[inputs, outputs]` are drawn.
public enum Initializer: Sendable, Equatable {
  /// U(−1/√n, 1/√n), n the inputs of a Dense layer or the width of a cell: what PyTorch does.
  case uniformByWidth
  /// U(−√(6/(inputs + outputs)), +…). Source: Glorot & Bengio (2010), eq. 16.
  case glorotUniform
  /// N(0, 2/(inputs + outputs)). Source: Glorot & Bengio (2010).
  case glorotNormal
  /// U(−√(6/inputs), +…), for ReLU. Source: He et al. (2015), eq. 10.
  case heUniform
  /// N(0, 2/inputs), for ReLU. Source: He et al. (2015), eq. 10.
  case heNormal
  /// A random orthogonal matrix times a gain. Source: Saxe, McClelland & Ganguli (2014).
  case orthogonal(gain: Double = 1)
  /// The identity times a gain. Source: Le, Jaitly & Hinton (2015).
  case identity(gain: Double = 1)
  /// N(0, σ²).
  case normal(standardDeviation: Double)
  /// U(−limit, limit).
  case uniform(limit: Double)
  /// All zeros.
  case zeros

  /// Draws a matrix.
  ///
  /// - Parameter width: the n of `uniformByWidth`; the number of inputs if `nil`.
  public func matrix<Scalar: TensorScalar>(
    inputs: Int,
    outputs: Int,
    width: Int? = nil,
    generator: inout RandomGenerator
  ) -> TensorOf<Scalar> {
    let shape = [inputs, outputs]
    switch self {
    case .uniformByWidth:
      let limit = 1 / Double(max(1, width ?? inputs)).squareRoot()
      return Self.uniform(shape, limit, &generator)
    case .glorotUniform:
      return Self.uniform(shape, (6 / Double(inputs + outputs)).squareRoot(), &generator)
    case .glorotNormal:
      return Self.normal(shape, (2 / Double(inputs + outputs)).squareRoot(), &generator)
    case .heUniform: return Self.uniform(shape, (6 / Double(inputs)).squareRoot(), &generator)
    case .heNormal: return Self.normal(shape, (2 / Double(inputs)).squareRoot(), &generator)
    case .orthogonal(let gain):
      return orthogonalMatrix(rows: inputs, columns: outputs, generator: &generator) * Scalar(gain)
    case .identity(let gain):
      var result = TensorOf<Scalar>.zeros(shape)
      for index in 0..<min(inputs, outputs) { result[index, index] = Scalar(gain) }
      return result
    case .normal(let deviation): return Self.normal(shape, deviation, &generator)
    case .uniform(let limit): return Self.uniform(shape, limit, &generator)
    case .zeros: return .zeros(shape)
    }
  }

  private static func uniform<Scalar: TensorScalar>(
    _ shape: [Int],
    _ limit: Double,
    _ generator: inout RandomGenerator
  ) -> TensorOf<Scalar> {
    .uniform(shape, in: Scalar(-limit)...Scalar(limit), generator: &generator)
  }

  private static func normal<Scalar: TensorScalar>(
    _ shape: [Int],
    _ deviation: Double,
    _ generator: inout RandomGenerator
  ) -> TensorOf<Scalar> {
    .normal(shape, standardDeviation: Scalar(deviation), generator: &generator)
  }
}

/// A matrix with orthonormal rows or columns, whichever are fewer, uniform over all such.
///
/// Gram–Schmidt, applied twice, on normal draws; the second pass restores what rounding takes.
func orthogonalMatrix<Scalar: TensorScalar>(
  rows: Int,
  columns: Int,
  generator: inout RandomGenerator
) -> TensorOf<Scalar> {
  let (few, many) = (min(rows, columns), max(rows, columns))
  var basis: [[Double]] = []
  while basis.count < few {
    var vector: [Double] = (0..<many).map { _ in generator.normal() }
    for _ in 0..<2 {
      for other in basis {
        let projection = zip(vector, other).reduce(0) { $0 + $1.0 * $1.1 }
        for index in 0..<many { vector[index] -= projection * other[index] }
      }
    }
    let length = vector.reduce(0) { $0 + $1 * $1 }.squareRoot()
    if length > 1e-8 { basis.append(vector.map { $0 / length }) }
  }
  let matrix = TensorOf<Double>(uncheckedShape: [few, many], basis.flatMap { $0 })
  return TensorOf<Scalar>(rows <= columns ? matrix : matrix.transposed())
}
