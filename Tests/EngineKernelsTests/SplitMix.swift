/// A seeded generator for test data (Steele, Lea & Flood 2014), so that the kernels are tested alone.
struct SplitMix: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  mutating func numbers<Scalar: BinaryFloatingPoint>(
    _ count: Int,
    in range: ClosedRange<Double> = -1...1
  ) -> [Scalar] {
    (0..<count).map { _ in Scalar(Double.random(in: range, using: &self)) }
  }
}
