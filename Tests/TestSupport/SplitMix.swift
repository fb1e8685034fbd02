/// Numbers that are the same in every run, of a generator of the tests' own.
///
/// - Source: Steele, Lea & Flood (2014), "Fast splittable pseudorandom number generators".
public struct SplitMix: RandomNumberGenerator, Sendable {
  private var state: UInt64

  /// The numbers of a seed.
  public init(seed: UInt64) { state = seed }

  /// The next number.
  public mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  /// So many numbers in a range.
  public mutating func numbers<Scalar: BinaryFloatingPoint>(
    _ count: Int,
    in range: ClosedRange<Double> = -1...1
  ) -> [Scalar] {
    (0..<count).map { _ in Scalar(Double.random(in: range, using: &self)) }
  }
}
