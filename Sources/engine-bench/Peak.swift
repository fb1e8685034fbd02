import TeachingEngine

/// `engine-bench peak`: multiply-adds on registers alone, the most that a product could reach.
struct Peak {
  init(_ arguments: Arguments) throws { try arguments.check(options: []) }

  func run() throws {
    let rounds = 4_000_000
    var best = Double.infinity
    for _ in 0..<15 {
      let start = ContinuousClock.now
      if multiplyAdd(rounds, by: 0.5) == 3 { print("") }
      best = min(best, (ContinuousClock.now - start).seconds)
    }
    let operations = Double(rounds * Self.accumulators * SIMD16<Float>.scalarCount * 2)
    print(try encode(["gflops": operations / best / 1e9]))
  }

  private static let accumulators = 12

  /// Twelve independent sums, enough to keep two units of latency four busy.
  @inline(never)
  private func multiplyAdd(_ rounds: Int, by factor: Float) -> Float {
    let (a, b) = (SIMD16(repeating: factor), SIMD16<Float>(repeating: 1e-9))
    var (s0, s1, s2, s3, s4, s5) = (a, a, a, a, a, a)
    var (s6, s7, s8, s9, s10, s11) = (a, a, a, a, a, a)
    for _ in 0..<rounds {
      s0 = s0.addingProduct(a, b)
      s1 = s1.addingProduct(a, b)
      s2 = s2.addingProduct(a, b)
      s3 = s3.addingProduct(a, b)
      s4 = s4.addingProduct(a, b)
      s5 = s5.addingProduct(a, b)
      s6 = s6.addingProduct(a, b)
      s7 = s7.addingProduct(a, b)
      s8 = s8.addingProduct(a, b)
      s9 = s9.addingProduct(a, b)
      s10 = s10.addingProduct(a, b)
      s11 = s11.addingProduct(a, b)
    }
    return (s0 + s1 + s2 + s3 + s4 + s5 + s6 + s7 + s8 + s9 + s10 + s11).sum()
  }
}
