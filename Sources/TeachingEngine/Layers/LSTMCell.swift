/// What an LSTM carries: h and c, each `[batch, hidden]`.
public struct LSTMStateOf<Scalar: TensorScalar>: RecurrentState {
  /// h, what the rest of the network sees.
  public let hidden: VariableOf<Scalar>
  /// c, the long memory.
  public let cell: VariableOf<Scalar>

  /// A state from h and c.
  public init(hidden: VariableOf<Scalar>, cell: VariableOf<Scalar>) {
    self.hidden = hidden
    self.cell = cell
  }

  /// h, then c.
  public var parts: [VariableOf<Scalar>] { [hidden, cell] }
  /// h and c, replaced.
  public func mapParts(
    _ transform: (VariableOf<Scalar>) -> VariableOf<Scalar>
  ) -> LSTMStateOf {
    let newHidden = transform(hidden)
    return LSTMStateOf(hidden: newHidden, cell: transform(cell))
  }
}

/// An LSTM's state of single precision.
public typealias LSTMState = LSTMStateOf<Float>

/// How the forget gate's bias starts; it decides how long the direct path ∏f remembers.
public enum ForgetBias: Sendable, Equatable {
  /// Drawn like every other bias.
  case drawn
  /// One number; 1 is common (Gers et al. 2000; Jozefowicz et al. 2015).
  case constant(Double)
  /// b_f = ln U(1, T − 1) and b_i = −b_f, so that memories up to T steps occur.
  /// Source: Tallec & Ollivier (2018), "Can recurrent neural networks warp time?", eq. 16.
  case chrono(longestLag: Int)
}

/// One step of a long short-term memory with a forget gate.
///
///     i = σ(x Wxi + h Whi + bi)      f = σ(x Wxf + h Whf + bf)
///     g = tanh(x Wxg + h Whg + bg)   o = σ(x Wxo + h Who + bo)
///     c′ = f ⊙ c + i ⊙ g             h′ = o ⊙ tanh(c′)
///
/// The gates stand side by side in the weights' columns, in the order i, f, g, o. No peepholes.
///
/// - Source: Gers, Schmidhuber & Cummins (2000), eqs. 2.3–2.7; Hochreiter & Schmidhuber (1997) has
///   no forget gate: that is `LSTM1997Cell`.
public struct LSTMCellOf<Scalar: TensorScalar>: WeightedCell {
  /// Wx `[inputs, 4 · hidden]`, Wh `[hidden, 4 · hidden]` and the biases.
  public let weights: RecurrentWeights<Scalar>

  /// A cell with random weights.
  public init(
    inputs: Int,
    hidden: Int,
    biases: BiasConvention = .one,
    forgetBias: ForgetBias = .drawn,
    initializer: Initializer = .uniformByWidth,
    recurrentInitializer: Initializer? = nil,
    generator: inout RandomGenerator,
    file: StaticString = #fileID,
    line: UInt = #line
  ) {
    weights = RecurrentWeights(
      inputs: inputs,
      hidden: hidden,
      gates: 4,
      biases: biases,
      initializer: initializer,
      recurrentInitializer: recurrentInitializer,
      generator: &generator
    )
    initializeForgetGate(forgetBias, generator: &generator, file: file, line: line)
  }

  /// A cell with the given weights.
  public init(weights: RecurrentWeights<Scalar>) { self.weights = weights }

  private func initializeForgetGate(
    _ forgetBias: ForgetBias,
    generator: inout RandomGenerator,
    file: StaticString,
    line: UInt
  ) {
    guard forgetBias != .drawn else { return }
    guard let bias = weights.inputBias else {
      trap(
        .argument(
          operation: "LSTMCell",
          problem: "a forget bias was given to a cell without biases",
          fix: "use biases: .one or .two"
        ),
        file: file,
        line: line
      )
    }
    for unit in 0..<hidden {
      let (input, forget) = (unit, hidden + unit)
      switch forgetBias {
      case .drawn: break
      case .constant(let value): bias.storedValue[forget] = Scalar(value)
      case .chrono(let lag):
        let drawn = Scalar.log(generator.uniform(in: 1...Scalar(Swift.max(2, lag - 1))))
        bias.storedValue[forget] = drawn
        bias.storedValue[input] = -drawn
        weights.hiddenBias?.storedValue[input] = 0
      }
      weights.hiddenBias?.storedValue[forget] = 0
    }
  }

  /// h = 0 and c = 0, each `[batch, hidden]`.
  public func initialState(batch: Int) -> LSTMStateOf<Scalar> {
    let zeros = VariableOf<Scalar>(constant: .zeros([batch, hidden]))
    return LSTMStateOf(hidden: zeros, cell: zeros)
  }

  /// The next h and c.
  public func step(
    _ x: VariableOf<Scalar>,
    _ state: LSTMStateOf<Scalar>,
    file: StaticString,
    line: UInt
  ) -> LSTMStateOf<Scalar> {
    step(x, state, masks: LSTMMasks(), file: file, line: line)
  }

  /// The next h and c, with dropout masks at the places the literature puts them.
  func step(
    _ x: VariableOf<Scalar>,
    _ state: LSTMStateOf<Scalar>,
    masks: LSTMMasks<Scalar>,
    file: StaticString,
    line: UInt
  ) -> LSTMStateOf<Scalar> {
    requireStep("LSTMCell", x, state.parts, file: file, line: line)
    let h = masks.hidden.map { state.hidden.masked(by: $0) } ?? state.hidden
    let gates = (weights.fromInput(x) + weights.fromHidden(h)).split(4)
    let source = weights.hidden
    let i = gates[0].sigmoid().marked(.inputGate, of: source)
    let f = gates[1].sigmoid().marked(.forgetGate, of: source)
    let g = gates[2].tanh().marked(.candidate, of: source)
    let o = gates[3].sigmoid().marked(.outputGate, of: source)
    let candidate = masks.candidate.map { g.masked(by: $0) } ?? g
    let sum = f * state.cell + i * candidate
    let c = (masks.cell.map { sum.masked(by: $0) } ?? sum).marked(.cellState, of: source)
    return LSTMStateOf(hidden: (o * c.tanh()).marked(.hiddenState, of: source), cell: c)
  }

  /// h.
  public func output(of state: LSTMStateOf<Scalar>) -> VariableOf<Scalar> { state.hidden }
}

/// Dropout masks of one LSTM step; `nil` where nothing is dropped.
struct LSTMMasks<Scalar: TensorScalar> {
  var hidden: TensorOf<Scalar>?
  var candidate: TensorOf<Scalar>?
  var cell: TensorOf<Scalar>?
}

/// An LSTM cell of single precision.
public typealias LSTMCell = LSTMCellOf<Float>
