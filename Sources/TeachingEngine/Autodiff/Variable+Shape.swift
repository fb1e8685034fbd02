extension VariableOf {
  /// The same elements in another shape; the gradient takes the old one.
  @_specialize(where Scalar == Float)
  @_specialize(where Scalar == Double)
  public func reshaped(
    _ newShape: [Int],
    file: StaticString = #fileID,
    line: UInt = #line
  ) -> VariableOf {
    let old = shape
    return Self.operation(
      "reshaped",
      value.reshaped(newShape, file: file, line: line),
      (self, { $0.reshaped(old) })
    )
  }

  /// The axes in another order; the gradient takes them back.
  @_specialize(where Scalar == Float)
  @_specialize(where Scalar == Double)
  public func transposed(
    axes: [Int]? = nil,
    file: StaticString = #fileID,
    line: UInt = #line
  ) -> VariableOf {
    let inverse = axes.map { order in order.indices.map { order.firstIndex(of: $0) ?? 0 } }
    return Self.operation(
      "transposed",
      value.transposed(axes: axes, file: file, line: line),
      (self, { $0.transposed(axes: inverse) })
    )
  }

  /// A new axis of length 1 before the given one; −1 appends it.
  @_specialize(where Scalar == Float)
  @_specialize(where Scalar == Double)
  public func expanded(
    axis: Int,
    file: StaticString = #fileID,
    line: UInt = #line
  ) -> VariableOf {
    let old = shape
    return Self.operation(
      "expanded",
      value.expanded(axis: axis, file: file, line: line),
      (self, { $0.reshaped(old) })
    )
  }

  /// Drops an axis of length 1.
  @_specialize(where Scalar == Float)
  @_specialize(where Scalar == Double)
  public func squeezed(
    axis: Int,
    file: StaticString = #fileID,
    line: UInt = #line
  ) -> VariableOf {
    let old = shape
    return Self.operation(
      "squeezed",
      value.squeezed(axis: axis, file: file, line: line),
      (self, { $0.reshaped(old) })
    )
  }

  /// Stretched to a shape; the gradient is summed back.
  @_specialize(where Scalar == Float)
  @_specialize(where Scalar == Double)
  public func broadcast(
    to target: [Int],
    file: StaticString = #fileID,
    line: UInt = #line
  ) -> VariableOf {
    Self.operation(
      "broadcast",
      value.broadcast(to: target, file: file, line: line),
      (self, { $0 })
    )
  }

  /// A slice of the first axis.
  public subscript<R: RangeExpression>(range: R) -> VariableOf where R.Bound == Int {
    slice(axis: 0, range.relative(to: 0..<(shape.first ?? 0)))
  }

  /// The elements in a range of an axis; elsewhere the gradient is zero.
  @_specialize(where Scalar == Float)
  @_specialize(where Scalar == Double)
  public func slice(
    axis: Int,
    _ range: Range<Int>,
    file: StaticString = #fileID,
    line: UInt = #line
  ) -> VariableOf {
    let old = shape
    let axis = axis < 0 ? axis + rank : axis
    return Self.operation(
      "slice",
      value.slice(axis: axis, range, file: file, line: line),
      (
        self,
        { gradient in
          var whole = TensorOf<Scalar>.zeros(old)
          whole.add(gradient, axis: axis, from: range.lowerBound)
          return whole
        }
      )
    )
  }

  /// The elements at one index of an axis, which is dropped; both are counted from the end if negative.
  @_specialize(where Scalar == Float)
  @_specialize(where Scalar == Double)
  public func select(
    axis: Int,
    index: Int,
    file: StaticString = #fileID,
    line: UInt = #line
  ) -> VariableOf {
    let old = shape
    let selected = value.select(axis: axis, index: index, file: file, line: line)
    let resolved = axis < 0 ? axis + rank : axis
    let position = index < 0 ? index + old[resolved] : index
    return Self.operation(
      "select",
      selected,
      (
        self,
        { gradient in
          var whole = TensorOf<Scalar>.zeros(old)
          whole.add(gradient.expanded(axis: resolved), axis: resolved, from: position)
          return whole
        }
      )
    )
  }

  /// Rows of the first axis in the given order; a row used twice gets both gradients.
  @_specialize(where Scalar == Float)
  @_specialize(where Scalar == Double)
  public func gathered(
    rows indices: [Int],
    file: StaticString = #fileID,
    line: UInt = #line
  ) -> VariableOf {
    let old = shape
    return Self.operation(
      "gathered",
      value.gathered(rows: indices, file: file, line: line),
      (
        self,
        { gradient in
          gradient.addedToRows(indices, of: old)
        }
      )
    )
  }
}
