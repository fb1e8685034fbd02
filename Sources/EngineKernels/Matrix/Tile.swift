/// A few rows of a product `C = A B`, whose sums stay in registers over the whole inner dimension.
///
/// Every sum runs over the inner dimension in order with one accumulator an element, whatever the
/// number of rows: a row's result does not depend on its neighbours, nor on how work is shared.
struct Tile<Row: VectorRow> {
  typealias Scalar = Row.Scalar

  let inner: Int
  let rowStride: Int
  let columnStride: Int
  let right: UnsafePointer<Scalar>
  let rightStride: Int
  let resultStride: Int
  let accumulating: Bool

  /// Twelve rows of one or two vectors: 12 or 24 accumulators.
  @inline(__always)
  func twelveRows(_ left: UnsafePointer<Scalar>, _ result: UnsafeMutablePointer<Scalar>) {
    var (r0, r1, r2, r3, r4, r5) = (Row(), Row(), Row(), Row(), Row(), Row())
    var (r6, r7, r8, r9, r10, r11) = (Row(), Row(), Row(), Row(), Row(), Row())
    var (a, b) = (left, right)
    for _ in 0..<inner {
      let row = Row(b)
      r0.addProduct(a[0], row)
      r1.addProduct(a[rowStride], row)
      r2.addProduct(a[2 * rowStride], row)
      r3.addProduct(a[3 * rowStride], row)
      r4.addProduct(a[4 * rowStride], row)
      r5.addProduct(a[5 * rowStride], row)
      r6.addProduct(a[6 * rowStride], row)
      r7.addProduct(a[7 * rowStride], row)
      r8.addProduct(a[8 * rowStride], row)
      r9.addProduct(a[9 * rowStride], row)
      r10.addProduct(a[10 * rowStride], row)
      r11.addProduct(a[11 * rowStride], row)
      a += columnStride
      b += rightStride
    }
    store(r0, r1, r2, r3, r4, r5, to: result)
    store(r6, r7, r8, r9, r10, r11, to: result + 6 * resultStride)
  }

  /// Six rows of four vectors: 24 accumulators of the 32 registers of AVX-512.
  @inline(__always)
  func sixRows(_ left: UnsafePointer<Scalar>, _ result: UnsafeMutablePointer<Scalar>) {
    var (r0, r1, r2, r3, r4, r5) = (Row(), Row(), Row(), Row(), Row(), Row())
    var (a, b) = (left, right)
    for _ in 0..<inner {
      let row = Row(b)
      r0.addProduct(a[0], row)
      r1.addProduct(a[rowStride], row)
      r2.addProduct(a[2 * rowStride], row)
      r3.addProduct(a[3 * rowStride], row)
      r4.addProduct(a[4 * rowStride], row)
      r5.addProduct(a[5 * rowStride], row)
      a += columnStride
      b += rightStride
    }
    store(r0, r1, r2, r3, r4, r5, to: result)
  }

  @inline(__always)
  func threeRows(_ left: UnsafePointer<Scalar>, _ result: UnsafeMutablePointer<Scalar>) {
    var (r0, r1, r2) = (Row(), Row(), Row())
    var (a, b) = (left, right)
    for _ in 0..<inner {
      let row = Row(b)
      r0.addProduct(a[0], row)
      r1.addProduct(a[rowStride], row)
      r2.addProduct(a[2 * rowStride], row)
      a += columnStride
      b += rightStride
    }
    r0.store(to: result, accumulating: accumulating)
    r1.store(to: result + resultStride, accumulating: accumulating)
    r2.store(to: result + 2 * resultStride, accumulating: accumulating)
  }

  @inline(__always)
  func oneRow(_ left: UnsafePointer<Scalar>, _ result: UnsafeMutablePointer<Scalar>) {
    var r0 = Row()
    var (a, b) = (left, right)
    for _ in 0..<inner {
      r0.addProduct(a[0], Row(b))
      a += columnStride
      b += rightStride
    }
    r0.store(to: result, accumulating: accumulating)
  }

  @inline(__always)
  private func store(
    _ r0: Row,
    _ r1: Row,
    _ r2: Row,
    _ r3: Row,
    _ r4: Row,
    _ r5: Row,
    to result: UnsafeMutablePointer<Scalar>
  ) {
    r0.store(to: result, accumulating: accumulating)
    r1.store(to: result + resultStride, accumulating: accumulating)
    r2.store(to: result + 2 * resultStride, accumulating: accumulating)
    r3.store(to: result + 3 * resultStride, accumulating: accumulating)
    r4.store(to: result + 4 * resultStride, accumulating: accumulating)
    r5.store(to: result + 5 * resultStride, accumulating: accumulating)
  }
}
