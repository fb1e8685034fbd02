import Testing

import TeachingEngine

/// What padding and masked places hold reaches no value and no gradient: everything is as if they held
/// zeros, to the last bit, whatever is in them.
@Suite struct PaddingTests {
  static let rubbish: [Double] = [.nan, .infinity, -.infinity, 1e30, -7]
  static let lengths = [3, 2, 0, 4]

  /// Four sequences of four steps with `filling` past their ends.
  private static func padded<Scalar: TensorScalar>(_ filling: Scalar) -> TensorOf<Scalar> {
    var generator = RandomGenerator(seed: 5)
    var result = TensorOf<Scalar>.normal([4, 4, 2], generator: &generator)
    for (sequence, length) in lengths.enumerated() {
      for step in length..<4 {
        for feature in 0..<2 { result[sequence, step, feature] = filling }
      }
    }
    return result
  }

  /// Values, final states and all gradients of a layer over the padded batch, in one row.
  private static func trace<Layer: SequenceLayer>(
    _ layer: Layer,
    filling: Layer.Scalar
  ) -> [Layer.Scalar] {
    let input = VariableOf(padded(filling))
    for parameter in layer.parameters { parameter.variable.zeroGradient() }
    let result = layer(input, lengths: lengths)
    let final = result.finalState.parts.map { $0.squared().sum() }
    (final.reduce(result.outputs.squared().sum()) { $0 + $1 }).backward()
    return result.outputs.value.scalars + result.finalState.parts.flatMap(\.value.scalars)
      + input.gradient.scalars + layer.parameters.flatMap(\.variable.gradient.scalars)
  }

  private func expectSame<Layer: SequenceLayer>(
    _ layer: Layer,
    _ location: SourceLocation = #_sourceLocation
  ) {
    let zeros = Self.trace(layer, filling: 0)
    #expect(zeros.allSatisfy { $0.isFinite }, sourceLocation: location)
    for filling in Self.rubbish {
      let other = Self.trace(layer, filling: Layer.Scalar(filling))
      #expect(other == zeros, "\(type(of: layer)) with \(filling)", sourceLocation: location)
    }
  }

  /// Every recurrent layer there is, on the tape and fused.
  private func checkLayers<Scalar: TensorScalar>(_: Scalar.Type) {
    var generator = RandomGenerator(seed: 1)
    func both<Cell: FusableCell>(_ cell: Cell) where Cell.Scalar == Scalar {
      expectSame(Unrolled(cell))
      expectSame(Fused(cell))
      expectSame(Bidirectional(forward: Unrolled(cell), backward: Unrolled(cell)))
      expectSame(Bidirectional(forward: Fused(cell), backward: Fused(cell)))
      expectSame(ResidualSequence(Unrolled(cell)))
      expectSame(ResidualSequence(Fused(cell)))
      expectSame(Stacked([Unrolled(cell), Unrolled(cell)]))
      expectSame(Stacked([Fused(cell), Fused(cell)]))
    }
    for activation in RNNActivation.allCases {
      both(
        RNNCellOf<Scalar>(inputs: 2, hidden: 2, activation: activation, generator: &generator)
      )
    }
    both(LSTMCellOf<Scalar>(inputs: 2, hidden: 2, generator: &generator))
    both(LSTM1997CellOf<Scalar>(inputs: 2, hidden: 2, generator: &generator))
    for reset in ResetGate.allCases {
      let update: UpdateGate = reset == .afterProduct ? .keepsState : .writesCandidate
      both(
        GRUCellOf<Scalar>(
          inputs: 2,
          hidden: 2,
          updateGate: update,
          resetGate: reset,
          generator: &generator
        )
      )
    }
    let minimal = MinGRUCellOf<Scalar>(inputs: 2, hidden: 2, generator: &generator)
    expectSame(Unrolled(minimal))
    for method in ScanMethod.allCases { expectSame(MinGRUOf(minimal, method: method)) }
    expectSame(ResidualSequence(MinGRUOf(minimal)))
  }

  @Test func `padding of any kind is as zeros in every recurrent layer, in Float`() {
    checkLayers(Float.self)
  }

  @Test func `padding of any kind is as zeros in every recurrent layer, in Double`() {
    checkLayers(Double.self)
  }

