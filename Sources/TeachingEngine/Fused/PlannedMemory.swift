internal import EngineKernels

/// Memory taken once, when sizes are known, and cut into buffers that start at whole vectors.
///
/// Everything is zero at first: what pads a row to whole vectors stays zero, because every kernel
/// maps zeros there to zeros.
final class PlannedMemory<Scalar: TensorScalar> {
  /// How many scalars were taken.
  let count: Int
  private let base: UnsafeMutablePointer<Scalar>
  private var used = 0

  /// Takes memory for buffers of the given lengths.
  init(_ lengths: [Int]) {
    count = lengths.reduce(0) { $0 + Scalar.padded($1) }
    let bytes = max(1, count) * MemoryLayout<Scalar>.stride
    base = UnsafeMutableRawPointer.allocate(byteCount: bytes, alignment: 64)
      .bindMemory(to: Scalar.self, capacity: max(1, count))
    base.initialize(repeating: 0, count: count)
  }

  deinit { base.deallocate() }

  /// The next buffer, of one of the planned lengths.
  func next(_ length: Int) -> UnsafeMutablePointer<Scalar> {
    let start = used
    used += Scalar.padded(length)
    if used > count { fatalError("PlannedMemory: \(used) scalars wanted, \(count) planned") }
    return base + start
  }
}
