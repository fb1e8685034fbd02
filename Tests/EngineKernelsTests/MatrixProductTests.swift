import EngineKernels
import TestSupport
import Testing

/// A product's sizes.
struct Sizes: CustomTestStringConvertible {
  let rows, columns, inner: Int
  var testDescription: String { "[\(rows), \(inner)] × [\(inner), \(columns)]" }

  static let all = [
    Sizes(rows: 1, columns: 1, inner: 1), Sizes(rows: 1, columns: 64, inner: 18),
    Sizes(rows: 1, columns: 16, inner: 64), Sizes(rows: 2, columns: 17, inner: 5),
    Sizes(rows: 5, columns: 48, inner: 33), Sizes(rows: 12, columns: 32, inner: 7),
    Sizes(rows: 13, columns: 100, inner: 41), Sizes(rows: 37, columns: 29, inner: 53),
    Sizes(rows: 145, columns: 128, inner: 34), Sizes(rows: 20, columns: 130, inner: 801),
    Sizes(rows: 3, columns: 7, inner: 0),
  ]
}

struct MatrixProductTests {
  @Test("a product equals its definition, for Float", arguments: Sizes.all)
  func floatProduct(_ sizes: Sizes) { expectProduct(sizes, Float.self, tolerance: 5e-5) }

  @Test("a product equals its definition, for Double", arguments: Sizes.all)
  func doubleProduct(_ sizes: Sizes) { expectProduct(sizes, Double.self, tolerance: 1e-13) }

  private func expectProduct<Scalar: KernelScalar>(
    _ sizes: Sizes,
    _: Scalar.Type,
    tolerance: Double
  ) {
    var random = SplitMix(seed: 11)
    let left: [Scalar] = random.numbers(sizes.rows * sizes.inner)
    let right: [Scalar] = random.numbers(sizes.inner * sizes.columns)
    let start: [Scalar] = random.numbers(sizes.rows * sizes.columns)
    for (leftTransposed, rightTransposed, packed, accumulating) in cases {
      let product = Product(sizes: sizes, accumulating: accumulating)
      let result = product.computed(
        left,
        right,
        start,
        transposed: (leftTransposed, rightTransposed),
        packed: packed
      )
      var worst = 0.0
      for row in 0..<sizes.rows {
        for column in 0..<sizes.columns {
          var sum = accumulating ? Double(start[row * sizes.columns + column]) : 0
          for k in 0..<sizes.inner {
            let a = left[leftTransposed ? k * sizes.rows + row : row * sizes.inner + k]
            let b = right[rightTransposed ? column * sizes.inner + k : k * sizes.columns + column]
            sum += Double(a) * Double(b)
          }
          worst = max(worst, abs(sum - Double(result[row * sizes.columns + column])))
        }
      }
      #expect(
        worst <= tolerance,
        "transposed \(leftTransposed) \(rightTransposed) packed \(packed)"
      )
      #expect(result.count == sizes.rows * sizes.columns + Product.guardCount)
      #expect(
        result.suffix(Product.guardCount).allSatisfy { $0 == 7 },
        "wrote beyond the result"
      )
    }
  }

  private var cases: [(Bool, Bool, Bool, Bool)] {
    [false, true].flatMap { a in
      [false, true].flatMap { b in
        [false, true].flatMap { c in [false, true].map { (a, b, c, $0) } }
      }
    }
  }

  @Test("a row's result does not depend on how many rows are computed with it")
  func rowsAreIndependent() {
    var random = SplitMix(seed: 5)
    let all = Sizes(rows: 29, columns: 80, inner: 500)
    let left: [Float] = random.numbers(all.rows * all.inner)
    let right: [Float] = random.numbers(all.inner * all.columns)
    let whole = Product(sizes: all, accumulating: false)
      .computed(left, right, [], transposed: (false, false), packed: true)
    for count in [1, 2, 3, 7, 13] {
      let part = Product(
        sizes: Sizes(rows: count, columns: all.columns, inner: all.inner),
        accumulating: false
      ).computed(
        Array(left[..<(count * all.inner)]),
        right,
        [],
        transposed: (false, false),
        packed: true
      )
      #expect(part.dropLast(Product.guardCount) == whole[..<(count * all.columns)])
    }
  }

  @Test("blocks packed one by one make the whole matrix, with zeros between them")
  func packedBlocks() {
    // Two blocks of 3 columns, each padded to a whole vector.
    let width = Float.vectorWidth
    let source: [Float] = (0..<12).map(Float.init)
    var storage = [Float](repeating: -1, count: 2 * 2 * width)
    storage.withUnsafeMutableBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return }
      let packed = PackedMatrix(inner: 2, columns: 2 * width, storage: base)
      packed.clear()
      source.withUnsafeBufferPointer { values in
        guard let first = values.baseAddress else { return }
        for gate in 0..<2 {
          packed.pack(
            MatrixOperand(first + gate * 3, rowStride: 6),
            rows: 0..<2,
            columns: gate * width..<gate * width + 3
          )
        }
      }
    }
    #expect(storage.reduce(0, +) == source.reduce(0, +))
    #expect(storage.filter { $0 == 0 }.count == 4 * width - 11)
  }
}

