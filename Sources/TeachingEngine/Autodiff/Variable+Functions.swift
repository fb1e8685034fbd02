extension VariableOf: ElementaryFunctions {
  /// The exponential.
  ///
  ///     y = eˣ          ∂L/∂x = ∂L/∂y ⊙ y
  @_specialize(where Scalar == Float)
  @_specialize(where Scalar == Double)
  public func exp() -> VariableOf {
    let y = value.exp()
    return Self.operation("exp", y, (self, { Self.chained($0, y) }))
  }

  /// The natural logarithm.
  ///
  ///     y = ln x        ∂L/∂x = ∂L/∂y ⊘ x
  @_specialize(where Scalar == Float)
  @_specialize(where Scalar == Double)
  public func log() -> VariableOf {
    let x = value
    return Self.operation("log", x.log(), (self, { $0.map2(x) { g, x in g == 0 ? 0 : g / x } }))
  }

  /// The hyperbolic tangent.
  ///
  ///     y = tanh x      ∂L/∂x = ∂L/∂y ⊙ (1 − y²)
  @_specialize(where Scalar == Float)
  @_specialize(where Scalar == Double)
  public func tanh() -> VariableOf {
    let y = value.tanh()
    return Self.operation(
      "tanh",
      y,
      (self, { $0.map2(y) { g, y in g == 0 ? 0 : g * (1 - y * y) } })
    )
  }

  /// The logistic function.
  ///
  ///     y = σ(x)        ∂L/∂x = ∂L/∂y ⊙ y ⊙ (1 − y)
  @_specialize(where Scalar == Float)
  @_specialize(where Scalar == Double)
  public func sigmoid() -> VariableOf {
    let y = value.sigmoid()
    return Self.operation(
      "sigmoid",
      y,
      (self, { $0.map2(y) { g, y in g == 0 ? 0 : g * y * (1 - y) } })
    )
  }

  /// The rectifier.
  ///
  ///     y = max(0, x)   ∂L/∂x = ∂L/∂y where x > 0, else 0
  @_specialize(where Scalar == Float)
  @_specialize(where Scalar == Double)
  public func relu() -> VariableOf {
    let x = value
    return Self.operation("relu", x.relu(), (self, { $0.map2(x) { g, x in x > 0 ? g : 0 } }))
  }

  /// The smooth rectifier.
  ///
  ///     y = ln(1 + eˣ)  ∂L/∂x = ∂L/∂y ⊙ σ(x)
  @_specialize(where Scalar == Float)
  @_specialize(where Scalar == Double)
  public func softplus() -> VariableOf {
    let x = value
    return Self.operation("softplus", x.softplus(), (self, { Self.chained($0, x.sigmoid()) }))
  }

  /// The square root.
  ///
  ///     y = √x          ∂L/∂x = ∂L/∂y ⊘ 2y
  @_specialize(where Scalar == Float)
  @_specialize(where Scalar == Double)
  public func sqrt() -> VariableOf {
    let y = value.sqrt()
    return Self.operation("sqrt", y, (self, { $0.map2(y) { g, y in g == 0 ? 0 : g / (2 * y) } }))
  }

  /// The absolute value.
  ///
  ///     y = |x|         ∂L/∂x = ∂L/∂y ⊙ sign x, and 0 at 0
  @_specialize(where Scalar == Float)
  @_specialize(where Scalar == Double)
  public func abs() -> VariableOf {
    let x = value
    return Self.operation(
      "abs",
      x.abs(),
      (self, { $0.map2(x) { g, x in x > 0 ? g : x < 0 ? -g : 0 } })
    )
  }

  /// The square.
  ///
  ///     y = x²          ∂L/∂x = 2 ∂L/∂y ⊙ x
  @_specialize(where Scalar == Float)
  @_specialize(where Scalar == Double)
  public func squared() -> VariableOf {
    let x = value
    return Self.operation("squared", x.squared(), (self, { Self.chained($0, 2 * x) }))
  }

  /// The sine.
  ///
  ///     y = sin x       ∂L/∂x = ∂L/∂y ⊙ cos x
  @_specialize(where Scalar == Float)
  @_specialize(where Scalar == Double)
  public func sin() -> VariableOf {
    let x = value
    return Self.operation("sin", x.sin(), (self, { Self.chained($0, x.cos()) }))
  }

  /// The cosine.
  ///
  ///     y = cos x       ∂L/∂x = −∂L/∂y ⊙ sin x
  @_specialize(where Scalar == Float)
  @_specialize(where Scalar == Double)
  public func cos() -> VariableOf {
    let x = value
    return Self.operation("cos", x.cos(), (self, { Self.chained($0, -x.sin()) }))
  }

  /// A constant power.
  ///
  ///     y = xᵖ          ∂L/∂x = ∂L/∂y ⊙ p xᵖ⁻¹, and 0 for p = 0, even at x = 0
  @_specialize(where Scalar == Float)
  @_specialize(where Scalar == Double)
  public func power(_ exponent: Scalar) -> VariableOf {
    let x = value
    return Self.operation(
      "power",
      x.power(exponent),
      (
        self,
        { gradient in
          exponent == 0
            ? .zeros(x.shape) : Self.chained(gradient, exponent * x.power(exponent - 1))
        }
      )
    )
  }

  /// Softmax along an axis.
  ///
  ///     y = softmax(x)  ∂L/∂x = y ⊙ (∂L/∂y − Σ ∂L/∂y ⊙ y)
  @_specialize(where Scalar == Float)
  @_specialize(where Scalar == Double)
  public func softmax(
    axis: Int = -1,
    file: StaticString = #fileID,
    line: UInt = #line
  ) -> VariableOf {
    let y = value.softmax(axis: axis, file: file, line: line)
    return Self.operation(
      "softmax",
      y,
      (self, { g in y * (g - (g * y).sum(axis: axis, keepingAxis: true)) })
    )
  }

  /// The logarithm of softmax along an axis.
  ///
  ///     y = ln softmax(x)   ∂L/∂x = ∂L/∂y − softmax(x) Σ ∂L/∂y
  @_specialize(where Scalar == Float)
  @_specialize(where Scalar == Double)
  public func logSoftmax(
    axis: Int = -1,
    file: StaticString = #fileID,
    line: UInt = #line
  ) -> VariableOf {
    let y = value.logSoftmax(axis: axis, file: file, line: line)
    return Self.operation(
      "logSoftmax",
      y,
      (self, { g in g - y.exp() * g.sum(axis: axis, keepingAxis: true) })
    )
  }
}

extension TensorOf {
  /// Two tensors of one shape combined element by element, in one pass.
  @inline(__always)
  func map2(_ other: TensorOf, _ f: (Scalar, Scalar) -> Scalar) -> TensorOf {
    Self.combined(self, other, "map", f)
  }
}

/// eˣⁱ / Σⱼ eˣʲ along an axis.
public func softmax<Scalar: TensorScalar>(
  _ x: VariableOf<Scalar>,
  axis: Int = -1,
  file: StaticString = #fileID,
  line: UInt = #line
) -> VariableOf<Scalar> {
  x.softmax(axis: axis, file: file, line: line)
}

/// The logarithm of softmax along an axis.
public func logSoftmax<Scalar: TensorScalar>(
  _ x: VariableOf<Scalar>,
  axis: Int = -1,
  file: StaticString = #fileID,
  line: UInt = #line
) -> VariableOf<Scalar> {
  x.logSoftmax(axis: axis, file: file, line: line)
}
