/// A GRU whose gate and candidate see only the input, so that time can be scanned in parallel.
///
///     z = σ(x Wz + bz)      n = x Wn + bn      h′ = (1 − z) ⊙ h + z ⊙ n
///
/// - Source: Feng et al. (2024), "Were RNNs all we needed?", section 3.1.
public struct MinGRUCellOf<Scalar: TensorScalar>: RecurrentCell {
  /// Makes z before its σ.
  public let gate: DenseOf<Scalar>
  /// Makes n.
  public let candidate: DenseOf<Scalar>

  /// A cell with random weights.
  public init(inputs: Int, hidden: Int, generator: inout RandomGenerator) {
    gate = DenseOf(inputs: inputs, outputs: hidden, generator: &generator)
    candidate = DenseOf(inputs: inputs, outputs: hidden, generator: &generator)
  }

  /// The number of input features.
  public var inputs: Int { gate.weight.shape[0] }
  /// The width of the state.
  public var hidden: Int { gate.weight.shape[1] }

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
    requireStep("MinGRUCell", x, [h], file: file, line: line)
    let z = gate(x).sigmoid().marked(.updateGate, of: gate.weight)
    let n = candidate(x).marked(.candidate, of: gate.weight)
    return ((1 - z) * h + z * n).marked(.hiddenState, of: gate.weight)
  }

  /// h itself.
  public func output(of state: VariableOf<Scalar>) -> VariableOf<Scalar> { state }
}

/// A minGRU over whole sequences: all gates at once, then one scan.
public struct MinGRUOf<Scalar: TensorScalar>: SequenceLayer {
  /// The cell whose parameters are used.
  public let cell: MinGRUCellOf<Scalar>
  /// How the recurrence is evaluated.
  public let method: ScanMethod

  /// A layer that shares a cell's parameters.
  public init(_ cell: MinGRUCellOf<Scalar>, method: ScanMethod = .parallel) {
    self.cell = cell
    self.method = method
  }

  /// The number of input features.
  public var inputs: Int { cell.inputs }
  /// The width of the outputs.
  public var outputWidth: Int { cell.hidden }
  /// Zeros.
  public func initialState(batch: Int) -> VariableOf<Scalar> { cell.initialState(batch: batch) }
  /// The cell's parameters.
  public var parameters: [NamedParameter<Scalar>] { cell.parameters }

  /// h₁ … h_T.
  public func run(
    _ input: VariableOf<Scalar>,
    lengths: [Int]?,
    initialState: VariableOf<Scalar>?,
    file: StaticString,
    line: UInt
  ) -> SequenceResult<VariableOf<Scalar>> {
    let (batch, time) = (input.shape[0], input.shape[1])
    let input = input.withoutPadding(lengths)
    var z = cell.gate(input).sigmoid()
    let n = cell.candidate(input)
    // In the padding z = 0 keeps the state, so that the last step holds each sequence's own end.
    z = z.withoutPadding(lengths)
    let states = VariableOf.scan(
      1 - z,
      z * n,
      initial: initialState ?? cell.initialState(batch: batch),
      method: method,
      file: file,
      line: line
    )
    let final = states.select(axis: 1, index: time - 1)
    return SequenceResult(outputs: states.withoutPadding(lengths), finalState: final)
  }
}

/// A minGRU cell of single precision.
public typealias MinGRUCell = MinGRUCellOf<Float>
/// A minGRU layer of single precision.
public typealias MinGRU = MinGRUOf<Float>
