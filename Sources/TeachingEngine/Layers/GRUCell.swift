/// What the update gate z of a GRU does; the two are the same function with z ↔ 1 − z.
public enum UpdateGate: String, Sendable, Codable, CaseIterable {
  /// h′ = (1 − z) ⊙ n + z ⊙ h: z keeps the old state. PyTorch; Cho et al. (2014), eq. 7.
  case keepsState
  /// h′ = (1 − z) ⊙ h + z ⊙ n: z writes the candidate. Chung et al. (2014), eq. 4.
  case writesCandidate
}

/// Where the reset gate r of a GRU acts; the two are different functions.
public enum ResetGate: String, Sendable, Codable, CaseIterable {
  /// n = tanh(x Wxn + bxn + r ⊙ (h Whn + bhn)). PyTorch; version 1 of Cho et al. (2014).
  case afterProduct
  /// n = tanh(x Wxn + (r ⊙ h) Whn + b). Version 3 of Cho et al. (2014).
  case beforeProduct
}

/// One step of a gated recurrent unit.
///
///     r = σ(x Wxr + h Whr + br)      z = σ(x Wxz + h Whz + bz)
///     n = tanh(x Wxn + bxn + r ⊙ (h Whn + bhn))
///     h′ = (1 − z) ⊙ n + z ⊙ h
///
/// with the variants of `UpdateGate` and `ResetGate`. The gates stand side by side in the weights'
/// columns, in the order r, z, n.
///
/// - Source: Cho et al. (2014), "Learning phrase representations using RNN encoder–decoder".
public struct GRUCellOf<Scalar: TensorScalar>: WeightedCell {
  /// Wx `[inputs, 3 · hidden]`, Wh `[hidden, 3 · hidden]` and the biases.
  public let weights: RecurrentWeights<Scalar>
  /// What z does.
  public let updateGate: UpdateGate
  /// Where r acts.
  public let resetGate: ResetGate

  /// A cell with random weights.
  ///
  /// - Parameter keepBias: what z's bias starts at, signed so that a positive number keeps the
  ///   state; drawn like the others if `nil`.
  public init(
    inputs: Int,
    hidden: Int,
    biases: BiasConvention = .one,
    updateGate: UpdateGate = .keepsState,
    resetGate: ResetGate = .afterProduct,
    keepBias: Scalar? = nil,
    initializer: Initializer = .uniformByWidth,
    recurrentInitializer: Initializer? = nil,
    generator: inout RandomGenerator,
    file: StaticString = #fileID,
    line: UInt = #line
  ) {
    weights = RecurrentWeights(
      inputs: inputs,
      hidden: hidden,
      gates: 3,
      biases: biases,
      initializer: initializer,
      recurrentInitializer: recurrentInitializer,
      generator: &generator
    )
    self.updateGate = updateGate
    self.resetGate = resetGate
    guard let keepBias else { return }
    guard let bias = weights.inputBias else {
      trap(
        .argument(
          operation: "GRUCell",
          problem: "a keep bias was given to a cell without biases",
          fix: "use biases: .one or .two"
        ),
        file: file,
        line: line
      )
    }
    for unit in hidden..<(2 * hidden) {
      bias.storedValue[unit] = updateGate == .keepsState ? keepBias : -keepBias
      weights.hiddenBias?.storedValue[unit] = 0
    }
  }

  /// A cell with the given weights.
  public init(
    weights: RecurrentWeights<Scalar>,
    updateGate: UpdateGate = .keepsState,
    resetGate: ResetGate = .afterProduct
  ) {
    self.weights = weights
    self.updateGate = updateGate
    self.resetGate = resetGate
  }

  /// The weights under PyTorch's names.
  public var parameters: [NamedParameter<Scalar>] {
    weights.parameters(secondBiasApart: resetGate == .afterProduct ? 2 * hidden : nil)
  }

  /// The same function in the other convention of z: the update gate's weights change their sign.
  public func convertingUpdateGate() -> GRUCellOf {
    func negated(_ t: TensorOf<Scalar>) -> TensorOf<Scalar> {
      let gates = (0..<3).map { t.slice(axis: -1, ($0 * hidden)..<(($0 + 1) * hidden)) }
      return .concatenated([gates[0], -gates[1], gates[2]], axis: -1)
    }
    let converted = RecurrentWeights(
      input: negated(weights.input.value),
      hidden: negated(weights.hidden.value),
      inputBias: weights.inputBias.map { negated($0.value) },
      hiddenBias: weights.hiddenBias.map { negated($0.value) },
      gates: 3
    )
    return GRUCellOf(
      weights: converted,
      updateGate: updateGate == .keepsState ? .writesCandidate : .keepsState,
      resetGate: resetGate
    )
  }

  /// h = 0, `[batch, hidden]`.
  public func initialState(batch: Int) -> VariableOf<Scalar> {
    VariableOf(constant: .zeros([batch, hidden]))
  }

  /// The next h.
  public func step(
    _ x: VariableOf<Scalar>,
    _ h: VariableOf<Scalar>,
    file: StaticString,
    line: UInt
  ) -> VariableOf<Scalar> {
    requireStep("GRUCell", x, [h], file: file, line: line)
    let source = weights.hidden
    let fromInput = weights.fromInput(x).split(3)
    let (r, z, n): (VariableOf<Scalar>, VariableOf<Scalar>, VariableOf<Scalar>)
    switch resetGate {
    case .afterProduct:
      let fromHidden = weights.fromHidden(h).split(3)
      r = (fromInput[0] + fromHidden[0]).sigmoid()
      z = (fromInput[1] + fromHidden[1]).sigmoid()
      n = (fromInput[2] + r * fromHidden[2]).tanh()
    case .beforeProduct:
      let matrices = weights.hidden.split(3)
      let biases = weights.hiddenBias?.split(3)
      func fromHidden(_ h: VariableOf<Scalar>, _ gate: Int) -> VariableOf<Scalar> {
        let product = h.matmul(matrices[gate])
        return biases.map { product + $0[gate] } ?? product
      }
      r = (fromInput[0] + fromHidden(h, 0)).sigmoid()
      z = (fromInput[1] + fromHidden(h, 1)).sigmoid()
      n = (fromInput[2] + fromHidden(r * h, 2)).tanh()
    }
    r.marked(.resetGate, of: source)
    z.marked(.updateGate, of: source)
    n.marked(.candidate, of: source)
    let next = updateGate == .keepsState ? (1 - z) * n + z * h : (1 - z) * h + z * n
    return next.marked(.hiddenState, of: source)
  }

  /// h itself.
  public func output(of state: VariableOf<Scalar>) -> VariableOf<Scalar> { state }
}

/// A GRU cell of single precision.
public typealias GRUCell = GRUCellOf<Float>
