/// Adds a layer's input to its output.
///
///     y = x + f(x)
///
/// - Source: He et al. (2016).
public struct Residual<Inner: Layer>: Layer {
  /// The precision of the inner layer.
  public typealias Scalar = Inner.Scalar
  /// f.
  public let inner: Inner

  /// A residual connection around a layer whose input and output have one shape.
  public init(_ inner: Inner) { self.inner = inner }

  /// x + f(x).
  public func forward(
    _ x: VariableOf<Inner.Scalar>,
    file: StaticString,
    line: UInt
  ) -> VariableOf<Inner.Scalar> {
    let y = inner.forward(x, file: file, line: line)
    requireSameShape("Residual", x.shape, y.shape, file: file, line: line)
    return x + y
  }
}

/// Adds a recurrent layer's input to its outputs, step by step.
public struct ResidualSequence<Inner: SequenceLayer>: SequenceLayer {
  /// The layer that is bridged.
  public let inner: Inner

  /// A residual connection around a recurrent layer as wide as its input; traps otherwise.
  public init(_ inner: Inner, file: StaticString = #fileID, line: UInt = #line) {
    guard inner.inputs == inner.outputWidth else {
      trap(
        .argument(
          operation: "ResidualSequence",
          problem: "the layer reads \(inner.inputs) features and gives \(inner.outputWidth)",
          fix: "only a layer as wide as its input can be bridged"
        ),
        file: file,
        line: line
      )
    }
    self.inner = inner
  }

  /// The number of input features.
  public var inputs: Int { inner.inputs }
  /// The width of the outputs.
  public var outputWidth: Int { inner.outputWidth }
  /// The layer's own.
  public func initialState(batch: Int) -> Inner.State { inner.initialState(batch: batch) }
  /// The layer's own.
  public var parameters: [NamedParameter<Inner.Scalar>] { inner.parameters }

  /// The layer's result with the input added to its outputs.
  public func run(
    _ input: VariableOf<Inner.Scalar>,
    lengths: [Int]?,
    initialState: Inner.State?,
    file: StaticString,
    line: UInt
  ) -> SequenceResult<Inner.State> {
    let result = inner.run(
      input,
      lengths: lengths,
      initialState: initialState,
      file: file,
      line: line
    )
    let bridged = result.outputs + input.withoutPadding(lengths)
    return SequenceResult(outputs: bridged, finalState: result.finalState)
  }
}
