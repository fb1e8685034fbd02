extension TensorOf {
  /// eˣⁱ / Σⱼ eˣʲ along an axis, shifted by the largest element so that nothing overflows.
  ///
  /// A row of −∞ alone has no distribution and gives zeros.
  @_specialize(where Scalar == Float)
  @_specialize(where Scalar == Double)
  public func softmax(
    axis: Int = -1,
    file: StaticString = #fileID,
    line: UInt = #line
  ) -> TensorOf {
    normalised("softmax", axis, file, line) { x, out, start, length, inner, largest in
      guard largest > -.infinity else {
        for l in 0..<length { out[start + l * inner] = 0 }
        return
      }
      var sum: Scalar = 0
      for l in 0..<length {
        let e = Scalar.exp(x[start + l * inner] - largest)
        out[start + l * inner] = e
        sum += e
      }
      for l in 0..<length { out[start + l * inner] /= sum }
    }
  }

  /// xᵢ − ln Σⱼ eˣʲ along an axis: the logarithm of softmax, exact where softmax underflows.
  @_specialize(where Scalar == Float)
  @_specialize(where Scalar == Double)
  public func logSoftmax(
    axis: Int = -1,
    file: StaticString = #fileID,
    line: UInt = #line
  ) -> TensorOf {
    normalised("logSoftmax", axis, file, line) { x, out, start, length, inner, largest in
      var sum: Scalar = 0
      for l in 0..<length { sum += Scalar.exp(x[start + l * inner] - largest) }
      let logarithm = largest + Scalar.log(sum)
      for l in 0..<length { out[start + l * inner] = x[start + l * inner] - logarithm }
    }
  }

  @inline(__always)
  private func normalised(
    _ operation: String,
    _ axis: Int,
    _ file: StaticString,
    _ line: UInt,
    _ body: (
      UnsafeBufferPointer<Scalar>, UnsafeMutableBufferPointer<Scalar>, Int, Int, Int, Scalar
    ) -> Void
  ) -> TensorOf {
    let axis = trapping(file: file, line: line) { () throws(EngineError) in
      try resolvedAxis(axis, rank: rank, operation: operation)
    }
    let (outer, length, inner) = layout(around: axis)
    var result = self
    scalars.withUnsafeBufferPointer { x in
      result.scalars.withUnsafeMutableBufferPointer { out in
        for o in 0..<outer {
          for i in 0..<inner {
            let start = o * length * inner + i
            var largest = -Scalar.infinity
            for l in 0..<length where !(x[start + l * inner] <= largest) {
              largest = x[start + l * inner]
            }
            body(x, out, start, length, inner, largest)
          }
        }
      }
    }
    return result
  }
}

/// eˣⁱ / Σⱼ eˣʲ along an axis.
public func softmax<Scalar: TensorScalar>(
  _ x: TensorOf<Scalar>,
  axis: Int = -1,
  file: StaticString = #fileID,
  line: UInt = #line
) -> TensorOf<Scalar> {
  x.softmax(axis: axis, file: file, line: line)
}

/// The logarithm of softmax along an axis.
public func logSoftmax<Scalar: TensorScalar>(
  _ x: TensorOf<Scalar>,
  axis: Int = -1,
  file: StaticString = #fileID,
  line: UInt = #line
) -> TensorOf<Scalar> {
  x.logSoftmax(axis: axis, file: file, line: line)
}
