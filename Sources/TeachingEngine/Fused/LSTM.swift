extension LSTMCellOf: FusableCell {
  /// Input, forget and output gate.
  public var fusedCell: FusedCell { .lstm }
}

extension LSTM1997CellOf: FusableCell {
  /// No forget gate.
  public var fusedCell: FusedCell { .lstm1997 }
}

/// An LSTM over whole sequences.
public typealias LSTMOf<Scalar: TensorScalar> = Fused<LSTMCellOf<Scalar>>

/// An LSTM over whole sequences, of single precision.
public typealias LSTM = LSTMOf<Float>

/// The LSTM of 1997, without a forget gate, over whole sequences.
public typealias LSTM1997Of<Scalar: TensorScalar> = Fused<LSTM1997CellOf<Scalar>>

/// The LSTM of 1997 over whole sequences, of single precision.
public typealias LSTM1997 = LSTM1997Of<Float>

extension Fused {
  /// An LSTM with random weights; the arguments are those of `LSTMCell`.
  public init<Scalar: TensorScalar>(
    inputs: Int,
    hidden: Int,
    biases: BiasConvention = .one,
    forgetBias: ForgetBias = .drawn,
    initializer: Initializer = .uniformByWidth,
    recurrentInitializer: Initializer? = nil,
    generator: inout RandomGenerator,
    file: StaticString = #fileID,
    line: UInt = #line
  ) where Cell == LSTMCellOf<Scalar> {
    self.init(
      LSTMCellOf(
        inputs: inputs,
        hidden: hidden,
        biases: biases,
        forgetBias: forgetBias,
        initializer: initializer,
        recurrentInitializer: recurrentInitializer,
        generator: &generator,
        file: file,
        line: line
      )
    )
  }

  /// An LSTM of 1997 with random weights; the arguments are those of `LSTM1997Cell`.
  public init<Scalar: TensorScalar>(
    inputs: Int,
    hidden: Int,
    biases: BiasConvention = .one,
    initializer: Initializer = .uniformByWidth,
    recurrentInitializer: Initializer? = nil,
    generator: inout RandomGenerator
  ) where Cell == LSTM1997CellOf<Scalar> {
    self.init(
      LSTM1997CellOf(
        inputs: inputs,
        hidden: hidden,
        biases: biases,
        initializer: initializer,
        recurrentInitializer: recurrentInitializer,
        generator: &generator
      )
    )
  }
}