  @Test func `padding of any kind is as zeros in planned training`() {
    func trained(_ filling: Float) -> [Float] {
      var generator = RandomGenerator(seed: 1)
      let layer = GRU(inputs: 2, hidden: 3, generator: &generator)
      let readout = Dense(inputs: 3, outputs: 1, generator: &generator)
      let training = PlannedTraining(
        layers: [layer],
        readout: readout,
        batch: 4,
        time: 4,
        update: .adam(learningRate: 0.01)
      )
      let losses = (0..<3).map { _ in
        training.step(Self.padded(filling), Tensor([[1], [2], [3], [4]]), lengths: Self.lengths)
      }
      training.storeParameters()
      return losses + layer.parameters.flatMap(\.variable.value.scalars)
    }
    for filling in Self.rubbish { #expect(trained(Float(filling)) == trained(0), "\(filling)") }
  }

  @Test func `NaN inside a sequence comes out, from its step on`() {
    var generator = RandomGenerator(seed: 1)
    let cell = LSTMCell(inputs: 2, hidden: 3, generator: &generator)
    var x: Tensor = Self.padded(0)
    x[0, 1, 0] = .nan
    for outputs in [
      Fused(cell)(x, lengths: Self.lengths).outputs.value,
      Unrolled(cell)(x, lengths: Self.lengths).outputs.value,
    ] {
      let rows = (0..<4).map { outputs.select(axis: 0, index: 0).select(axis: 0, index: $0) }
      #expect(rows.map { $0.scalars.allSatisfy { $0.isNaN } } == [false, true, true, false])
      #expect(outputs.select(axis: 0, index: 1).isFinite)
    }
  }

  /// A loss and the gradient of what it reads, for one filling of the places that do not count.
  private func expectSameLoss<Scalar: TensorScalar>(
    _ shape: [Int],
    mask: TensorOf<Scalar>,
    _ loss: (VariableOf<Scalar>, Scalar) -> VariableOf<Scalar>,
    _ location: SourceLocation = #_sourceLocation
  ) {
    func computed(_ filling: Scalar) -> [Scalar] {
      var generator = RandomGenerator(seed: 2)
      let whole = TensorOf<Scalar>.normal(shape, generator: &generator)
      let x = VariableOf(
        mask.broadcast(to: shape).map(with: whole) { $0 == 0 ? filling : $1 }
      )
      let value = loss(x, filling)
      value.backward()
      return [value.item] + x.gradient.scalars
    }
    let zeros = computed(0)
    #expect(zeros.allSatisfy { $0.isFinite }, sourceLocation: location)
    for filling in Self.rubbish {
      #expect(computed(Scalar(filling)) == zeros, "\(filling)", sourceLocation: location)
    }
  }

  private func checkLosses<Scalar: TensorScalar>(_: Scalar.Type) {
    let mask = TensorOf<Scalar>([[1, 0, 1], [0, 1, 1]])
    func targets(_ filling: Scalar) -> TensorOf<Scalar> {
      mask.map { $0 == 0 ? filling : 1 }
    }
    expectSameLoss([2, 3], mask: mask) { meanSquaredError($0, targets($1), mask: mask) }
    expectSameLoss([2, 3], mask: mask) {
      binaryCrossEntropy(logits: $0, targets: targets($1), mask: mask)
    }
    for smoothing: Scalar in [0, 0.1] {
      expectSameLoss([2, 3, 4], mask: mask.expanded(axis: 2)) { logits, _ in
        crossEntropy(
          logits: logits,
          labels: [0, -1, 3, 99, 1, 2],
          mask: mask,
          labelSmoothing: smoothing
        )
      }
    }
    // What is left out after functions whose slopes are not finite there, by hand.
    expectSameLoss([2, 3], mask: mask) { x, _ in
      let functions = [
        x.squared(), x.exp(), x.tanh() * x, (1 + x.squared()).log(), x / (1 + x.squared()),
        x.softplus(), x.squared().sqrt(), x.sin() + x.cos(), x.sigmoid(), x.power(3),
      ]
      return functions.reduce(0 * x.masked(by: mask)) { $0 + $1.masked(by: mask) }.sum()
    }
  }

  @Test func `masked places of losses may hold anything`() {
    checkLosses(Float.self)
    checkLosses(Double.self)
  }

  @Test func `a masked place passes on neither value nor gradient`() {
    let x = Variable(Tensor([2, .nan, .infinity]))
    let y = x.masked(by: Tensor([3, 0, 0]))
    y.sum().backward()
    #expect(y.value == Tensor([6, 0, 0]))
    #expect(x.gradient == Tensor([3, 0, 0]))
    #expect(Tensor([.nan]).masked(by: Tensor([1])).item.isNaN)
  }

  @Test func `dropped places may hold anything, kept NaN comes out`() {
    func dropped(_ filling: Float) -> (Tensor, Tensor) {
      var generator = RandomGenerator(seed: 3)
      let mask: Tensor = dropoutMask([1, 40], probability: 0.5, generator: &generator)
      let x = Variable(mask.map { $0 == 0 ? filling : 1 })
      var again = RandomGenerator(seed: 3)
      let y = dropout(x, probability: 0.5, generator: &again)
      y.sum().backward()
      return (y.value, x.gradient)
    }
    #expect(dropped(.nan) == dropped(0))
    #expect(dropped(.infinity) == dropped(0))
    var generator = RandomGenerator(seed: 3)
    let all = dropout(
      Variable(Tensor.full([1, 40], .nan)),
      probability: 0.5,
      generator: &generator
    )
    #expect(all.value.scalars.contains { $0.isNaN } && all.value.scalars.contains(0))
  }
}
