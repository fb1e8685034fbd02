/// One step of an LSTM over a line of places: its matrix products are convolutions.
///
///     i = σ(Wxi ∗ x + Whi ∗ h + bi)      f = σ(Wxf ∗ x + Whf ∗ h + bf)
///     g = tanh(Wxg ∗ x + Whg ∗ h + bg)   o = σ(Wxo ∗ x + Who ∗ h + bo)
///     c′ = f ⊙ c + i ⊙ g                 h′ = o ⊙ tanh(c′)
///
/// x is `[batch, places, channels]`; the kernel slides over the places, zero-padded so that their
/// number stays. No peepholes.
///
/// - Source: Shi et al. (2015), "Convolutional LSTM network", eq. 3, in one dimension.
public struct ConvLSTMCellOf<Scalar: TensorScalar>: Model {
  /// Wx, `[kernel · channels, 4 · hidden]`, gates i, f, g, o.
  public let inputWeights: VariableOf<Scalar>
  /// Wh, `[kernel · hidden, 4 · hidden]`.
  public let hiddenWeights: VariableOf<Scalar>
  /// b, `[4 · hidden]`.
  public let bias: VariableOf<Scalar>
  /// The odd number of places a kernel sees.
  public let kernel: Int

  /// A cell with random weights, U(−1/√fan-in, 1/√fan-in), and zero biases but the forget gate's.
  public init(
    channels: Int,
    hidden: Int,
    kernel: Int,
    forgetBias: Scalar = 1,
    generator: inout RandomGenerator,
    file: StaticString = #fileID,
    line: UInt = #line
  ) {
    guard kernel > 0, kernel % 2 == 1 else {
      trap(
        .argument(
          operation: "ConvLSTMCell",
          problem: "a kernel of \(kernel) has no middle",
          fix: "give an odd kernel, such as 3"
        ),
        file: file,
        line: line
      )
    }
    let initializer = Initializer.uniformByWidth
    inputWeights = VariableOf(
      initializer.matrix(
        inputs: kernel * channels,
        outputs: 4 * hidden,
        generator: &generator
      )
    )
    hiddenWeights = VariableOf(
      initializer.matrix(
        inputs: kernel * hidden,
        outputs: 4 * hidden,
        generator: &generator
      )
    )
    bias = VariableOf(
      TensorOf((0..<(4 * hidden)).map { $0 / hidden == 1 ? forgetBias : 0 })
    )
    self.kernel = kernel
  }

  /// The number of hidden channels.
  public var hidden: Int { bias.count / 4 }

  /// h = 0 and c = 0, each `[batch, places, hidden]`.
  public func initialState(batch: Int, places: Int) -> LSTMStateOf<Scalar> {
    let zeros = VariableOf<Scalar>(constant: .zeros([batch, places, hidden]))
    return LSTMStateOf(hidden: zeros, cell: zeros)
  }

  /// The next h and c, each `[batch, places, hidden]`.
  public func callAsFunction(
    _ x: VariableOf<Scalar>,
    _ state: LSTMStateOf<Scalar>,
    file: StaticString = #fileID,
    line: UInt = #line
  ) -> LSTMStateOf<Scalar> {
    let patches = x.unfolded(kernel: kernel, file: file, line: line)
    let statePatches = state.hidden.unfolded(kernel: kernel, file: file, line: line)
    let sum =
      patches.matmul(inputWeights, file: file, line: line)
      + statePatches.matmul(hiddenWeights, file: file, line: line) + bias
    let gates = sum.split(4)
    let i = gates[0].sigmoid().marked(.inputGate, of: hiddenWeights)
    let f = gates[1].sigmoid().marked(.forgetGate, of: hiddenWeights)
    let g = gates[2].tanh().marked(.candidate, of: hiddenWeights)
    let o = gates[3].sigmoid().marked(.outputGate, of: hiddenWeights)
    let c = (f * state.cell + i * g).marked(.cellState, of: hiddenWeights)
    return LSTMStateOf(hidden: (o * c.tanh()).marked(.hiddenState, of: hiddenWeights), cell: c)
  }

  /// Runs over `[batch, time, places, channels]`.
  ///
  /// - Returns: h at every step, `[batch, time, places, hidden]`, and the final state.
  public func callAsFunction(
    sequence: VariableOf<Scalar>,
    initialState: LSTMStateOf<Scalar>? = nil,
    file: StaticString = #fileID,
    line: UInt = #line
  ) -> SequenceResult<LSTMStateOf<Scalar>> {
    guard sequence.rank == 4, sequence.shape[1] > 0 else {
      trap(
        .argument(
          operation: "ConvLSTMCell",
          problem: "a sequence of shape \(sequence.shape) does not fit",
          fix: "give [batch, time, places, channels]"
        ),
        file: file,
        line: line
      )
    }
    var state =
      initialState
      ?? self.initialState(batch: sequence.shape[0], places: sequence.shape[2])
    var outputs: [VariableOf<Scalar>] = []
    for step in 0..<sequence.shape[1] {
      state = self(sequence.select(axis: 1, index: step), state, file: file, line: line)
      outputs.append(state.hidden)
    }
    return SequenceResult(outputs: .stacked(outputs, axis: 1), finalState: state)
  }
}

extension VariableOf {
  /// Every place together with its neighbours, zeros beyond the ends.
  ///
  /// `[batch, places, channels]` becomes `[batch, places, kernel · channels]`; a convolution is then
  /// a matrix product.
  public func unfolded(
    kernel: Int,
    file: StaticString = #fileID,
    line: UInt = #line
  ) -> VariableOf {
    guard rank == 3, kernel % 2 == 1 else {
      trap(
        .argument(
          operation: "unfolded",
          problem: "shape \(shape) with kernel \(kernel) does not fit",
          fix: "give [batch, places, channels] and an odd kernel"
        ),
        file: file,
        line: line
      )
    }
    let margin = VariableOf(constant: .zeros([shape[0], kernel / 2, shape[2]]))
    let padded = VariableOf.concatenated([margin, self, margin], axis: 1)
    let places = shape[1]
    return .concatenated(
      (0..<kernel).map { padded.slice(axis: 1, $0..<($0 + places)) },
      axis: 2
    )
  }
}

/// A one-dimensional ConvLSTM cell of single precision.
public typealias ConvLSTMCell = ConvLSTMCellOf<Float>
