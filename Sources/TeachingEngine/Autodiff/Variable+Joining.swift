internal import EngineKernels

extension VariableOf {
  /// The parts of an axis cut into equal pieces: the gates of a cell, the heads of attention.
  @_specialize(where Scalar == Float)
  @_specialize(where Scalar == Double)
  public func split(
    _ parts: Int,
    axis: Int = -1,
    file: StaticString = #fileID,
    line: UInt = #line
  ) -> [VariableOf] {
    let resolved = axis < 0 ? axis + rank : axis
    guard resolved >= 0, resolved < rank, parts > 0, shape[resolved] % parts == 0 else {
      trap(
        .argument(
          operation: "split",
          problem: "axis \(axis) of \(shape) cannot be cut into \(parts)",
          fix: "its length must be a multiple of the number of parts"
        ),
        file: file,
        line: line
      )
    }
    let width = shape[resolved] / parts
    return (0..<parts).map { slice(axis: resolved, ($0 * width)..<(($0 + 1) * width)) }
  }

  /// Variables one after another along an existing axis; each gets its part of the gradient.
  @_specialize(where Scalar == Float)
  @_specialize(where Scalar == Double)
  public static func concatenated(
    _ parts: [VariableOf],
    axis: Int,
    file: StaticString = #fileID,
    line: UInt = #line
  ) -> VariableOf {
    let value = TensorOf.concatenated(parts.map(\.value), axis: axis, file: file, line: line)
    let axis = axis < 0 ? axis + value.rank : axis
    let lengths = parts.map { $0.shape[axis] }
    return VariableOf(operation: "concatenated", inputs: parts, value: value) { gradient, _ in
      var start = 0
      return lengths.map { length in
        defer { start += length }
        return gradient.slice(axis: axis, start..<(start + length))
      }
    }
  }

  /// Variables of one shape side by side along a new axis.
  @_specialize(where Scalar == Float)
  @_specialize(where Scalar == Double)
  public static func stacked(
    _ parts: [VariableOf],
    axis: Int,
    file: StaticString = #fileID,
    line: UInt = #line
  ) -> VariableOf {
    let value = TensorOf.stacked(parts.map(\.value), axis: axis, file: file, line: line)
    let axis = axis < 0 ? axis + value.rank : axis
    return VariableOf(operation: "stacked", inputs: parts, value: value) { gradient, _ in
      (0..<gradient.shape[axis]).map { gradient.select(axis: axis, index: $0) }
    }
  }
}

extension TensorOf {
  /// A tensor of zeros of the given shape to whose rows those of this one are added.
  @_specialize(where Scalar == Float)
  @_specialize(where Scalar == Double)
  func addedToRows(_ rows: [Int], of shape: [Int]) -> TensorOf {
    var result = TensorOf.zeros(shape)
    let width = shape.dropFirst().reduce(1, *)
    result.scalars.withUnsafeMutableBufferPointer { target in
      scalars.withUnsafeBufferPointer { source in
        guard let to = target.baseAddress, let from = source.baseAddress else { return }
        for (place, row) in rows.enumerated() {
          ElementwiseKernels.add(from + place * width, to: to + row * width, count: width)
        }
      }
    }
    return result
  }
}
