/// A right operand rearranged into panels, so that a product reads it in order.
///
/// The panel that starts at column `s` with `w` columns lies at `s * inner`, row by row, `w` scalars a
/// row. Columns beyond the last are zero. The memory belongs to the caller.
public struct PackedMatrix<Scalar: KernelScalar> {
  /// Rows: the inner dimension of a product.
  public let inner: Int
  /// Columns, without the padding of the last panel.
  public let columns: Int
  /// `inner × padded(columns)` scalars.
  public let storage: UnsafeMutablePointer<Scalar>

  /// Scalars of storage that an `inner × columns` matrix needs.
  @inlinable
  public static func scalarCount(inner: Int, columns: Int) -> Int {
    inner * Scalar.padded(columns)
  }

  /// Describes storage of `scalarCount(inner:columns:)` scalars; does not touch it.
  @inlinable
  public init(inner: Int, columns: Int, storage: UnsafeMutablePointer<Scalar>) {
    self.inner = inner
    self.columns = columns
    self.storage = storage
  }

  /// Sets all elements to zero, so that blocks may then be filled in.
  public func clear() {
    storage.update(repeating: 0, count: Self.scalarCount(inner: inner, columns: columns))
  }

  /// Packs the whole of `source`, padding included.
  @_specialize(where Scalar == Float)
  @_specialize(where Scalar == Double)
  public func pack(_ source: MatrixOperand<Scalar>) {
    if columns % Scalar.vectorWidth != 0 { clear() }
    pack(source, rows: 0..<inner, columns: 0..<columns)
  }

  /// Packs `source` into the block of the given rows and columns; the rest stays as it is.
  @_specialize(where Scalar == Float)
  @_specialize(where Scalar == Double)
  public func pack(_ source: MatrixOperand<Scalar>, rows: Range<Int>, columns block: Range<Int>) {
    let width = Scalar.vectorWidth
    let vectorCount = (columns + width - 1) / width
    var vector = 0
    while vector < vectorCount, vector * width < block.upperBound {
      let panelVectors = PanelLayout.width(at: vector, of: vectorCount)
      let (start, panelWidth) = (vector * width, panelVectors * width)
      vector += panelVectors
      let first = max(start, block.lowerBound)
      let last = min(start + panelWidth, block.upperBound)
      if first >= last { continue }
      let target = storage + start * inner + rows.lowerBound * panelWidth + first - start
      copyBlock(
        source.from(row: 0, column: first - block.lowerBound),
        rows: rows.count,
        columns: last - first,
        to: target,
        stride: panelWidth
      )
    }
  }
}

/// Copies a block of `source` into rows of `stride` scalars.
@inline(__always)
func copyBlock<Scalar: KernelScalar>(
  _ source: MatrixOperand<Scalar>,
  rows: Int,
  columns: Int,
  to target: UnsafeMutablePointer<Scalar>,
  stride: Int
) {
  let width = Scalar.vectorWidth
  if source.columnStride != 1 {
    for column in 0..<columns {
      let from = source.pointer + column * source.columnStride
      let to = target + column
      for row in 0..<rows { to[row * stride] = from[row * source.rowStride] }
    }
    return
  }
  for row in 0..<rows {
    let (from, to) = (source.pointer + row * source.rowStride, target + row * stride)
    var column = 0
    while column + width <= columns {
      to.store(from.vector(column), column)
      column += width
    }
    while column < columns {
      to[column] = from[column]
      column += 1
    }
  }
}
