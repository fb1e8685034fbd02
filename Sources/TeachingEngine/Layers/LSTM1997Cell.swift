/// One step of the LSTM as first published: without a forget gate.
///
///     i = σ(x Wxi + h Whi + bi)      o = σ(x Wxo + h Who + bo)
///     g = tanh(x Wxg + h Whg + bg)
///     c′ = c + i ⊙ g                 h′ = o ⊙ tanh(c′)
///
/// The carousel has the fixed self-weight 1: the state never decays, and can grow without bound.
/// The gates stand side by side in the weights' columns, in the order i, g, o. (The paper squashes
/// with scaled logistic functions, tanh's relatives, and trains with a truncated gradient; this
/// cell's gradient is exact.)
///
/// - Source: Hochreiter & Schmidhuber (1997), "Long short-term memory".
public struct LSTM1997CellOf<Scalar: TensorScalar>: WeightedCell {
  /// Wx `[inputs, 3 · hidden]`, Wh `[hidden, 3 · hidden]` and the biases.
  public let weights: RecurrentWeights<Scalar>

  /// A cell with random weights.
  public init(
    inputs: Int,
    hidden: Int,
    biases: BiasConvention = .one,
    initializer: Initializer = .uniformByWidth,
    recurrentInitializer: Initializer? = nil,
    generator: inout RandomGenerator
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
  }

  /// A cell with the given weights.
  public init(weights: RecurrentWeights<Scalar>) { self.weights = weights }

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
    requireStep("LSTM1997Cell", x, state.parts, file: file, line: line)
    let gates = (weights.fromInput(x) + weights.fromHidden(state.hidden)).split(3)
    let source = weights.hidden
    let i = gates[0].sigmoid().marked(.inputGate, of: source)
    let g = gates[1].tanh().marked(.candidate, of: source)
    let o = gates[2].sigmoid().marked(.outputGate, of: source)
    let c = (state.cell + i * g).marked(.cellState, of: source)
    return LSTMStateOf(hidden: (o * c.tanh()).marked(.hiddenState, of: source), cell: c)
  }

  /// h.
  public func output(of state: LSTMStateOf<Scalar>) -> VariableOf<Scalar> { state.hidden }
}

/// The LSTM cell of 1997, of single precision.
public typealias LSTM1997Cell = LSTM1997CellOf<Float>