/// Runs the kernels on arrays.
struct Product {
  /// Scalars after the result that must stay as they are.
  static let guardCount = 32

  let sizes: Sizes
  let accumulating: Bool

  func computed<Scalar: KernelScalar>(
    _ left: [Scalar],
    _ right: [Scalar],
    _ start: [Scalar],
    transposed: (Bool, Bool),
    packed: Bool
  ) -> [Scalar] {
    let count = sizes.rows * sizes.columns
    var result = start.isEmpty ? [Scalar](repeating: 0, count: count) : start
    result += [Scalar](repeating: 7, count: Self.guardCount)
    var storage = [Scalar](
      repeating: 5,
      count: max(
        PackedMatrix<Scalar>.scalarCount(inner: sizes.inner, columns: sizes.columns),
        MatrixProduct.workspaceCount(Scalar.self)
      )
    )
    left.withUnsafeBufferPointer { left in
      right.withUnsafeBufferPointer { right in
        result.withUnsafeMutableBufferPointer { result in
          storage.withUnsafeMutableBufferPointer { storage in
            // An empty inner dimension has empty operands, whose address is never read.
            guard let into = result.baseAddress, let space = storage.baseAddress else { return }
            let a = operand(
              left.baseAddress ?? UnsafePointer(into),
              sizes.rows,
              sizes.inner,
              transposed.0
            )
            let b = operand(
              right.baseAddress ?? UnsafePointer(into),
              sizes.inner,
              sizes.columns,
              transposed.1
            )
            if packed {
              let matrix = PackedMatrix(
                inner: sizes.inner,
                columns: sizes.columns,
                storage: space
              )
              matrix.pack(b)
              MatrixProduct.multiply(
                a,
                rows: sizes.rows,
                by: matrix,
                into: into,
                resultStride: sizes.columns,
                accumulating: accumulating
              )
            } else {
              MatrixProduct.multiply(
                a,
                rows: sizes.rows,
                inner: sizes.inner,
                by: b,
                columns: sizes.columns,
                into: into,
                resultStride: sizes.columns,
                accumulating: accumulating,
                workspace: space
              )
            }
          }
        }
      }
    }
    return result
  }

  private func operand<Scalar: KernelScalar>(
    _ pointer: UnsafePointer<Scalar>,
    _ rows: Int,
    _ columns: Int,
    _ transposed: Bool
  ) -> MatrixOperand<Scalar> {
    transposed
      ? MatrixOperand(pointer, rowStride: 1, columnStride: rows)
      : MatrixOperand(pointer, rowStride: columns)
  }
}
