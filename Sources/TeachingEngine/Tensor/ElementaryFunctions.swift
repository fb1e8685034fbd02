/// What tensors and variables have in common: functions applied element by element.
///
/// Each is also a free function, so that code reads as its equation: `tanh(x)`, `sigmoid(a + b)`.
public protocol ElementaryFunctions {
  /// eˣ.
  func exp() -> Self
  /// The natural logarithm.
  func log() -> Self
  /// The hyperbolic tangent.
  func tanh() -> Self
  /// The logistic function 1 / (1 + e⁻ˣ).
  func sigmoid() -> Self
  /// max(0, x).
  func relu() -> Self
  /// ln(1 + eˣ).
  func softplus() -> Self
  /// The square root.
  func sqrt() -> Self
  /// The absolute value.
  func abs() -> Self
  /// The sine.
  func sin() -> Self
  /// The cosine.
  func cos() -> Self
}

/// eˣ, element by element.
public func exp<T: ElementaryFunctions>(_ x: T) -> T { x.exp() }
/// The natural logarithm, element by element.
public func log<T: ElementaryFunctions>(_ x: T) -> T { x.log() }
/// The hyperbolic tangent, element by element.
public func tanh<T: ElementaryFunctions>(_ x: T) -> T { x.tanh() }
/// The logistic function 1 / (1 + e⁻ˣ), element by element.
public func sigmoid<T: ElementaryFunctions>(_ x: T) -> T { x.sigmoid() }
/// max(0, x), element by element.
public func relu<T: ElementaryFunctions>(_ x: T) -> T { x.relu() }
/// ln(1 + eˣ), element by element.
public func softplus<T: ElementaryFunctions>(_ x: T) -> T { x.softplus() }
/// The square root, element by element.
public func sqrt<T: ElementaryFunctions>(_ x: T) -> T { x.sqrt() }
/// The absolute value, element by element.
public func abs<T: ElementaryFunctions>(_ x: T) -> T { x.abs() }
/// The sine, element by element.
public func sin<T: ElementaryFunctions>(_ x: T) -> T { x.sin() }
/// The cosine, element by element.
public func cos<T: ElementaryFunctions>(_ x: T) -> T { x.cos() }

/// eˣ of one number.
public func exp<Scalar: TensorScalar>(_ x: Scalar) -> Scalar { Scalar.exp(x) }
/// The natural logarithm of one number.
public func log<Scalar: TensorScalar>(_ x: Scalar) -> Scalar { Scalar.log(x) }
/// The hyperbolic tangent of one number.
public func tanh<Scalar: TensorScalar>(_ x: Scalar) -> Scalar { Scalar.tanh(x) }
/// The logistic function of one number.
public func sigmoid<Scalar: TensorScalar>(_ x: Scalar) -> Scalar { Scalar.sigmoid(x) }
/// The square root of one number.
public func sqrt<Scalar: TensorScalar>(_ x: Scalar) -> Scalar { x.squareRoot() }
/// The sine of one number.
public func sin<Scalar: TensorScalar>(_ x: Scalar) -> Scalar { Scalar.sin(x) }
/// The cosine of one number.
public func cos<Scalar: TensorScalar>(_ x: Scalar) -> Scalar { Scalar.cos(x) }
/// xʸ for two numbers.
public func pow<Scalar: TensorScalar>(_ x: Scalar, _ y: Scalar) -> Scalar { Scalar.pow(x, y) }
