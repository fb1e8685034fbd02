extension Float: KernelScalar {
  /// Sixteen lanes.
  public typealias Vector = SIMD16<Float>

  /// A rational approximation, x P(x²) / Q(x²): absolute error below 3.3e-7, exactly ±1 from ±9.02 on.
  ///
  /// The coefficients minimise the relative error over [0, 9.02] (6.8e-9 before rounding to `Float`),
  /// found by iterated reweighted least squares. At 9.02 tanh is nearer to 1 than to any other `Float`.
  @inline(__always)
  public static func tanh(_ x: Vector) -> Vector {
    let limit: Float = 9.02
    let bounded = x.replacing(with: limit, where: x .> limit)
      .replacing(with: -limit, where: x .< -limit)
    let square = bounded * bounded
    var numerator = Vector(repeating: -8.43576985e-14)
    numerator = Vector(repeating: 5.25765889e-11).addingProduct(numerator, square)
    numerator = Vector(repeating: -2.01836912e-8).addingProduct(numerator, square)
    numerator = Vector(repeating: 1.11441814e-5).addingProduct(numerator, square)
    numerator = Vector(repeating: 3.10299383e-3).addingProduct(numerator, square)
    numerator = Vector(repeating: 0.130831495).addingProduct(numerator, square)
    numerator = Vector(repeating: 1).addingProduct(numerator, square)
    var denominator = Vector(repeating: 2.54474056e-4)
    denominator = Vector(repeating: 0.0244913511).addingProduct(denominator, square)
    denominator = Vector(repeating: 0.464164764).addingProduct(denominator, square)
    denominator = Vector(repeating: 1).addingProduct(denominator, square)
    let ratio = bounded * numerator / denominator
    let one: Float = 1
    return ratio.replacing(with: one, where: (ratio .> one) .| (x .>= limit))
      .replacing(with: -one, where: (ratio .< -one) .| (x .<= -limit))
  }

  /// σ(x) = 1 / (1 + e⁻ˣ), and eˣ / (1 + eˣ) below 0: relative error below 4e-7.
  ///
  /// Small values keep their digits, so a nearly closed gate still passes a gradient. From 17.4 on
  /// the nearest `Float` is 1.
  @inline(__always)
  public static func sigmoid(_ x: Vector) -> Vector {
    let signs = SIMD16<UInt32>(repeating: 0x8000_0000)
    let small = exponential(
      unsafeBitCast(unsafeBitCast(x, to: SIMD16<UInt32>.self) | signs, to: Vector.self)
    )
    let one: Float = 1
    let numerator = small.replacing(with: one, where: .!(x .< 0))
    return numerator / (Vector(repeating: one) + small)
  }

  /// eˣ = 2ⁿ eʳ with |r| ≤ ½ ln 2: relative error below 2e-7; 0 below −103.9, infinity above 88.72.
  @inline(__always)
  public static func exponential(_ x: Vector) -> Vector {
    let bounded = x.replacing(with: 89, where: x .> 89).replacing(with: -105, where: x .< -105)
    // Adding 1.5 · 2²³ leaves the nearest integer in the low bits of the significand.
    let rounding = Vector(repeating: 12_582_912)
    let shifted = rounding.addingProduct(bounded, Vector(repeating: 1.44269504))
    let exponent = shifted - rounding
    var rest = bounded.addingProduct(exponent, Vector(repeating: -0.693359375))
    rest = rest.addingProduct(exponent, Vector(repeating: 2.12194440e-4))
    var sum = Vector(repeating: 1 / 5040)
    sum = Vector(repeating: 1 / 720).addingProduct(sum, rest)
    sum = Vector(repeating: 1 / 120).addingProduct(sum, rest)
    sum = Vector(repeating: 1 / 24).addingProduct(sum, rest)
    sum = Vector(repeating: 1 / 6).addingProduct(sum, rest)
    sum = Vector(repeating: 0.5).addingProduct(sum, rest)
    sum = Vector(repeating: 1).addingProduct(sum, rest)
    sum = Vector(repeating: 1).addingProduct(sum, rest)
    // 2ⁿ in two factors, so that n = 128 and the subnormal results come out right.
    let integer =
      unsafeBitCast(shifted, to: SIMD16<Int32>.self) &- SIMD16<Int32>(repeating: 0x4B40_0000)
    let half = integer &>> 1
    return sum * powerOfTwo(half) * powerOfTwo(integer &- half)
  }

  /// The sum of all lanes, by halves.
  @inline(__always)
  public static func sum(_ x: Vector) -> Float {
    let eight = x.lowHalf + x.highHalf
    let four = eight.lowHalf + eight.highHalf
    let two = four.lowHalf + four.highHalf
    return two.x + two.y
  }

  /// 2ⁿ for −126 ≤ n ≤ 127, made from its bits.
  @inline(__always)
  private static func powerOfTwo(_ n: SIMD16<Int32>) -> Vector {
    unsafeBitCast((n &+ 127) &<< 23, to: Vector.self)
  }
}
