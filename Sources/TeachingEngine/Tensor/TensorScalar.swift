public import EngineKernels

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// A number a tensor can hold: `Float` to train with, `Double` to check gradients with.
///
/// Only `Float` and `Double` adopt it; the engine is specialised for these two.
public protocol TensorScalar: KernelScalar, Sendable {
  /// eˣ.
  static func exp(_ x: Self) -> Self
  /// The natural logarithm.
  static func log(_ x: Self) -> Self
  /// The hyperbolic tangent.
  static func tanh(_ x: Self) -> Self
  /// The sine, of radians.
  static func sin(_ x: Self) -> Self
  /// The cosine, of radians.
  static func cos(_ x: Self) -> Self
  /// xʸ.
  static func pow(_ x: Self, _ y: Self) -> Self
  /// ln(1 + x), exact for small x.
  static func log1p(_ x: Self) -> Self
  /// eˣ − 1, exact for small x.
  static func expm1(_ x: Self) -> Self
  /// The type's name as safetensors files write it.
  static var safetensorsName: String { get }
}

extension Float: TensorScalar {
  /// eˣ.
  public static func exp(_ x: Float) -> Float { expf(x) }
  /// The natural logarithm.
  public static func log(_ x: Float) -> Float { logf(x) }
  /// The hyperbolic tangent.
  public static func tanh(_ x: Float) -> Float { tanhf(x) }
  /// The sine, of radians.
  public static func sin(_ x: Float) -> Float { sinf(x) }
  /// The cosine, of radians.
  public static func cos(_ x: Float) -> Float { cosf(x) }
  /// xʸ.
  public static func pow(_ x: Float, _ y: Float) -> Float { powf(x, y) }
  /// ln(1 + x), exact for small x.
  public static func log1p(_ x: Float) -> Float { log1pf(x) }
  /// eˣ − 1, exact for small x.
  public static func expm1(_ x: Float) -> Float { expm1f(x) }
  /// The type's name as safetensors files write it.
  public static var safetensorsName: String { "F32" }
}

extension Double: TensorScalar {
  #if canImport(Glibc)
  /// eˣ.
  public static func exp(_ x: Double) -> Double { Glibc.exp(x) }
  /// The natural logarithm.
  public static func log(_ x: Double) -> Double { Glibc.log(x) }
  /// The hyperbolic tangent.
  public static func tanh(_ x: Double) -> Double { Glibc.tanh(x) }
  /// The sine, of radians.
  public static func sin(_ x: Double) -> Double { Glibc.sin(x) }
  /// The cosine, of radians.
  public static func cos(_ x: Double) -> Double { Glibc.cos(x) }
  /// xʸ.
  public static func pow(_ x: Double, _ y: Double) -> Double { Glibc.pow(x, y) }
  /// ln(1 + x), exact for small x.
  public static func log1p(_ x: Double) -> Double { Glibc.log1p(x) }
  /// eˣ − 1, exact for small x.
  public static func expm1(_ x: Double) -> Double { Glibc.expm1(x) }
  #elseif canImport(Musl)
  /// eˣ.
  public static func exp(_ x: Double) -> Double { Musl.exp(x) }
  /// The natural logarithm.
  public static func log(_ x: Double) -> Double { Musl.log(x) }
  /// The hyperbolic tangent.
  public static func tanh(_ x: Double) -> Double { Musl.tanh(x) }
  /// The sine, of radians.
  public static func sin(_ x: Double) -> Double { Musl.sin(x) }
  /// The cosine, of radians.
  public static func cos(_ x: Double) -> Double { Musl.cos(x) }
  /// xʸ.
  public static func pow(_ x: Double, _ y: Double) -> Double { Musl.pow(x, y) }
  /// ln(1 + x), exact for small x.
  public static func log1p(_ x: Double) -> Double { Musl.log1p(x) }
  /// eˣ − 1, exact for small x.
  public static func expm1(_ x: Double) -> Double { Musl.expm1(x) }
  #else
  /// eˣ.
  public static func exp(_ x: Double) -> Double { Darwin.exp(x) }
  /// The natural logarithm.
  public static func log(_ x: Double) -> Double { Darwin.log(x) }
  /// The hyperbolic tangent.
  public static func tanh(_ x: Double) -> Double { Darwin.tanh(x) }
  /// The sine, of radians.
  public static func sin(_ x: Double) -> Double { Darwin.sin(x) }
  /// The cosine, of radians.
  public static func cos(_ x: Double) -> Double { Darwin.cos(x) }
  /// xʸ.
  public static func pow(_ x: Double, _ y: Double) -> Double { Darwin.pow(x, y) }
  /// ln(1 + x), exact for small x.
  public static func log1p(_ x: Double) -> Double { Darwin.log1p(x) }
  /// eˣ − 1, exact for small x.
  public static func expm1(_ x: Double) -> Double { Darwin.expm1(x) }
  #endif
  /// The type's name as safetensors files write it.
  public static var safetensorsName: String { "F64" }
}

extension TensorScalar {
  /// The logistic function 1 / (1 + e⁻ˣ), without overflow on either side.
  public static func sigmoid(_ x: Self) -> Self {
    if x >= 0 { return 1 / (1 + exp(-x)) }
    let e = exp(x)
    return e / (1 + e)
  }
}
