/// All rows of a product against one panel of the right operand.
struct Panel<Scalar: KernelScalar> {
  let left: MatrixOperand<Scalar>
  let rows: Int
  let inner: Int
  let right: UnsafePointer<Scalar>
  let rightStride: Int
  let result: UnsafeMutablePointer<Scalar>
  let resultStride: Int
  /// Columns to write; fewer than the panel has at the right edge of a result.
  let columns: Int
  let accumulating: Bool

  @inline(__always)
  func multiply(vectors: Int) {
    if vectors == 4 {
      multiply(FourVectors<Scalar>.self)
    } else if vectors == 2 {
      multiply(TwoVectors<Scalar>.self)
    } else {
      multiply(OneVector<Scalar>.self)
    }
  }

  @inline(never)
  private func multiply<Row: VectorRow>(_: Row.Type) where Row.Scalar == Scalar {
    if columns < Row.scalarCount { return multiplyAtEdge(Row.self) }
    let tile = Tile<Row>(
      inner: inner,
      rowStride: left.rowStride,
      columnStride: left.columnStride,
      right: right,
      rightStride: rightStride,
      resultStride: resultStride,
      accumulating: accumulating
    )
    var (from, to, rest) = (left.pointer, result, rows)
    func advance(_ count: Int) {
      from += count * left.rowStride
      to += count * resultStride
      rest -= count
    }
    if Row.vectorCount < 4, PanelLayout.tallTiles {
      while rest >= 12 {
        tile.twelveRows(from, to)
        advance(12)
      }
    }
    while rest >= 6 {
      tile.sixRows(from, to)
      advance(6)
    }
    if rest >= 3 {
      tile.threeRows(from, to)
      advance(3)
    }
    while rest > 0 {
      tile.oneRow(from, to)
      advance(1)
    }
  }

  /// The right edge: whole vectors go to a row on the stack, its valid columns to the result.
  @inline(never)
  private func multiplyAtEdge<Row: VectorRow>(_: Row.Type) where Row.Scalar == Scalar {
    withUnsafeTemporaryAllocation(of: Scalar.self, capacity: 6 * Row.scalarCount) { buffer in
      guard let scratch = buffer.baseAddress else { return }
      let tile = Tile<Row>(
        inner: inner,
        rowStride: left.rowStride,
        columnStride: left.columnStride,
        right: right,
        rightStride: rightStride,
        resultStride: Row.scalarCount,
        accumulating: false
      )
      var row = 0
      while row < rows {
        let count = rows - row >= 6 ? 6 : 1
        if count == 6 {
          tile.sixRows(left.pointer + row * left.rowStride, scratch)
        } else {
          tile.oneRow(left.pointer + row * left.rowStride, scratch)
        }
        for offset in 0..<count {
          let (from, to) = (
            scratch + offset * Row.scalarCount, result + (row + offset) * resultStride
          )
          for column in 0..<columns {
            to[column] = accumulating ? to[column] + from[column] : from[column]
          }
        }
        row += count
      }
    }
  }
}
