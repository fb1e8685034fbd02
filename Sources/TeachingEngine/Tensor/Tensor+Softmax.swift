internal import EngineKernels

extension TensorOf {
  /// eˣⁱ / Σⱼ eˣʲ along an axis, shifted by the largest element so that nothing overflows.
  ///
  /// A row of −∞ alone has no distribution and gives zeros; one with NaN or +∞ in it gives NaN.
  @_specialize(where Scalar == Float)
  @_specialize(where Scalar == Double)
  public func softmax(
    axis: Int = -1,
    file: StaticString = #fileID,
    line: UInt = #line
  ) -> TensorOf {
    normalised("softmax", axis, file, line) { x, out, row, largest in
      guard largest != -.infinity else {
        for place in row { out[place] = 0 }
        return
      }
      var sum: Scalar = 0
      for place in row {
        let e = Scalar.exp(x[place] - largest)
        out[place] = e
        sum += e
      }
      for place in row { out[place] /= sum }
    }
  }

  /// xᵢ − ln Σⱼ eˣʲ along an axis: the logarithm of softmax, exact where softmax underflows.
  ///
  /// The largest term of the sum is 1 after the shift and stays out of it, ln(1 + rest), so a
  /// probability near 1 keeps the digits of its logarithm. A row of −∞ alone gives −∞, as the
  /// logarithm of softmax's zeros; one with NaN or +∞ in it gives NaN.
  @_specialize(where Scalar == Float)
  @_specialize(where Scalar == Double)
  public func logSoftmax(
    axis: Int = -1,
    file: StaticString = #fileID,
    line: UInt = #line
  ) -> TensorOf {
    normalised("logSoftmax", axis, file, line) { x, out, row, largest in
      guard largest != -.infinity else {
        for place in row { out[place] = -.infinity }
        return
      }
      var rest: Scalar = 0
      var isLargestSeen = false
      for place in row {
        if !isLargestSeen, x[place] == largest {
          isLargestSeen = true
          rest += x[place] - largest
        } else {
          rest += Scalar.exp(x[place] - largest)
        }
      }
      let logarithm = Scalar.log1p(rest)
      for place in row { out[place] = (x[place] - largest) - logarithm }
    }
  }

  @inline(__always)
  private func normalised(
    _ operation: String,
    _ axis: Int,
    _ file: StaticString,
    _ line: UInt,
    _ body: (
      _ x: UnsafeBufferPointer<Scalar>, _ out: UnsafeMutableBufferPointer<Scalar>,
      _ row: StrideTo<Int>, _ largest: Scalar
    ) -> Void
  ) -> TensorOf {
    let axis = trapping(file: file, line: line) { () throws(EngineError) in
      try resolvedAxis(axis, rank: rank, operation: operation)
    }
    let (outer, length, inner) = layout(around: axis)
    let mode = SubnormalMode.flushed()
    defer { mode.restore() }
    var result = self
    scalars.withUnsafeBufferPointer { x in
      result.scalars.withUnsafeMutableBufferPointer { out in
        for o in 0..<outer {
          for i in 0..<inner {
            let start = o * length * inner + i
            let row = stride(from: start, to: start + length * inner, by: inner)
            var largest = -Scalar.infinity
            for place in row where x[place] > largest || x[place].isNaN { largest = x[place] }
            body(x, out, row, largest)
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
