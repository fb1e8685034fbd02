/// The nonlinearity of a vanilla RNN.
public enum RNNActivation: String, Sendable, Codable, CaseIterable {
  /// tanh, the classical choice.
  case tanh
  /// max(0, x), usually with identity recurrent weights (Le, Jaitly & Hinton 2015).
  case relu
}

/// One step of a vanilla (Elman) recurrent network.
///
///     h′ = tanh(x Wx + h Wh + b)
///
/// - Source: Elman (1990), "Finding structure in time".
public struct RNNCellOf<Scalar: TensorScalar>: WeightedCell {
  /// Wx, Wh and the biases.
  public let weights: RecurrentWeights<Scalar>
  /// tanh or ReLU.
  public let activation: RNNActivation

  /// A cell with random weights.
  ///
  /// - Parameter recurrentInitializer: for Wh if it differs, such as `.orthogonal()`.
  public init(
    inputs: Int,
    hidden: Int,
    activation: RNNActivation = .tanh,
    biases: BiasConvention = .one,
    initializer: Initializer = .uniformByWidth,
    recurrentInitializer: Initializer? = nil,
    generator: inout RandomGenerator
  ) {
    weights = RecurrentWeights(
      inputs: inputs,
      hidden: hidden,
      gates: 1,
      biases: biases,
      initializer: initializer,
      recurrentInitializer: recurrentInitializer,
      generator: &generator
    )
    self.activation = activation
  }

  /// A cell with the given weights: `[inputs, hidden]`, `[hidden, hidden]`, `[hidden]`.
  public init(
    inputWeights: TensorOf<Scalar>,
    hiddenWeights: TensorOf<Scalar>,
    bias: TensorOf<Scalar>? = nil,
    hiddenBias: TensorOf<Scalar>? = nil,
    activation: RNNActivation = .tanh,
    file: StaticString = #fileID,
    line: UInt = #line
  ) {
    weights = RecurrentWeights(
      input: inputWeights,
      hidden: hiddenWeights,
      inputBias: bias,
      hiddenBias: hiddenBias,
      gates: 1,
      file: file,
      line: line
    )
    self.activation = activation
  }

  /// h = 0, `[batch, hidden]`.
  public func initialState(batch: Int) -> VariableOf<Scalar> {
    VariableOf(constant: .zeros([batch, hidden]))
  }

  /// h′ = φ(x Wx + h Wh + b).
  public func step(
    _ x: VariableOf<Scalar>,
    _ h: VariableOf<Scalar>,
    file: StaticString,
    line: UInt
  ) -> VariableOf<Scalar> {
    requireStep("RNNCell", x, [h], file: file, line: line)
    let sum = weights.fromInput(x) + weights.fromHidden(h)
    let next = activation == .tanh ? sum.tanh() : sum.relu()
    return next.marked(.hiddenState, of: weights.hidden)
  }

  /// h itself.
  public func output(of state: VariableOf<Scalar>) -> VariableOf<Scalar> { state }
}

/// A vanilla RNN cell of single precision.
public typealias RNNCell = RNNCellOf<Float>
