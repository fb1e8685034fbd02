/// The rows of a batch that one time step computes, and which of them are still inside their sequence.
public struct StepRows {
  /// The rows to compute; others are left alone, so threads can share a batch.
  public var range: Range<Int>
  /// Whether each row of the batch is still inside its sequence; `nil` if all are.
  ///
  /// An inactive row keeps its state, and its gradient passes through unchanged.
  public var active: UnsafePointer<Bool>?

  /// Rows in `range`, all of them active unless `active` says otherwise.
  @inlinable
  public init(_ range: Range<Int>, active: UnsafePointer<Bool>? = nil) {
    self.range = range
    self.active = active
  }

  @inline(__always)
  func isActive(_ row: Int) -> Bool { active.map { $0[row] } ?? true }
}

/// A matrix with one row for each sequence of a batch; every row is padded to whole vectors.
public struct BatchRows<Scalar: KernelScalar> {
  /// The first row.
  public var pointer: UnsafeMutablePointer<Scalar>
  /// Scalars from row to row.
  public var stride: Int

  /// Rows that start at `pointer` and lie `stride` scalars apart.
  @inlinable
  public init(_ pointer: UnsafeMutablePointer<Scalar>, stride: Int) {
    self.pointer = pointer
    self.stride = stride
  }

  @inline(__always)
  subscript(row: Int) -> UnsafeMutablePointer<Scalar> { pointer + row * stride }
}

/// `pointer[0 ..< count] = 0`, by whole vectors.
@inline(__always)
func clear<Scalar: KernelScalar>(_ pointer: UnsafeMutablePointer<Scalar>, _ count: Int) {
  for offset in stride(from: 0, to: count, by: Scalar.vectorWidth) { pointer.store(.zero, offset) }
}

/// `to[0 ..< count] = from[0 ..< count]`, by whole vectors.
@inline(__always)
func copy<Scalar: KernelScalar>(
  _ from: UnsafeMutablePointer<Scalar>,
  to: UnsafeMutablePointer<Scalar>,
  _ count: Int
) {
  for offset in stride(from: 0, to: count, by: Scalar.vectorWidth) {
    to.store(from.vector(offset), offset)
  }
}
