import EngineKernels
import Foundation
import Testing

struct FunctionTests {
  /// Every magnitude from 1e-6 to 120, both signs, densely where the functions bend.
  private static let grid: [Float] =
    [0] + stride(from: -24, through: 24, by: 0.0007).map(Float.init)
    + stride(from: -6, through: 2.08, by: 0.001).flatMap {
      [Float(pow(10, $0)), -Float(pow(10, $0))]
    }

  @Test("vectorised tanh is within 4e-7 of the C library's, inside [−1, 1], odd")
  func tanhIsAccurate() {
    let result = mapped(.tanh, Self.grid)
    let mirrored = mapped(.tanh, Self.grid.map { -$0 })
    let errors = zip(Self.grid, result).map { abs(Double($1) - tanh(Double($0))) }
    #expect(errors.max() ?? 1 < 4e-7)
    #expect(result.allSatisfy { abs($0) <= 1 })
    #expect(zip(result, mirrored).allSatisfy { $0 == -$1 })
  }

  @Test("vectorised σ is within 4e-7 relative of 1 / (1 + e⁻ˣ), inside [0, 1]")
  func sigmoidIsAccurate() {
    // Below −87 results are subnormal, where no Float has so many digits.
    let grid = Self.grid.filter { $0 > -87 }
    let result = mapped(.sigmoid, grid)
    let errors = zip(grid, result).map { abs(Double($1) * (1 + exp(-Double($0))) - 1) }
    #expect(errors.max() ?? 1 < 4e-7)
    #expect(mapped(.sigmoid, Self.grid).allSatisfy { (0...1).contains($0) })
  }

  @Test("vectorised exp is within 3e-7 relative of the C library's")
  func exponentialIsAccurate() {
    let grid = stride(from: -87, through: 88.7, by: 0.003).map(Float.init)
    let errors = zip(grid, mapped(.exponential, grid)).map { abs(Double($1) / exp(Double($0)) - 1) }
    #expect(errors.max() ?? 1 < 3e-7)
  }

  @Test("the functions saturate exactly")
  func saturation() {
    let large: [Float] = [9.02, 9.5, 20, 1e4, 3e38, .infinity]
    #expect(mapped(.tanh, large).allSatisfy { $0 == 1 })
    #expect(mapped(.tanh, large.map { -$0 }).allSatisfy { $0 == -1 })
    #expect(mapped(.sigmoid, large.map { 2 * $0 }).allSatisfy { $0 == 1 })
    #expect(mapped(.sigmoid, [-105, -1e4, -.infinity] as [Float]).allSatisfy { $0 == 0 })
    #expect(mapped(.sigmoid, [-18.04, -30, -80] as [Float]).allSatisfy { $0 > 0 })
    #expect(mapped(.exponential, [89, 1e4, .infinity] as [Float]).allSatisfy { $0 == .infinity })
    #expect(mapped(.exponential, [-104, -1e4, -.infinity] as [Float]).allSatisfy { $0 == 0 })
    #expect(mapped(.exponential, [-100] as [Float]) == [exp(-100)])
  }

  @Test("a NaN stays one", arguments: ElementwiseFunction.allCases)
  func nan(_ function: ElementwiseFunction) {
    #expect(mapped(function, [0, .nan, 1] as [Float]).map(\.isNaN) == [false, true, false])
    #expect(mapped(function, [0, .nan, 1] as [Double]).map(\.isNaN) == [false, true, false])
  }

  @Test("for Double the functions are the C library's")
  func doubles() {
    let grid = stride(from: -40, through: 40, by: 0.37).map { $0 }
    #expect(mapped(.tanh, grid) == grid.map { tanh($0) })
    #expect(mapped(.sigmoid, grid) == grid.map { 1 / (1 + exp(-$0)) })
    #expect(mapped(.exponential, grid) == grid.map { exp($0) })
  }

  private func mapped<Scalar: KernelScalar>(
    _ function: ElementwiseFunction,
    _ input: [Scalar]
  ) -> [Scalar] {
    var result = [Scalar](repeating: -7, count: input.count)
    input.withUnsafeBufferPointer { input in
      result.withUnsafeMutableBufferPointer { result in
        guard let from = input.baseAddress, let to = result.baseAddress else { return }
        ElementwiseKernels.map(function, from, into: to, count: input.count)
      }
    }
    return result
  }
}
