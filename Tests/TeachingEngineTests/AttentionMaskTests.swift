import Testing

import TeachingEngine

/// What masked keys and values hold reaches no value and no gradient of attention.
@Suite struct AttentionMaskTests {
  private static let rubbish: [Double] = [.nan, .infinity, -.infinity, 1e30]

  private static func filled<Scalar: TensorScalar>(
    _ shape: [Int],
    seed: UInt64,
    mask: TensorOf<Scalar>,
    _ filling: Scalar
  ) -> VariableOf<Scalar> {
    var generator = RandomGenerator(seed: seed)
    let whole = TensorOf<Scalar>.normal(shape, generator: &generator)
    return VariableOf(
      mask.expanded(axis: 2).broadcast(to: shape).map(with: whole) { $0 == 0 ? filling : $1 }
    )
  }

  private func expectSame<Scalar: TensorScalar>(
    _ compute: (Scalar) -> [Scalar],
    _ location: SourceLocation = #_sourceLocation
  ) {
    let zeros = compute(0)
    #expect(zeros.allSatisfy { $0.isFinite }, sourceLocation: location)
    for filling in Self.rubbish {
      #expect(compute(Scalar(filling)) == zeros, "\(filling)", sourceLocation: location)
    }
  }

  private func checkScore<Score: AttentionScore>(_ score: Score) {
    typealias Scalar = Score.Scalar
    let mask = TensorOf<Scalar>([[1, 1, 0, 0], [1, 1, 1, 1]])
    var generator = RandomGenerator(seed: 8)
    let asked = TensorOf<Scalar>.normal([2, 4, 3], generator: &generator)
    for (causal, ownValues) in [(false, false), (false, true), (true, true)] {
      expectSame { (filling: Scalar) in
        let queries = VariableOf(asked)
        let keys = Self.filled([2, 4, 3], seed: 1, mask: mask, filling)
        let values = Self.filled([2, 4, 2], seed: 2, mask: mask, filling)
        for parameter in score.parameters { parameter.variable.zeroGradient() }
        let result = attend(
          score,
          queries: queries,
          keys: keys,
          values: ownValues ? values : nil,
          mask: mask,
          causal: causal
        )
        result.context.squared().sum().backward()
        return result.context.value.scalars + result.weights.value.scalars
          + queries.gradient.scalars + keys.gradient.scalars
          + (values.gradientIfAny?.scalars ?? [])
          + score.parameters.flatMap(\.variable.gradient.scalars)
      }
    }
  }

  private func checkScores<Scalar: TensorScalar>(_: Scalar.Type) {
    var generator = RandomGenerator(seed: 1)
    checkScore(DotScoreOf<Scalar>())
    checkScore(GeneralScoreOf<Scalar>(queries: 3, keys: 3, generator: &generator))
    checkScore(AdditiveScoreOf<Scalar>(queries: 3, keys: 3, units: 4, generator: &generator))
  }

  @Test func `masked keys and values may hold anything, under every score`() {
    checkScores(Float.self)
    checkScores(Double.self)
  }

  private func checkBlocks<Scalar: TensorScalar>(_: Scalar.Type) {
    var generator = RandomGenerator(seed: 1)
    let block = SelfAttentionBlockOf<Scalar>(
      width: 4,
      heads: 2,
      feedForwardWidth: 3,
      generator: &generator
    )
    let mask = TensorOf<Scalar>([[1, 1, 0], [1, 1, 1]])
    for causal in [false, true] {
      expectSame { (filling: Scalar) in
        let x = Self.filled([2, 3, 4], seed: 4, mask: mask, filling)
        for parameter in block.parameters { parameter.variable.zeroGradient() }
        let y = block(x, mask: mask, causal: causal)
        y.squared().sum().backward()
        return y.value.scalars + x.gradient.scalars
          + block.parameters.flatMap(\.variable.gradient.scalars)
      }
    }
  }

  @Test func `masked steps of a self-attention block may hold anything`() {
    checkBlocks(Float.self)
    checkBlocks(Double.self)
  }

  @Test func `a causal query does not see NaN that is still to come`() {
    var generator = RandomGenerator(seed: 8)
    var x = Tensor.normal([1, 3, 2], generator: &generator)
    let whole = attend(DotScore(), queries: Variable(x), keys: Variable(x), causal: true)
    x[0, 2, 0] = .nan
    let result = attend(DotScore(), queries: Variable(x), keys: Variable(x), causal: true)
    let (before, after) = (whole.context.value, result.context.value)
    #expect(after.slice(axis: 1, 0..<2) == before.slice(axis: 1, 0..<2))
    #expect(after[0, 2, 0].isNaN)
  }

  @Test func `a key that counts and is NaN comes out, even beside a masked one`() {
    let keys = Variable(Tensor([[[1, 2], [.nan, 0], [3, 4]]]))
    let queries = Variable(Tensor([[[1, 1]]]))
    let result = attend(DotScore(), queries: queries, keys: keys, mask: Tensor([[1, 1, 0]]))
    #expect(result.context.value.scalars.allSatisfy { $0.isNaN })
  }

  private func checkDecoder<Scalar: TensorScalar>(_: Scalar.Type) {
    var generator = RandomGenerator(seed: 1)
    let decoder = FusedAttentionDecoder(
      GRUCellOf<Scalar>(inputs: 5, hidden: 4, generator: &generator),
      score: AdditiveScoreOf(queries: 4, keys: 3, units: 6, generator: &generator)
    )
    let input = TensorOf<Scalar>.normal([2, 3, 2], generator: &generator)
    let mask = TensorOf<Scalar>([[1, 1, 0, 0], [1, 1, 1, 1]])
    expectSame { (filling: Scalar) in
      let memory = Self.filled([2, 4, 3], seed: 6, mask: mask, filling)
      for parameter in decoder.parameters { parameter.variable.zeroGradient() }
      let result = decoder(VariableOf(constant: input), memory: memory, mask: mask)
      result.outputs.squared().sum().backward()
      return result.outputs.value.scalars + result.weights.scalars + memory.gradient.scalars
        + decoder.parameters.flatMap(\.variable.gradient.scalars)
    }
  }

  @Test func `masked steps of a fused decoder's memory may hold anything`() {
    checkDecoder(Float.self)
    checkDecoder(Double.self)
  }
}
