extension VariableOf {
  /// The matrix product.
  ///
  ///     Y = A B        ∂L/∂A = ∂L/∂Y Bᵀ        ∂L/∂B = Aᵀ ∂L/∂Y
  ///
  /// `[m, k] × [k, n]`, `[b, m, k] × [k, n]` or `[b, m, k] × [b, k, n]`.
  @_specialize(where Scalar == Float)
  @_specialize(where Scalar == Double)
  public func matmul(
    _ other: VariableOf,
    file: StaticString = #fileID,
    line: UInt = #line
  ) -> VariableOf {
    let (a, b) = (value, other.value)
    let product = a.product(b, file: file, line: line)
    return Self.operation(
      "matmul",
      product,
      (self, { $0.product(b, transposingOther: true) }),
      (
        other,
        { gradient in a.flattened(for: b).product(gradient.flattened(for: b), transposingSelf: true)
        }
      )
    )
  }

  /// The product with a constant matrix.
  @_specialize(where Scalar == Float)
  @_specialize(where Scalar == Double)
  public func matmul(
    _ other: TensorOf<Scalar>,
    file: StaticString = #fileID,
    line: UInt = #line
  ) -> VariableOf {
    matmul(VariableOf(constant: other), file: file, line: line)
  }
}

extension TensorOf {
  /// The product of a constant with a variable.
  @_specialize(where Scalar == Float)
  @_specialize(where Scalar == Double)
  public func matmul(
    _ other: VariableOf<Scalar>,
    file: StaticString = #fileID,
    line: UInt = #line
  ) -> VariableOf<Scalar> {
    VariableOf(constant: self).matmul(other, file: file, line: line)
  }

  /// A batch whose right operand is one matrix is one tall matrix.
  fileprivate func flattened(for other: TensorOf) -> TensorOf {
    rank == 3 && other.rank == 2
      ? TensorOf(uncheckedShape: [shape[0] * shape[1], shape[2]], scalars) : self
  }
}
