/// Gives `body` the addresses of all tensors' elements.
func withPointers<Scalar>(
  to tensors: [TensorOf<Scalar>],
  _ body: ([UnsafePointer<Scalar>]) -> Void
) {
  func collect(_ index: Int, _ pointers: [UnsafePointer<Scalar>]) {
    guard index < tensors.count else { return body(pointers) }
    tensors[index].withUnsafeBufferPointer { buffer in
      collect(index + 1, pointers + (buffer.baseAddress.map { [$0] } ?? []))
    }
  }
  collect(0, [])
}

/// Gives `body` the addresses of all tensors' elements, to write to.
func withMutablePointers<Scalar>(
  to tensors: inout [TensorOf<Scalar>],
  _ body: ([UnsafeMutablePointer<Scalar>]) -> Void
) {
  var taken = tensors
  func collect(_ index: Int, _ pointers: [UnsafeMutablePointer<Scalar>]) {
    guard index < taken.count else { return body(pointers) }
    var tensor = taken[index]
    taken[index] = TensorOf(uncheckedShape: [], [])
    tensor.withUnsafeMutableBufferPointer { buffer in
      collect(index + 1, pointers + (buffer.baseAddress.map { [$0] } ?? []))
    }
    taken[index] = tensor
  }
  tensors = []
  collect(0, [])
  tensors = taken
}

/// Copies rows of `width` scalars.
@inline(__always)
func copyRows<Scalar>(
  _ count: Int,
  of width: Int,
  from source: UnsafePointer<Scalar>,
  stride sourceStride: Int,
  to target: UnsafeMutablePointer<Scalar>,
  stride targetStride: Int
) {
  for row in 0..<count {
    (target + row * targetStride).update(from: source + row * sourceStride, count: width)
  }
}
