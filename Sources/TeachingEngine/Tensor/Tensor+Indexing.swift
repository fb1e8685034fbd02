extension TensorOf {
  /// One element, named by an index for every axis.
  public subscript(indices: Int...) -> Scalar {
    get { scalars[offset(indices)] }
    set { scalars[offset(indices)] = newValue }
  }

  private func offset(_ indices: [Int]) -> Int {
    guard indices.count == rank, zip(indices, shape).allSatisfy({ $0 >= 0 && $0 < $1 }) else {
      trap(
        .argument(
          operation: "subscript",
          problem: "\(indices) is not an element of a tensor \(shape)",
          fix: "give one index for each axis, from 0 to its length less one; "
            + "for a row use select(axis: 0, index: i)"
        ),
        file: #fileID,
        line: #line
      )
    }
    return zip(indices, shape).reduce(0) { $0 * $1.1 + $1.0 }
  }

  /// A slice of the first axis: `t[2..<5]`, `t[..<10]`, `t[3...]`.
  public subscript<R: RangeExpression>(range: R) -> TensorOf where R.Bound == Int {
    slice(axis: 0, range.relative(to: 0..<(shape.first ?? 0)))
  }

  /// The elements whose index along an axis lies in a range; the axis stays.
  @_specialize(where Scalar == Float)
  @_specialize(where Scalar == Double)
  public func slice(
    axis: Int,
    _ range: Range<Int>,
    file: StaticString = #fileID,
    line: UInt = #line
  ) -> TensorOf {
    let axis = trapping(file: file, line: line) { () throws(EngineError) in
      let axis = try resolvedAxis(axis, rank: rank, operation: "slice")
      guard range.lowerBound >= 0, range.upperBound <= shape[axis] else {
        throw .argument(
          operation: "slice",
          problem: "\(range) leaves axis \(axis) of \(shape)",
          fix: "the range must lie in 0..<\(shape[axis])"
        )
      }
      return axis
    }
    let (outer, length, inner) = layout(around: axis)
    if outer == 1, range == 0..<length { return self }
    var result: [Scalar] = []
    result.reserveCapacity(outer * range.count * inner)
    for o in 0..<outer {
      let start = (o * length + range.lowerBound) * inner
      result.append(contentsOf: scalars[start..<(start + range.count * inner)])
    }
    var newShape = shape
    newShape[axis] = range.count
    return TensorOf(uncheckedShape: newShape, result)
  }

  /// The elements at one index along an axis; the axis is dropped.
  ///
  /// - Parameter axis: counted from the end if negative, as is `index`: −1 is the last.
  @_specialize(where Scalar == Float)
  @_specialize(where Scalar == Double)
  public func select(
    axis: Int,
    index: Int,
    file: StaticString = #fileID,
    line: UInt = #line
  ) -> TensorOf {
    let resolved = axis < 0 ? axis + rank : axis
    let length = resolved >= 0 && resolved < rank ? shape[resolved] : 0
    let position = index < 0 ? index + length : index
    guard position >= 0, position < length else {
      trap(
        .argument(
          operation: "select",
          problem: "index \(index) of axis \(axis) is not in \(shape)",
          fix:
            "choose an axis of 0 to \(rank - 1) and an index less than its length; −1 is the last"
        ),
        file: file,
        line: line
      )
    }
    return slice(axis: resolved, position..<(position + 1), file: file, line: line)
      .squeezed(axis: resolved)
  }

  /// The rows of a matrix as arrays, as a heatmap takes them; traps if it is no matrix.
  public func rows(file: StaticString = #fileID, line: UInt = #line) -> [[Scalar]] {
    guard rank == 2 else {
      trap(
        .shapes(
          operation: "rows",
          shapes: [shape],
          problem: "this is no matrix",
          fix: "drop an axis with squeezed(axis:) or select(axis:index:), or use reshaped"
        ),
        file: file,
        line: line
      )
    }
    let width = shape[1]
    return (0..<shape[0]).map { Array(scalars[($0 * width)..<(($0 + 1) * width)]) }
  }

  /// Rows of the first axis in the given order, repeats allowed: `[indices.count, …]`.
  @_specialize(where Scalar == Float)
  @_specialize(where Scalar == Double)
  public func gathered(
    rows indices: [Int],
    file: StaticString = #fileID,
    line: UInt = #line
  ) -> TensorOf {
    let length = shape.first ?? 0
    let inner = length > 0 ? count / length : 0
    var result: [Scalar] = []
    result.reserveCapacity(indices.count * inner)
    for index in indices {
      guard index >= 0, index < length else {
        trap(
          .argument(
            operation: "gathered",
            problem: "row \(index) is not in a tensor of shape \(shape)",
            fix: "rows run from 0 to \(length - 1)"
          ),
          file: file,
          line: line
        )
      }
      result.append(contentsOf: scalars[(index * inner)..<((index + 1) * inner)])
    }
    return TensorOf(uncheckedShape: [indices.count] + shape.dropFirst(), result)
  }

  /// Adds `part` to the elements whose index along an axis lies from `start` on: the transpose
  /// of `slice`, which its gradient needs.
  @_specialize(where Scalar == Float)
  @_specialize(where Scalar == Double)
  mutating func add(_ part: TensorOf, axis: Int, from start: Int) {
    let (outer, length, inner) = layout(around: axis)
    let width = part.shape[axis] * inner
    for o in 0..<outer {
      let target = (o * length + start) * inner
      for k in 0..<width { scalars[target + k] += part.scalars[o * width + k] }
    }
  }
}
