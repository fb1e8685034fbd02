#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// `Double` is for checking derivatives, so its functions have the accuracy of the C library's.
extension Double: KernelScalar {
  /// Eight lanes.
  public typealias Vector = SIMD8<Double>

  /// The C library's `tanh`, lane by lane.
  @inline(__always)
  public static func tanh(_ x: Vector) -> Vector {
    eachLane(x) { libraryTanh($0) }
  }

  /// 1 / (1 + e⁻ˣ) with the C library's `exp`, lane by lane: its relative accuracy, down to 1e-308.
  @inline(__always)
  public static func sigmoid(_ x: Vector) -> Vector {
    Vector(repeating: 1) / (Vector(repeating: 1) + eachLane(-x) { libraryExp($0) })
  }

  /// The C library's `exp`, lane by lane.
  @inline(__always)
  public static func exponential(_ x: Vector) -> Vector {
    eachLane(x) { libraryExp($0) }
  }

  /// The sum of all lanes, by halves.
  @inline(__always)
  public static func sum(_ x: Vector) -> Double {
    let four = x.lowHalf + x.highHalf
    let two = four.lowHalf + four.highHalf
    return two.x + two.y
  }

  @inline(__always)
  private static func eachLane(_ x: Vector, _ function: (Double) -> Double) -> Vector {
    var result = x
    for lane in 0..<Vector.scalarCount { result[lane] = function(x[lane]) }
    return result
  }
}

// Inside the extension `tanh` would mean the static function above.
@inline(__always) private func libraryTanh(_ x: Double) -> Double { tanh(x) }
@inline(__always) private func libraryExp(_ x: Double) -> Double { exp(x) }
