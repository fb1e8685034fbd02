/// The x that makes ‖A x − y‖² + λ‖x‖² least: the baseline of every forecast.
///
/// Householder reflections on A itself, which keep the digits that the normal equations lose.
///
/// - Parameter design: A, `[rows, columns]`, at least as many rows as columns unless λ > 0.
/// - Parameter targets: y, `[rows, outputs]`.
/// - Parameter ridge: λ.
/// - Returns: x, `[columns, outputs]`; a direction the data say nothing about gets 0.
public func leastSquares<Scalar: TensorScalar>(
  _ design: TensorOf<Scalar>,
  _ targets: TensorOf<Scalar>,
  ridge: Scalar = 0,
  file: StaticString = #fileID,
  line: UInt = #line
) -> TensorOf<Scalar> {
  requireMatrix("leastSquares", design, file: file, line: line)
  guard targets.rank == 2, targets.shape[0] == design.shape[0],
    design.shape[0] >= design.shape[1] || ridge > 0
  else {
    trap(
      .shapes(
        operation: "leastSquares",
        shapes: [design.shape, targets.shape],
        problem: "the system does not fit",
        fix: "give targets [rows, outputs] and at least as many rows as columns, or a ridge"
      ),
      file: file,
      line: line
    )
  }
  let (columns, outputs) = (design.shape[1], targets.shape[1])
  var rows = (0..<design.shape[0]).map { row in
    (0..<columns).map { Double(design[row, $0]) } + (0..<outputs).map { Double(targets[row, $0]) }
  }
  if ridge > 0 {
    let root = Double(ridge).squareRoot()
    for column in 0..<columns {
      rows.append((0..<(columns + outputs)).map { $0 == column ? root : 0 })
    }
  }
  let scale = Double(design.norm)
  for column in 0..<columns { reflect(&rows, column) }
  var result = Array(repeating: Array(repeating: 0.0, count: outputs), count: columns)
  for column in (0..<columns).reversed() where rows[column][column].magnitude > 1e-13 * scale {
    for output in 0..<outputs {
      var value = rows[column][columns + output]
      for other in (column + 1)..<max(column + 1, columns) {
        value -= rows[column][other] * result[other][output]
      }
      result[column][output] = value / rows[column][column]
    }
  }
  return TensorOf(
    uncheckedShape: [columns, outputs],
    result.flatMap { $0.map { Scalar($0) } }
  )
}

/// Brings one column to zero below its diagonal by a Householder reflection of all rows.
private func reflect(_ rows: inout [[Double]], _ column: Int) {
  let length = rows[column...].reduce(0.0) { $0 + $1[column] * $1[column] }.squareRoot()
  guard length > 0 else { return }
  let alpha = rows[column][column] > 0 ? -length : length
  var vector = rows[column...].map { $0[column] }
  vector[0] -= alpha
  let norm = vector.reduce(0) { $0 + $1 * $1 }
  guard norm > 0 else { return }
  for target in column..<rows[0].count {
    var projection = 0.0
    for (offset, factor) in vector.enumerated() {
      projection += factor * rows[column + offset][target]
    }
    let step = 2 * projection / norm
    for (offset, factor) in vector.enumerated() {
      rows[column + offset][target] -= step * factor
    }
  }
}
