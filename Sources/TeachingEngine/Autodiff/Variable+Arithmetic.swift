extension VariableOf {
  /// A result with one derivative rule per input: each maps ∂L/∂(result) to ∂L/∂(input).
  ///
  /// The sum over broadcast axes is taken here, once for all operations.
  @inline(__always)
  static func operation(
    _ name: String,
    _ value: TensorOf<Scalar>,
    _ rules: (VariableOf, (TensorOf<Scalar>) -> TensorOf<Scalar>)...
  ) -> VariableOf {
    VariableOf(operation: name, inputs: rules.map(\.0), value: value) { gradient, _ in
      rules.map { input, rule in
        input.requiresGradient ? rule(gradient).summed(to: input.shape) : nil
      }
    }
  }

  /// The chain rule element by element: ∂L/∂y ⊙ ∂y/∂x, 0 where no gradient arrives.
  ///
  /// What is masked out of a result may be NaN or infinite, and its slope with it; no gradient arrives
  /// there, and none is passed on, which a product would get wrong: 0 · NaN is NaN.
  @inline(__always)
  static func chained(_ gradient: TensorOf<Scalar>, _ slope: TensorOf<Scalar>) -> TensorOf<Scalar> {
    slope.masked(by: gradient)
  }

  /// The element-wise sum; shapes broadcast.
  ///
  ///     y = a + b       ∂L/∂a = ∂L/∂y            ∂L/∂b = ∂L/∂y
  @_specialize(where Scalar == Float)
  @_specialize(where Scalar == Double)
  public static func + (a: VariableOf, b: VariableOf) -> VariableOf {
    operation("+", a.value + b.value, (a, { $0 }), (b, { $0 }))
  }

  /// The element-wise difference; shapes broadcast.
  ///
  ///     y = a − b       ∂L/∂a = ∂L/∂y            ∂L/∂b = −∂L/∂y
  @_specialize(where Scalar == Float)
  @_specialize(where Scalar == Double)
  public static func - (a: VariableOf, b: VariableOf) -> VariableOf {
    operation("-", a.value - b.value, (a, { $0 }), (b, { -$0 }))
  }

  /// The element-wise product; shapes broadcast.
  ///
  ///     y = a ⊙ b       ∂L/∂a = ∂L/∂y ⊙ b        ∂L/∂b = ∂L/∂y ⊙ a
  @_specialize(where Scalar == Float)
  @_specialize(where Scalar == Double)
  public static func * (a: VariableOf, b: VariableOf) -> VariableOf {
    let (x, y) = (a.value, b.value)
    return operation("*", x * y, (a, { chained($0, y) }), (b, { chained($0, x) }))
  }

  /// The element-wise quotient; shapes broadcast.
  ///
  ///     y = a ⊘ b       ∂L/∂a = ∂L/∂y ⊘ b        ∂L/∂b = −∂L/∂y ⊙ y ⊘ b
  @_specialize(where Scalar == Float)
  @_specialize(where Scalar == Double)
  public static func / (a: VariableOf, b: VariableOf) -> VariableOf {
    let divisor = b.value
    let quotient = a.value / divisor
    return operation(
      "/",
      quotient,
      (a, { TensorOf.combined($0, divisor, "/") { g, d in g == 0 ? 0 : g / d } }),
      (
        b,
        { -TensorOf.combined(chained($0, quotient), divisor, "/") { g, d in g == 0 ? 0 : g / d } }
      )
    )
  }

  /// The element-wise product with a mask whose zeros hide everything, even NaN and infinity; the
  /// shapes broadcast.
  ///
  ///     y = x ⊙ m, 0 where m is 0       ∂L/∂x = ∂L/∂y ⊙ m, 0 where m is 0
  @_specialize(where Scalar == Float)
  @_specialize(where Scalar == Double)
  public func masked(by mask: TensorOf<Scalar>) -> VariableOf {
    Self.operation("masked", value.masked(by: mask), (self, { $0.masked(by: mask) }))
  }

  /// The negative.
  ///
  ///     y = −x          ∂L/∂x = −∂L/∂y
  @_specialize(where Scalar == Float)
  @_specialize(where Scalar == Double)
  public static prefix func - (x: VariableOf) -> VariableOf {
    operation("-", -x.value, (x, { -$0 }))
  }

  /// Adds a constant tensor.
  @_specialize(where Scalar == Float)
  @_specialize(where Scalar == Double)
  public static func + (a: VariableOf, b: TensorOf<Scalar>) -> VariableOf {
    a + VariableOf(constant: b)
  }
  /// Adds to a constant tensor.
  @_specialize(where Scalar == Float)
  @_specialize(where Scalar == Double)
  public static func + (a: TensorOf<Scalar>, b: VariableOf) -> VariableOf {
    VariableOf(constant: a) + b
  }
  /// Subtracts a constant tensor.
  @_specialize(where Scalar == Float)
  @_specialize(where Scalar == Double)
  public static func - (a: VariableOf, b: TensorOf<Scalar>) -> VariableOf {
    a - VariableOf(constant: b)
  }
  /// Subtracts from a constant tensor.
  @_specialize(where Scalar == Float)
  @_specialize(where Scalar == Double)
  public static func - (a: TensorOf<Scalar>, b: VariableOf) -> VariableOf {
    VariableOf(constant: a) - b
  }
  /// Multiplies by a constant tensor.
  @_specialize(where Scalar == Float)
  @_specialize(where Scalar == Double)
  public static func * (a: VariableOf, b: TensorOf<Scalar>) -> VariableOf {
    a * VariableOf(constant: b)
  }
  /// Multiplies a constant tensor.
  @_specialize(where Scalar == Float)
  @_specialize(where Scalar == Double)
  public static func * (a: TensorOf<Scalar>, b: VariableOf) -> VariableOf {
    VariableOf(constant: a) * b
  }
  /// Divides by a constant tensor.
  @_specialize(where Scalar == Float)
  @_specialize(where Scalar == Double)
  public static func / (a: VariableOf, b: TensorOf<Scalar>) -> VariableOf {
    a / VariableOf(constant: b)
  }
  /// Divides a constant tensor.
  @_specialize(where Scalar == Float)
  @_specialize(where Scalar == Double)
  public static func / (a: TensorOf<Scalar>, b: VariableOf) -> VariableOf {
    VariableOf(constant: a) / b
  }

  /// Adds a number to every element.
  @_specialize(where Scalar == Float)
  @_specialize(where Scalar == Double)
  public static func + (a: VariableOf, b: Scalar) -> VariableOf { a + TensorOf(b) }
  /// Adds a number to every element.
  @_specialize(where Scalar == Float)
  @_specialize(where Scalar == Double)
  public static func + (a: Scalar, b: VariableOf) -> VariableOf { TensorOf(a) + b }
  /// Subtracts a number from every element.
  @_specialize(where Scalar == Float)
  @_specialize(where Scalar == Double)
  public static func - (a: VariableOf, b: Scalar) -> VariableOf { a - TensorOf(b) }
  /// Subtracts every element from a number.
  @_specialize(where Scalar == Float)
  @_specialize(where Scalar == Double)
  public static func - (a: Scalar, b: VariableOf) -> VariableOf { TensorOf(a) - b }
  /// Multiplies every element by a number.
  @_specialize(where Scalar == Float)
  @_specialize(where Scalar == Double)
  public static func * (a: VariableOf, b: Scalar) -> VariableOf { a * TensorOf(b) }
  /// Multiplies every element by a number.
  @_specialize(where Scalar == Float)
  @_specialize(where Scalar == Double)
  public static func * (a: Scalar, b: VariableOf) -> VariableOf { TensorOf(a) * b }
  /// Divides every element by a number.
  @_specialize(where Scalar == Float)
  @_specialize(where Scalar == Double)
  public static func / (a: VariableOf, b: Scalar) -> VariableOf { a / TensorOf(b) }
  /// Divides a number by every element.
  @_specialize(where Scalar == Float)
  @_specialize(where Scalar == Double)
  public static func / (a: Scalar, b: VariableOf) -> VariableOf { TensorOf(a) / b }
}
