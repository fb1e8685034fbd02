extension RNNCellOf: FusableCell {
  /// h′ = φ(x Wx + h Wh + b).
  public var fusedCell: FusedCell { .rnn(activation) }
}

/// A vanilla RNN over whole sequences.
public typealias RNNOf<Scalar: TensorScalar> = Fused<RNNCellOf<Scalar>>

/// A vanilla RNN over whole sequences, of single precision.
public typealias RNN = RNNOf<Float>

extension Fused {
  /// A vanilla RNN with random weights; the arguments are those of `RNNCell`.
  public init<Scalar: TensorScalar>(
    inputs: Int,
    hidden: Int,
    activation: RNNActivation = .tanh,
    biases: BiasConvention = .one,
    initializer: Initializer = .uniformByWidth,
    recurrentInitializer: Initializer? = nil,
    generator: inout RandomGenerator
  ) where Cell == RNNCellOf<Scalar> {
    self.init(
      RNNCellOf(
        inputs: inputs,
        hidden: hidden,
        activation: activation,
        biases: biases,
        initializer: initializer,
        recurrentInitializer: recurrentInitializer,
        generator: &generator
      )
    )
  }
}
