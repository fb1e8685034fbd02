internal import EngineKernels

extension TensorOf {
  /// How an axis cuts the elements: `outer` blocks of `length` rows of `inner` elements.
  func layout(around axis: Int) -> (outer: Int, length: Int, inner: Int) {
    (shape[..<axis].reduce(1, *), shape[axis], shape[(axis + 1)...].reduce(1, *))
  }

  /// The shape without an axis, or with length 1 there.
  func shape(reducing axis: Int, keepingAxis: Bool) -> [Int] {
    var result = shape
    if keepingAxis { result[axis] = 1 } else { result.remove(at: axis) }
    return result
  }

  /// The sum of all elements, of shape `[]`.
  @_specialize(where Scalar == Float)
  @_specialize(where Scalar == Double)
  public func sum() -> TensorOf {
    let mode = SubnormalMode.flushed()
    defer { mode.restore() }
    var total: Scalar = 0
    scalars.withUnsafeBufferPointer { x in
      for i in 0..<x.count { total += x[i] }
    }
    return TensorOf(total)
  }

  /// The sums along one axis.
  @_specialize(where Scalar == Float)
  @_specialize(where Scalar == Double)
  public func sum(
    axis: Int,
    keepingAxis: Bool = false,
    file: StaticString = #fileID,
    line: UInt = #line
  ) -> TensorOf {
    let axis = trapping(file: file, line: line) { () throws(EngineError) in
      try resolvedAxis(axis, rank: rank, operation: "sum")
    }
    let (outer, length, inner) = layout(around: axis)
    let mode = SubnormalMode.flushed()
    defer { mode.restore() }
    var result = TensorOf.zeros(shape(reducing: axis, keepingAxis: keepingAxis))
    scalars.withUnsafeBufferPointer { x in
      result.scalars.withUnsafeMutableBufferPointer { out in
        for o in 0..<outer {
          for l in 0..<length {
            let row = (o * length + l) * inner
            for i in 0..<inner { out[o * inner + i] += x[row + i] }
          }
        }
      }
    }
    return result
  }

  /// The mean of all elements, of shape `[]`.
  public func mean() -> TensorOf { sum() / Scalar(count) }

  /// The means along one axis.
  public func mean(
    axis: Int,
    keepingAxis: Bool = false,
    file: StaticString = #fileID,
    line: UInt = #line
  ) -> TensorOf {
    let total = sum(axis: axis, keepingAxis: keepingAxis, file: file, line: line)
    return total / Scalar(shape[axis < 0 ? axis + rank : axis])
  }

  /// The mean squared distance from the mean (divided by the count, not the count less one).
  public func variance() -> TensorOf { (self - mean()).squared().mean() }

  /// The mean squared distances from the mean along one axis (divided by its length).
  public func variance(
    axis: Int,
    keepingAxis: Bool = false,
    file: StaticString = #fileID,
    line: UInt = #line
  ) -> TensorOf {
    (self - mean(axis: axis, keepingAxis: true, file: file, line: line)).squared()
      .mean(axis: axis, keepingAxis: keepingAxis)
  }

  /// The square root of the sum of squares of all elements; NaN if one is NaN, else infinite if one
  /// is infinite or the root is beyond the type's range.
  public var norm: Scalar {
    @_specialize(where Scalar == Float)
    @_specialize(where Scalar == Double)
    get { computedNorm() }
  }

  @inline(__always)
  private func computedNorm() -> Scalar {
    scalars.withUnsafeBufferPointer { x in
      // The largest element is taken out first, so that squares neither overflow nor underflow.
      var largest: Scalar = 0
      for i in 0..<x.count {
        if x[i].isNaN { return .nan }
        if x[i].magnitude > largest { largest = x[i].magnitude }
      }
      guard largest > 0, largest < .infinity else { return largest }
      var total = 0.0
      for i in 0..<x.count {
        let part = Double(x[i]) / Double(largest)
        total += part * part
      }
      return Scalar(Double(largest) * total.squareRoot())
    }
  }

  /// The largest element; traps if there is none.
  public func max(file: StaticString = #fileID, line: UInt = #line) -> Scalar {
    extremum("max", file, line) { $0 > $1 }
  }

  /// The smallest element; traps if there is none.
  public func min(file: StaticString = #fileID, line: UInt = #line) -> Scalar {
    extremum("min", file, line) { $0 < $1 }
  }

  private func extremum(
    _ name: String,
    _ file: StaticString,
    _ line: UInt,
    _ isBetter: (Scalar, Scalar) -> Bool
  ) -> Scalar {
    guard var best = scalars.first else {
      trap(
        .argument(
          operation: name,
          problem: "a tensor of shape \(shape) has no elements",
          fix: "check its count before asking"
        ),
        file: file,
        line: line
      )
    }
    for scalar in scalars where isBetter(scalar, best) || scalar.isNaN { best = scalar }
    return best
  }

  /// The largest elements along one axis; NaN where a row has one.
  public func max(
    axis: Int,
    keepingAxis: Bool = false,
    file: StaticString = #fileID,
    line: UInt = #line
  ) -> TensorOf {
    let resolved = axis < 0 ? axis + rank : axis
    let indices = argmax(axis: axis, file: file, line: line)
    let (_, length, inner) = layout(around: resolved)
    let values = indices.enumerated().map { place, index in
      scalars[(place / inner * length + index) * inner + place % inner]
    }
    return TensorOf(
      uncheckedShape: shape(reducing: resolved, keepingAxis: keepingAxis),
      values
    )
  }

  /// The positions of the largest elements along one axis, the first if several are equal,
  /// in row-major order of the remaining axes; NaN counts as the largest, so that it is not hidden.
  @_specialize(where Scalar == Float)
  @_specialize(where Scalar == Double)
  public func argmax(
    axis: Int = -1,
    file: StaticString = #fileID,
    line: UInt = #line
  ) -> [Int] {
    let axis = trapping(file: file, line: line) { () throws(EngineError) in
      try resolvedAxis(axis, rank: rank, operation: "argmax")
    }
    let (outer, length, inner) = layout(around: axis)
    guard length > 0 else {
      trap(
        .argument(
          operation: "argmax",
          problem: "axis \(axis) of \(shape) is empty",
          fix: "give at least one element along the axis"
        ),
        file: file,
        line: line
      )
    }
    var result: [Int] = []
    result.reserveCapacity(outer * inner)
    for o in 0..<outer {
      for i in 0..<inner {
        var (best, largest) = (0, scalars[o * length * inner + i])
        for l in 1..<Swift.max(length, 1) where !largest.isNaN {
          let scalar = scalars[(o * length + l) * inner + i]
          if scalar > largest || scalar.isNaN { (best, largest) = (l, scalar) }
        }
        result.append(best)
      }
    }
    return result
  }
}
