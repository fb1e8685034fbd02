/// A floating-point type the kernels compute with: `Float` or `Double`.
///
/// Every kernel works on vectors of 64 bytes: one register with AVX-512, two with AVX2, four with NEON.
public protocol KernelScalar: BinaryFloatingPoint, SIMDScalar, BitwiseCopyable, Codable {
  /// 64 bytes of scalars: 16 of `Float`, 8 of `Double`.
  associatedtype Vector: SIMD, BitwiseCopyable where Vector.Scalar == Self

  /// The hyperbolic tangent of every lane, inside [−1, 1].
  static func tanh(_ x: Vector) -> Vector

  /// σ(x) = 1 / (1 + e⁻ˣ) of every lane, inside [0, 1].
  static func sigmoid(_ x: Vector) -> Vector

  /// eˣ of every lane; 0 and infinity beyond the range of the type.
  static func exponential(_ x: Vector) -> Vector

  /// The sum of all lanes, by halves.
  static func sum(_ x: Vector) -> Self
}

extension KernelScalar {
  /// Scalars in one vector.
  @inlinable public static var vectorWidth: Int { Vector.scalarCount }

  /// The smallest multiple of the vector width that holds `count` scalars.
  @inlinable
  public static func padded(_ count: Int) -> Int {
    (count + vectorWidth - 1) / vectorWidth * vectorWidth
  }
}

extension UnsafePointer where Pointee: KernelScalar {
  /// The vector that starts at `offset`, at any alignment.
  @inline(__always)
  func vector(_ offset: Int) -> Pointee.Vector {
    UnsafeRawPointer(self + offset).loadUnaligned(as: Pointee.Vector.self)
  }
}

extension UnsafeMutablePointer where Pointee: KernelScalar {
  /// The vector that starts at `offset`, at any alignment.
  @inline(__always)
  func vector(_ offset: Int) -> Pointee.Vector {
    UnsafeRawPointer(self + offset).loadUnaligned(as: Pointee.Vector.self)
  }

  /// Writes `vector` to the lanes that start at `offset`, at any alignment.
  @inline(__always)
  func store(_ vector: Pointee.Vector, _ offset: Int) {
    UnsafeMutableRawPointer(self + offset).storeBytes(of: vector, as: Pointee.Vector.self)
  }

  /// The first `count` lanes from `offset` on, zeros in the others; reads nothing beyond them.
  @inline(__always)
  func firstLanes(_ count: Int, _ offset: Int) -> Pointee.Vector {
    UnsafePointer(self).firstLanes(count, offset)
  }

  /// Writes the first `count` lanes of `vector` from `offset` on, nothing beyond them.
  @inline(__always)
  func storeFirstLanes(_ count: Int, of vector: Pointee.Vector, _ offset: Int) {
    for lane in 0..<count { self[offset + lane] = vector[lane] }
  }
}

extension UnsafePointer where Pointee: KernelScalar {
  /// The first `count` lanes from `offset` on, zeros in the others; reads nothing beyond them.
  @inline(__always)
  func firstLanes(_ count: Int, _ offset: Int) -> Pointee.Vector {
    var vector = Pointee.Vector.zero
    for lane in 0..<count { vector[lane] = self[offset + lane] }
    return vector
  }
}
