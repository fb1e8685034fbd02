extension VariableOf {
  /// The sum of all elements.
  ///
  ///     y = Σ x        ∂L/∂x = ∂L/∂y everywhere
  @_specialize(where Scalar == Float)
  @_specialize(where Scalar == Double)
  public func sum() -> VariableOf {
    let old = shape
    return Self.operation("sum", value.sum(), (self, { $0.broadcast(to: old) }))
  }

  /// Sums along one axis; the gradient is repeated along it.
  @_specialize(where Scalar == Float)
  @_specialize(where Scalar == Double)
  public func sum(
    axis: Int,
    keepingAxis: Bool = false,
    file: StaticString = #fileID,
    line: UInt = #line
  ) -> VariableOf {
    let old = shape
    let resolved = axis < 0 ? axis + rank : axis
    let result = value.sum(axis: axis, keepingAxis: keepingAxis, file: file, line: line)
    var kept = old
    kept[resolved] = 1
    return Self.operation(
      "sum",
      result,
      (self, { $0.reshaped(kept).broadcast(to: old) })
    )
  }

  /// The mean of all elements.
  ///
  ///     y = Σ x / n    ∂L/∂x = ∂L/∂y / n everywhere
  @_specialize(where Scalar == Float)
  @_specialize(where Scalar == Double)
  public func mean() -> VariableOf { sum() / Scalar(count) }

  /// Means along one axis.
  @_specialize(where Scalar == Float)
  @_specialize(where Scalar == Double)
  public func mean(
    axis: Int,
    keepingAxis: Bool = false,
    file: StaticString = #fileID,
    line: UInt = #line
  ) -> VariableOf {
    let total = sum(axis: axis, keepingAxis: keepingAxis, file: file, line: line)
    return total / Scalar(shape[axis < 0 ? axis + rank : axis])
  }

  /// The largest element along an axis; it alone gets the gradient (the first if several tie).
  @_specialize(where Scalar == Float)
  @_specialize(where Scalar == Double)
  public func max(
    axis: Int,
    keepingAxis: Bool = false,
    file: StaticString = #fileID,
    line: UInt = #line
  ) -> VariableOf {
    let old = shape
    let resolved = axis < 0 ? axis + rank : axis
    let places = value.argmax(axis: axis, file: file, line: line)
    let (_, length, inner) = value.layout(around: resolved)
    let result = value.max(axis: axis, keepingAxis: keepingAxis, file: file, line: line)
    return Self.operation(
      "max",
      result,
      (
        self,
        { gradient in
          var whole = TensorOf<Scalar>.zeros(old)
          for (place, index) in places.enumerated() {
            whole.scalars[(place / inner * length + index) * inner + place % inner] =
              gradient.scalars[place]
          }
          return whole
        }
      )
    )
  }
}
