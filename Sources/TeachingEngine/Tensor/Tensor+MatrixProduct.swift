internal import EngineKernels

extension TensorOf {
  /// The matrix product: `[m, k] × [k, n]`, `[b, m, k] × [k, n]` or `[b, m, k] × [b, k, n]`.
  public func matmul(
    _ other: TensorOf,
    file: StaticString = #fileID,
    line: UInt = #line
  ) -> TensorOf {
    product(other, file: file, line: line)
  }

  /// The matrix product with either operand's last two axes swapped first, without copying it.
  @_specialize(where Scalar == Float)
  @_specialize(where Scalar == Double)
  func product(
    _ other: TensorOf,
    transposingSelf: Bool = false,
    transposingOther: Bool = false,
    file: StaticString = #fileID,
    line: UInt = #line
  ) -> TensorOf {
    let a = MatrixOperand(shape, transposed: transposingSelf)
    let b = MatrixOperand(other.shape, transposed: transposingOther)
    guard rank >= 2, other.rank >= 2, other.rank <= 3, rank <= 3 else {
      trap(
        matmulError(other, "both must be matrices or batches of matrices", "reshape first"),
        file: file,
        line: line
      )
    }
    guard a.columns == b.rows else {
      let fix =
        a.columns == b.columns
        ? "did you mean to transpose the second?"
        : "the first's last length must equal the second's first"
      trap(matmulError(other, "inner dimensions differ", fix), file: file, line: line)
    }
    guard b.batch == nil || b.batch == a.batch else {
      trap(
        matmulError(other, "the batches differ", "a batch on the right needs the same on the left"),
        file: file,
        line: line
      )
    }
    // A batch on the left alone is one tall matrix.
    let flat = b.batch == nil && !transposingSelf
    let batch = flat ? 1 : (a.batch ?? 1)
    let rows = flat ? a.rows * (a.batch ?? 1) : a.rows
    let (n, k) = (b.columns, a.columns)
    var result = TensorOf.zeros((a.batch.map { [$0] } ?? []) + [a.rows, n])
    scalars.withUnsafeBufferPointer { x in
      other.scalars.withUnsafeBufferPointer { y in
        result.scalars.withUnsafeMutableBufferPointer { out in
          for index in 0..<batch {
            let bOffset = b.batch == nil ? 0 : index * k * n
            multiply(
              x.baseAddress.map { $0 + index * a.rows * k },
              transposingSelf ? (1, a.rows) : (k, 1),
              y.baseAddress.map { $0 + bOffset },
              transposingOther ? (1, k) : (n, 1),
              out.baseAddress.map { $0 + index * rows * n },
              rows,
              n,
              k
            )
          }
        }
      }
    }
    return result
  }

  private func matmulError(_ other: TensorOf, _ problem: String, _ fix: String) -> EngineError {
    .shapes(operation: "matmul", shapes: [shape, other.shape], problem: problem, fix: fix)
  }
}

/// The lengths of a matrix operand after an optional transposition.
private struct MatrixOperand {
  let batch: Int?
  let rows: Int
  let columns: Int

  init(_ shape: [Int], transposed: Bool) {
    let last = Array(([1, 1] + shape).suffix(2))
    batch = shape.count > 2 ? shape[0] : nil
    rows = transposed ? last[1] : last[0]
    columns = transposed ? last[0] : last[1]
  }
}

/// out[i, j] += Σₗ a[i, l] · b[l, j], operands by (row, column) stride, `out` row-major.
@_specialize(where Scalar == Float)
@_specialize(where Scalar == Double)
func multiply<Scalar: TensorScalar>(
  _ a: UnsafePointer<Scalar>?,
  _ aStride: (Int, Int),
  _ b: UnsafePointer<Scalar>?,
  _ bStride: (Int, Int),
  _ out: UnsafeMutablePointer<Scalar>?,
  _ rows: Int,
  _ columns: Int,
  _ depth: Int
) {
  guard let a, let b, let out else { return }
  let mode = SubnormalMode.flushed()
  defer { mode.restore() }
  let space = MatrixProduct.workspaceCount(Scalar.self, inner: depth, columns: columns)
  withUnsafeTemporaryAllocation(of: Scalar.self, capacity: max(1, space)) { workspace in
    guard let workspace = workspace.baseAddress else { return }
    MatrixProduct.multiply(
      EngineKernels.MatrixOperand(a, rowStride: aStride.0, columnStride: aStride.1),
      rows: rows,
      inner: depth,
      by: EngineKernels.MatrixOperand(b, rowStride: bStride.0, columnStride: bStride.1),
      columns: columns,
      into: out,
      resultStride: columns,
      accumulating: true,
      workspace: workspace
    )
  }
}
