/// A matrix in someone else's memory; exchanging the strides transposes it at no cost.
public struct MatrixOperand<Scalar: KernelScalar> {
  /// Element (0, 0).
  public var pointer: UnsafePointer<Scalar>
  /// Scalars from one row to the next.
  public var rowStride: Int
  /// Scalars from one column to the next.
  public var columnStride: Int

  /// The matrix whose element (i, j) is `pointer[i * rowStride + j * columnStride]`.
  @inlinable
  public init(_ pointer: UnsafePointer<Scalar>, rowStride: Int, columnStride: Int = 1) {
    self.pointer = pointer
    self.rowStride = rowStride
    self.columnStride = columnStride
  }

  /// The same memory with rows and columns exchanged.
  @inlinable public var transposed: MatrixOperand {
    MatrixOperand(pointer, rowStride: columnStride, columnStride: rowStride)
  }

  /// The operand that starts at element (`row`, `column`) of this one.
  @inlinable
  public func from(row: Int, column: Int = 0) -> MatrixOperand {
    MatrixOperand(
      pointer + row * rowStride + column * columnStride,
      rowStride: rowStride,
      columnStride: columnStride
    )
  }
}
