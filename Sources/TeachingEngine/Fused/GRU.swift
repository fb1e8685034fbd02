extension GRUCellOf: FusableCell {
  /// With the cell's conventions of update and reset gate.
  public var fusedCell: FusedCell {
    .gru(resetAfter: resetGate == .afterProduct, updateKeeps: updateGate == .keepsState)
  }
}

/// A GRU over whole sequences.
public typealias GRUOf<Scalar: TensorScalar> = Fused<GRUCellOf<Scalar>>

/// A GRU over whole sequences, of single precision.
public typealias GRU = GRUOf<Float>

extension Fused {
  /// A GRU with random weights; the arguments are those of `GRUCell`.
  public init<Scalar: TensorScalar>(
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
  ) where Cell == GRUCellOf<Scalar> {
    self.init(
      GRUCellOf(
        inputs: inputs,
        hidden: hidden,
        biases: biases,
        updateGate: updateGate,
        resetGate: resetGate,
        keepBias: keepBias,
        initializer: initializer,
        recurrentInitializer: recurrentInitializer,
        generator: &generator,
        file: file,
        line: line
      )
    )
  }
}
