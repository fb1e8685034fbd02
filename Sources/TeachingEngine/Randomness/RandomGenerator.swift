/// A seeded source of random numbers, the same on every machine and in every release of Swift.
///
/// A value: copying it repeats its stream, `split()` starts an independent one. The algorithm is
/// xoshiro256**, its state filled by SplitMix64; normal draws use the polar method, so that no
/// system library decides a digit except through `log` and `sqrt`.
///
/// - Source: Blackman & Vigna (2021), "Scrambled linear pseudorandom number generators";
///   Steele, Lea & Flood (2014) for SplitMix64; Marsaglia & Bray (1964) for the polar method.
public struct RandomGenerator: RandomNumberGenerator, Equatable, Sendable {
  private var state: (UInt64, UInt64, UInt64, UInt64)

  /// A generator whose whole stream follows from `seed`.
  public init(seed: UInt64) {
    var mixer = seed
    state = (
      Self.splitMix(&mixer), Self.splitMix(&mixer), Self.splitMix(&mixer), Self.splitMix(&mixer)
    )
  }

  /// The next 64 random bits.
  public mutating func next() -> UInt64 {
    let scrambled = Self.rotate(state.1 &* 5, 7) &* 9
    let shifted = state.1 << 17
    state.2 ^= state.0
    state.3 ^= state.1
    state.1 ^= state.2
    state.0 ^= state.3
    state.2 ^= shifted
    state.3 = Self.rotate(state.3, 45)
    return scrambled
  }

  /// A new generator whose stream is independent of what this one draws afterwards.
  public mutating func split() -> RandomGenerator {
    RandomGenerator(seed: next())
  }

  /// A number in `[0, 1)`, all 53 bits of a `Double` random.
  public mutating func unit() -> Double {
    Double(next() >> 11) * 0x1p-53
  }

  /// A number uniform in a range.
  @_specialize(where Scalar == Float)
  @_specialize(where Scalar == Double)
  public mutating func uniform<Scalar: TensorScalar>(
    in range: ClosedRange<Scalar> = 0...1
  ) -> Scalar {
    let low = Double(range.lowerBound)
    let drawn = Scalar(low + (Double(range.upperBound) - low) * unit())
    return min(max(drawn, range.lowerBound), range.upperBound)
  }

  /// A draw from the normal distribution with mean 0 and variance 1.
  @_specialize(where Scalar == Float)
  @_specialize(where Scalar == Double)
  public mutating func normal<Scalar: TensorScalar>() -> Scalar {
    while true {
      let u = 2 * unit() - 1
      let v = 2 * unit() - 1
      let s = u * u + v * v
      if s > 0, s < 1 { return Scalar(u * (-2 * Double.log(s) / s).squareRoot()) }
    }
  }

  /// An integer uniform in `0 ..< bound`, without bias.
  public mutating func integer(
    below bound: Int,
    file: StaticString = #fileID,
    line: UInt = #line
  ) -> Int {
    guard bound > 0 else {
      trap(
        .argument(
          operation: "integer(below:)",
          problem: "no integer is in 0..<\(bound)",
          fix: "give a bound of at least 1"
        ),
        file: file,
        line: line
      )
    }
    let width = UInt64(bound)
    let threshold = (0 &- width) % width
    while true {
      let (high, low) = next().multipliedFullWidth(by: width)
      if low >= threshold { return Int(high) }
    }
  }

  /// `true` with the given probability.
  public mutating func bernoulli(_ probability: Double) -> Bool {
    unit() < probability
  }

  /// A draw from the exponential distribution with the given rate.
  public mutating func exponential(rate: Double = 1) -> Double {
    -Double.log1p(-unit()) / rate
  }

  /// A draw from the Poisson distribution, by counting exponential waiting times.
  public mutating func poisson(mean: Double) -> Int {
    var count = 0
    var time = exponential()
    while time < mean {
      count += 1
      time += exponential()
    }
    return count
  }

  /// An index drawn with probability proportional to its weight.
  @_specialize(where Scalar == Float)
  @_specialize(where Scalar == Double)
  public mutating func index<Scalar: TensorScalar>(
    weights: [Scalar],
    file: StaticString = #fileID,
    line: UInt = #line
  ) -> Int {
    let total = weights.reduce(0.0) { $0 + Double($1) }
    guard total > 0, total.isFinite, weights.allSatisfy({ $0 >= 0 }) else {
      trap(
        .argument(
          operation: "index(weights:)",
          problem: "the weights do not form a distribution",
          fix: "give weights that are not negative and have a positive, finite sum"
        ),
        file: file,
        line: line
      )
    }
    var remaining = unit() * total
    for (index, weight) in weights.enumerated() where weight > 0 {
      remaining -= Double(weight)
      if remaining < 0 { return index }
    }
    return weights.lastIndex { $0 > 0 } ?? 0
  }

  /// The elements in random order (Fisher–Yates).
  public mutating func shuffled<Element>(_ elements: [Element]) -> [Element] {
    var result = elements
    for index in result.indices.dropFirst().reversed() {
      result.swapAt(index, integer(below: index + 1))
    }
    return result
  }

  /// Whether two generators will draw the same stream.
  public static func == (lhs: RandomGenerator, rhs: RandomGenerator) -> Bool {
    lhs.state == rhs.state
  }

  private static func splitMix(_ state: inout UInt64) -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var z = state
    z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
    z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
    return z ^ (z >> 31)
  }

  private static func rotate(_ x: UInt64, _ bits: UInt64) -> UInt64 {
    (x << bits) | (x >> (64 - bits))
  }
}
