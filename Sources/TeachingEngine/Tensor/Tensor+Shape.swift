extension TensorOf {
  /// The same elements in another shape; one length may be −1 and is then computed.
  public func reshaped(
    _ newShape: [Int],
    file: StaticString = #fileID,
    line: UInt = #line
  ) -> TensorOf {
    var resolved = newShape
    if let free = newShape.firstIndex(of: -1) {
      let known = newShape.filter { $0 != -1 }.reduce(1, *)
      resolved[free] = known > 0 ? count / known : 0
    }
    guard resolved.allSatisfy({ $0 >= 0 }), resolved.reduce(1, *) == count else {
      trap(
        .shapes(
          operation: "reshaped",
          shapes: [shape, newShape],
          problem: "the shapes hold different numbers of elements",
          fix: "the second must hold \(count)"
        ),
        file: file,
        line: line
      )
    }
    return TensorOf(uncheckedShape: resolved, scalars)
  }

  /// The axes in another order; without an argument the last two are swapped.
  @_specialize(where Scalar == Float)
  @_specialize(where Scalar == Double)
  public func transposed(
    axes: [Int]? = nil,
    file: StaticString = #fileID,
    line: UInt = #line
  ) -> TensorOf {
    if axes == nil, rank < 2 { return self }
    var order = Array(0..<rank)
    if axes == nil { order.swapAt(rank - 1, rank - 2) }
    order = axes ?? order
    guard order.sorted() == Array(0..<rank) else {
      trap(
        .argument(
          operation: "transposed",
          problem: "\(order) is not an order of \(rank) axes",
          fix: "name each of 0 to \(rank - 1) once"
        ),
        file: file,
        line: line
      )
    }
    let strides = broadcastStridesKeepingOnes()
    let newShape = order.map { shape[$0] }
    let newStrides = order.map { strides[$0] }
    let zeroStrides = Array(repeating: 0, count: rank)
    let width = newShape.last ?? 1
    let step = newStrides.last ?? 1
    let result = [Scalar](unsafeUninitializedCapacity: count) { out, written in
      var next = 0
      scalars.withUnsafeBufferPointer { x in
        forEachRow(of: newShape, newStrides, zeroStrides) { i, _ in
          for k in 0..<width { out[next + k] = x[i + k * step] }
          next += width
        }
      }
      written = count
    }
    return TensorOf(uncheckedShape: newShape, result)
  }

  private func broadcastStridesKeepingOnes() -> [Int] {
    var strides = Array(repeating: 1, count: rank)
    for axis in stride(from: rank - 2, through: 0, by: -1) {
      strides[axis] = strides[axis + 1] * shape[axis + 1]
    }
    return strides
  }

  /// A new axis of length 1 before the given one; −1 appends it.
  public func expanded(
    axis: Int,
    file: StaticString = #fileID,
    line: UInt = #line
  ) -> TensorOf {
    let axis = trapping(file: file, line: line) { () throws(EngineError) in
      try resolvedAxis(axis, rank: rank + 1, operation: "expanded")
    }
    var newShape = shape
    newShape.insert(1, at: axis)
    return TensorOf(uncheckedShape: newShape, scalars)
  }

  /// Drops an axis of length 1.
  public func squeezed(
    axis: Int,
    file: StaticString = #fileID,
    line: UInt = #line
  ) -> TensorOf {
    let axis = trapping(file: file, line: line) { () throws(EngineError) in
      let axis = try resolvedAxis(axis, rank: rank, operation: "squeezed")
      guard shape[axis] == 1 else {
        throw .argument(
          operation: "squeezed",
          problem: "axis \(axis) of \(shape) has length \(shape[axis])",
          fix: "only an axis of length 1 can be dropped"
        )
      }
      return axis
    }
    return TensorOf(uncheckedShape: shape(reducing: axis, keepingAxis: false), scalars)
  }

  /// The tensors one after another along an existing axis.
  @_specialize(where Scalar == Float)
  @_specialize(where Scalar == Double)
  public static func concatenated(
    _ parts: [TensorOf],
    axis: Int,
    file: StaticString = #fileID,
    line: UInt = #line
  ) -> TensorOf {
    guard let first = parts.first else {
      trap(
        .argument(
          operation: "concatenated",
          problem: "no tensors were given",
          fix: "give at least one"
        ),
        file: file,
        line: line
      )
    }
    let axis = trapping(file: file, line: line) { () throws(EngineError) in
      try resolvedAxis(axis, rank: first.rank, operation: "concatenated")
    }
    for part in parts
    where part.rank != first.rank
      || part.shape(reducing: axis, keepingAxis: true)
        != first.shape(reducing: axis, keepingAxis: true)
    {
      trap(
        .shapes(
          operation: "concatenated",
          shapes: [first.shape, part.shape],
          problem: "the shapes differ outside axis \(axis)",
          fix: "all axes but the one joined along must be equal"
        ),
        file: file,
        line: line
      )
    }
    let (outer, _, inner) = first.layout(around: axis)
    let total = parts.reduce(0) { $0 + $1.shape[axis] }
    var scalars: [Scalar] = []
    scalars.reserveCapacity(outer * total * inner)
    for o in 0..<outer {
      for part in parts {
        let width = part.shape[axis] * inner
        scalars.append(contentsOf: part.scalars[(o * width)..<((o + 1) * width)])
      }
    }
    var shape = first.shape
    shape[axis] = total
    return TensorOf(uncheckedShape: shape, scalars)
  }

  /// Tensors of one shape side by side along a new axis.
  @_specialize(where Scalar == Float)
  @_specialize(where Scalar == Double)
  public static func stacked(
    _ parts: [TensorOf],
    axis: Int,
    file: StaticString = #fileID,
    line: UInt = #line
  ) -> TensorOf {
    concatenated(
      parts.map { $0.expanded(axis: axis, file: file, line: line) },
      axis: axis,
      file: file,
      line: line
    )
  }
}
