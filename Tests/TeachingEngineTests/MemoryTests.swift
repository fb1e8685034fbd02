import Foundation
import Testing

import TeachingEngine

/// A long training keeps no memory; each runs in a process of its own, so that other tests do not
/// show. `engine-bench memory w4-lstm --steps 100000` measures the same at length.
#if os(Linux)
@Suite struct MemoryTests {
  /// Kilobytes that this process holds.
  private static func residentKilobytes() -> Int {
    let status = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
    let line = status.split(separator: "\n").first { $0.hasPrefix("VmRSS:") }
    return line.flatMap { Int($0.filter(\.isNumber)) } ?? .max
  }

  /// Ends the process with failure if later steps leave more than a megabyte behind.
  private static func requireConstantMemory<Layer: SequenceLayer>(
    _ layer: Layer,
    steps: Int
  ) where Layer.Scalar == Float {
    let x = Tensor.ones([1, 20, 1])
    let optimizer = Adam(layer, learningRate: 1e-4)
    func train(_ count: Int) {
      for _ in 0..<count { optimizer.step(minimizing: layer(x).outputs.squared().mean()) }
    }
    _ = residentKilobytes()
    train(steps / 10)
    let early = residentKilobytes()
    train(steps)
    let growth = residentKilobytes() - early
    if growth > 1024 { fatalError("\(growth) kB more after \(steps) steps") }
  }

  @Test func `training on the tape does not grow`() async {
    await #expect(processExitsWith: .success) {
      var generator = RandomGenerator(seed: 1)
      let cell = LSTMCell(inputs: 1, hidden: 8, generator: &generator)
      MemoryTests.requireConstantMemory(Unrolled(cell), steps: 2000)
    }
  }

  @Test func `training fused layers does not grow`() async {
    await #expect(processExitsWith: .success) {
      var generator = RandomGenerator(seed: 1)
      let cell = LSTMCell(inputs: 1, hidden: 8, generator: &generator)
      MemoryTests.requireConstantMemory(Fused(cell), steps: 20_000)
    }
  }
}
#endif
