/// The singular values of a matrix, the largest first.
///
/// One-sided Jacobi: pairs of columns are rotated until all are orthogonal; their lengths are the
/// singular values, exact even when they differ by many orders of magnitude.
///
/// - Source: Hestenes (1958); Demmel & Veselić (1992) for the accuracy.
public func singularValues<Scalar: TensorScalar>(
  _ matrix: TensorOf<Scalar>,
  file: StaticString = #fileID,
  line: UInt = #line
) -> [Scalar] {
  requireMatrix("singularValues", matrix, file: file, line: line)
  let tall = matrix.shape[0] >= matrix.shape[1] ? matrix.transposed() : matrix
  // Rows of `tall` are the columns that are rotated.
  var columns = (0..<tall.shape[0]).map { row in
    tall.select(axis: 0, index: row).scalars.map { Double($0) }
  }
  var rotated = true
  var sweeps = 0
  while rotated, sweeps < 60 {
    rotated = false
    sweeps += 1
    for p in columns.indices {
      for q in columns.indices where q > p {
        if rotate(&columns, p, q) { rotated = true }
      }
    }
  }
  return columns.map { Scalar(TensorOf($0).norm) }.sorted(by: >)
}

/// Makes two columns orthogonal; false if they were already, to rounding.
private func rotate(_ columns: inout [[Double]], _ p: Int, _ q: Int) -> Bool {
  var (alpha, beta, gamma) = (0.0, 0.0, 0.0)
  for i in columns[p].indices {
    alpha += columns[p][i] * columns[p][i]
    beta += columns[q][i] * columns[q][i]
    gamma += columns[p][i] * columns[q][i]
  }
  guard gamma.magnitude > 1e-15 * (alpha * beta).squareRoot(), gamma != 0 else { return false }
  let zeta = (beta - alpha) / (2 * gamma)
  let t = (zeta < 0 ? -1 : 1) / (zeta.magnitude + (1 + zeta * zeta).squareRoot())
  let cosine = 1 / (1 + t * t).squareRoot()
  let sine = cosine * t
  for i in columns[p].indices {
    let x = columns[p][i]
    columns[p][i] = cosine * x - sine * columns[q][i]
    columns[q][i] = sine * x + cosine * columns[q][i]
  }
  return true
}

/// σmax: the most by which a matrix can lengthen a vector.
public func spectralNorm<Scalar: TensorScalar>(
  _ matrix: TensorOf<Scalar>,
  file: StaticString = #fileID,
  line: UInt = #line
) -> Scalar {
  singularValues(matrix, file: file, line: line).first ?? 0
}

func requireMatrix<Scalar: TensorScalar>(
  _ operation: String,
  _ matrix: TensorOf<Scalar>,
  square: Bool = false,
  file: StaticString,
  line: UInt
) {
  guard matrix.rank == 2, !square || matrix.shape[0] == matrix.shape[1] else {
    trap(
      .argument(
        operation: operation,
        problem: "a tensor of shape \(matrix.shape) does not fit",
        fix: square ? "give a square matrix, [n, n]" : "give a matrix, [rows, columns]"
      ),
      file: file,
      line: line
    )
  }
}
