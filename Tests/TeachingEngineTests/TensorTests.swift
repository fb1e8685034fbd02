import Testing

import TeachingEngine

@Suite struct TensorTests {
  @Test func `shapes, elements, slices`() {
    var t = Tensor([[1, 2, 3], [4, 5, 6]])
    let copy = t
    t[1, 2] = 60
    #expect(copy[1, 2] == 6)
    #expect(t.select(axis: 0, index: 1) == Tensor([4, 5, 60]))
    #expect(t.select(axis: -1, index: -1) == t.select(axis: 1, index: 2))
    #expect(t.rows()[1] == [4, 5, 60] && t.rows().count == 2)
    #expect(copy[1...] == Tensor([[4, 5, 6]]))
    #expect(copy.slice(axis: -1, 1..<2) == Tensor([[2], [5]]))
    #expect(copy.transposed() == Tensor([[1, 4], [2, 5], [3, 6]]))
    #expect(copy.gathered(rows: [1, 1]).shape == [2, 3])
  }

  @Test func `three axes are reordered as their indices say`() {
    let t = Tensor.range(24).reshaped([2, 3, 4])
    let u = t.transposed(axes: [2, 0, 1])
    for i in 0..<2 { for j in 0..<3 { for k in 0..<4 { #expect(t[i, j, k] == u[k, i, j]) } } }
  }

  @Test func `products equal sums of products, whatever the transposition`() {
    var generator = RandomGenerator(seed: 4)
    for (m, k, n) in [(1, 1, 1), (2, 3, 4), (7, 5, 1), (9, 17, 33)] {
      let a = TensorOf<Double>.normal([m, k], generator: &generator)
      let b = TensorOf<Double>.normal([k, n], generator: &generator)
      let product = a.matmul(b)
      for i in 0..<m {
        for j in 0..<n {
          let expected = (0..<k).reduce(0) { $0 + a[i, $1] * b[$1, j] }
          #expect(abs(product[i, j] - expected) < 1e-12)
        }
      }
    }
  }

  @Test func `softmax neither overflows nor divides by nothing`() {
    #expect(Tensor([1000, 1000]).softmax() == Tensor([0.5, 0.5]))
    #expect(Tensor([-Float.infinity, 0]).softmax() == Tensor([0, 1]))
    #expect(Tensor([-Float.infinity, -Float.infinity]).softmax() == Tensor([0, 0]))
    #expect(Tensor([0, -200]).logSoftmax() == Tensor([0, -200]))
    #expect(Tensor([Float.nan, 0]).softmax().scalars.allSatisfy { $0.isNaN })
  }

  @Test func `a norm survives numbers whose squares do not`() {
    #expect(Tensor([3e30, 4e30]).norm == 5e30)
    #expect(Tensor([3e-30, 4e-30]).norm == 5e-30)
    #expect(Tensor([Float.infinity]).norm == .infinity)
  }

  @Test(arguments: [
    (Tensor(2), "2.0000"),
    (Tensor([1, -20.5]), "Tensor [2]\n  1.0000  -20.5000"),
    (Tensor([[1e-9], [.nan]]), "Tensor [2, 1]\n  1.000e-9\n       nan"),
    (Tensor.zeros([0, 3]), "Tensor [0, 3]"),
  ])
  func `a tensor is printed with its shape and aligned numbers`(_ t: Tensor, _ text: String) {
    #expect(t.description == text)
  }

  @Test func `long axes are shortened in print`() {
    let lines = Tensor.zeros([100, 100]).description.split(separator: "\n")
    #expect(lines.count == 22)
    #expect(lines[1].contains("…"))
  }

  @Test func `singular values and eigenvalues of known matrices`() {
    let shear = TensorOf<Double>([[0.9, 5], [0, 0.9]])
    let values = singularValues(shear)
    #expect(abs(values[0] * values[1] - 0.81) < 1e-12)
    #expect(abs(values[0] * values[0] + values[1] * values[1] - 26.62) < 1e-12)
    #expect(abs(spectralRadius(shear) - 0.9) < 1e-7)
    let rotation = TensorOf<Double>([[0, -1, 0], [1, 0, 0], [0, 0, 0.5]])
    let found = eigenvalues(rotation)
    #expect(abs(found[0].magnitude - 1) < 1e-12)
    #expect(abs(found[0].imaginary) > 0.999)
    #expect(abs(found[2].real - 0.5) < 1e-12)
    // Powers of the shear peak at k = 9 although its spectral radius is below 1.
    var power = TensorOf<Double>.identity(2)
    let norms = (0..<40).map { _ in
      defer { power = power.matmul(shear) }
      return spectralNorm(power)
    }
    #expect(norms.firstIndex(of: norms.max() ?? 0) == 9)
    #expect(abs((norms.max() ?? 0) - 19.4) < 0.05)
  }

  @Test func `eigenvalues of random matrices have the right sum and product`() {
    var generator = RandomGenerator(seed: 12)
    for size in [1, 2, 5, 16, 32] {
      let matrix = TensorOf<Double>.normal([size, size], generator: &generator)
      let found = eigenvalues(matrix)
      let trace = (0..<size).reduce(0) { $0 + matrix[$1, $1] }
      #expect(found.count == size)
      #expect(abs(found.reduce(0) { $0 + $1.real } - trace) < 1e-10)
      #expect(abs(found.reduce(0) { $0 + $1.imaginary }) < 1e-10)
      let determinant = singularValues(matrix).reduce(1, *)
      #expect(abs(found.reduce(1) { $0 * $1.magnitude } / determinant - 1) < 1e-9)
    }
  }

  @Test func `least squares finds the coefficients of an autoregression`() {
    var generator = RandomGenerator(seed: 12)
    let series = autoregression(
      [0.6, -0.3],
      noise: 1e-6,
      count: 200,
      generator: &generator,
      as: Double.self
    )
    let examples = windows(over: series, length: 2)
    let fit = leastSquares(examples.inputs.squeezed(axis: 2), examples.targets)
    #expect(abs(fit[0, 0] + 0.3) < 0.2)
    #expect(abs(fit[1, 0] - 0.6) < 0.2)
    let exact = leastSquares(
      TensorOf<Double>([[1, 1], [1, 2], [1, 3]]),
      TensorOf([[3], [5], [7]])
    )
    #expect((exact - TensorOf([[1], [2]])).abs().max() < 1e-12)
  }
}

@Suite struct RandomGeneratorTests {
  @Test func `the stream of a seed never changes`() {
    var generator = RandomGenerator(seed: 1)
    let drawn = (0..<3).map { _ in generator.next() }
    var again = RandomGenerator(seed: 1)
    #expect(drawn == (0..<3).map { _ in again.next() })
    #expect(
      drawn == [12_966_619_160_104_079_557, 9_600_361_134_598_540_522, 10_590_380_919_521_690_900]
    )
  }

  @Test func `moments are those of the distributions`() {
    var generator = RandomGenerator(seed: 3)
    let n = 100_000
    let normal = TensorOf<Double>.normal([n], generator: &generator)
    #expect(abs(normal.mean().item) < 4 / Double(n).squareRoot())
    #expect(abs(normal.variance().item - 1) < 4 * (2 / Double(n)).squareRoot())
    let uniform = TensorOf<Double>.uniform([n], in: -1...3, generator: &generator)
    #expect(abs(uniform.mean().item - 1) < 0.02)
    #expect(uniform.min() >= -1 && uniform.max() <= 3)
    let poisson = (0..<10_000).map { _ in Double(generator.poisson(mean: 2.5)) }
    #expect(abs(TensorOf(poisson).mean().item - 2.5) < 0.07)
    var counts = [0, 0, 0]
    for _ in 0..<30_000 { counts[generator.integer(below: 3)] += 1 }
    #expect(counts.allSatisfy { abs($0 - 10_000) < 400 })
  }

  @Test func `a split stream is its own, and does not depend on later draws`() {
    var a = RandomGenerator(seed: 3)
    var child = a.split()
    #expect(child.next() != a.next())
    var b = RandomGenerator(seed: 3)
    var same = b.split()
    _ = b.next()
    var reference = RandomGenerator(seed: 3)
    var again = reference.split()
    #expect(same.next() == again.next())
  }

  @Test func `orthogonal initialisation is orthogonal`() {
    var generator = RandomGenerator(seed: 3)
    for (rows, columns) in [(4, 4), (3, 7), (7, 3)] {
      let w: TensorOf<Double> = Initializer.orthogonal(gain: 2)
        .matrix(inputs: rows, outputs: columns, generator: &generator)
      #expect(singularValues(w).allSatisfy { abs($0 - 2) < 1e-12 })
    }
  }

  @Test func `chrono initialisation spreads memories and closes the input accordingly`() throws {
    var generator = RandomGenerator(seed: 3)
    let cell = LSTMCell(
      inputs: 1,
      hidden: 50,
      forgetBias: .chrono(longestLag: 100),
      generator: &generator
    )
    let bias = try #require(cell.inputBias).value.scalars
    for unit in 0..<50 {
      #expect(bias[50 + unit] >= 0 && bias[50 + unit] <= log(Float(99)))
      #expect(bias[unit] == -bias[50 + unit])
    }
  }
}
