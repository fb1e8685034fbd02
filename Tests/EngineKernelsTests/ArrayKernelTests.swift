import EngineKernels
import TestSupport
import Testing

struct ArrayKernelTests {
  @Test("sums and dot products equal plain loops", arguments: [1, 7, 16, 63, 64, 65, 1000])
  func reductions(count: Int) {
    var random = SplitMix(seed: 3)
    let (a, b): ([Double], [Double]) = (random.numbers(count), random.numbers(count))
    let dot = ElementwiseKernels.dot(a, b, count: count)
    #expect(abs(dot - zip(a, b).map { $0 * $1 }.reduce(0, +)) < 1e-13 * Double(count))
    #expect(abs(ElementwiseKernels.sum(a, count: count) - a.reduce(0, +)) < 1e-13 * Double(count))
  }

  @Test("adding a multiple touches every element once", arguments: [1, 8, 33])
  func addition(count: Int) {
    var random = SplitMix(seed: 4)
    let (source, start): ([Double], [Double]) = (random.numbers(count), random.numbers(count))
    var target = start
    ElementwiseKernels.add(source, times: -0.5, to: &target, count: count)
    for index in 0..<count { #expect(target[index] == start[index] - 0.5 * source[index]) }
  }

  @Test("an Adam step equals its formula", arguments: [1, 8, 19])
  func adam(count: Int) {
    var random = SplitMix(seed: 9)
    let gradients: [Double] = random.numbers(count)
    let start: [Double] = random.numbers(count)
    let firstStart: [Double] = random.numbers(count)
    let secondStart: [Double] = random.numbers(count, in: 0...1)
    var (parameters, first, second) = (start, firstStart, secondStart)
    let step = OptimizerKernels.AdamStep<Double>(
      learningRate: 0.01,
      firstDecay: 0.9,
      secondDecay: 0.999,
      epsilon: 1e-8,
      firstCorrection: 0.271,
      secondCorrection: 0.002997001
    )
    OptimizerKernels.adam(
      step,
      parameters: &parameters,
      gradients: gradients,
      firstMoments: &first,
      secondMoments: &second,
      count: count
    )
    for index in 0..<count {
      let g = gradients[index]
      let m = 0.9 * firstStart[index] + 0.1 * g
      let v = 0.999 * secondStart[index] + 0.001 * g * g
      let expected = start[index] - 0.01 * (m / 0.271) / ((v / 0.002997001).squareRoot() + 1e-8)
      #expect(abs(first[index] - m) < 1e-15)
      #expect(abs(second[index] - v) < 1e-15)
      #expect(abs(parameters[index] - expected) < 1e-14)
    }
  }
}
