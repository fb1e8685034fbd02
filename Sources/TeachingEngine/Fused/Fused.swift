/// A cell that has a fused pass over whole sequences.
public protocol FusableCell<Scalar>: WeightedCell {
  /// What the fused pass computes in each step; it equals `step`.
  var fusedCell: FusedCell { get }
}

/// A cell over whole sequences in one pass, with a hand-derived backward pass.
///
/// Equal to `Unrolled` with the same cell in values and gradients, and many times faster: one
/// node on the tape, one matrix product a step, one for all weight gradients.
public struct Fused<Cell: FusableCell>: SequenceLayer {
  /// The cell all steps share; its parameters are the layer's.
  public let cell: Cell
  /// Whether sequences are read from their end to their start; outputs stay at their inputs' places.
  public let readsBackward: Bool
  /// 1, or 2 to share the sequences of a batch between two threads; results are the same.
  public let threads: Int
  private let plans = PlanPool<Cell.Scalar>()

  /// A layer that applies a cell to every step.
  public init(_ cell: Cell, readsBackward: Bool = false, threads: Int = 1) {
    self.cell = cell
    self.readsBackward = readsBackward
    self.threads = threads
  }

  /// The number of input features.
  public var inputs: Int { cell.inputs }
  /// The width of the outputs.
  public var outputWidth: Int { cell.hidden }
  /// Zeros.
  public func initialState(batch: Int) -> Cell.State { cell.initialState(batch: batch) }
  /// The cell's parameters, under PyTorch's names for a first layer.
  public var parameters: [NamedParameter<Cell.Scalar>] {
    cell.parameters.map { $0.suffixed("_l0") }
  }

  /// h₁ … h_T in one pass; see `SequenceLayer.run`.
  public func run(
    _ input: VariableOf<Cell.Scalar>,
    lengths: [Int]?,
    initialState: Cell.State?,
    file: StaticString,
    line: UInt
  ) -> SequenceResult<Cell.State> {
    pass(
      input,
      lengths: lengths,
      initialState: initialState,
      isReversed: readsBackward,
      file: file,
      line: line
    )
  }

  /// The same from the other end, without a reversal on the tape.
  public func runBackward(
    _ input: VariableOf<Cell.Scalar>,
    lengths: [Int]?,
    initialState: Cell.State?,
    file: StaticString,
    line: UInt
  ) -> SequenceResult<Cell.State> {
    pass(
      input,
      lengths: lengths,
      initialState: initialState,
      isReversed: !readsBackward,
      file: file,
      line: line
    )
  }

  private func pass(
    _ input: VariableOf<Cell.Scalar>,
    lengths: [Int]?,
    initialState: Cell.State?,
    isReversed: Bool,
    file: StaticString,
    line: UInt
  ) -> SequenceResult<Cell.State> {
    let state = initialState?.parts ?? []
    requireState(state, batch: input.shape[0], file: file, line: line)
    let shape = RecurrentShape(
      cell: cell.fusedCell,
      inputs: inputs,
      hidden: cell.hidden,
      batch: input.shape[0],
      time: input.shape[1]
    )
    let run = RecurrentRun(
      shape,
      weights: cell.weights,
      pool: plans,
      threads: threads,
      hasInitialState: !state.isEmpty
    )
    run.plan.isReversed = isReversed
    run.forward(input.value, lengths: lengths, initialState: state.map(\.value))
    let outputs = VariableOf(
      operation: name,
      inputs: [input] + cell.weights.variables + state,
      value: run.outputs
    ) { gradient, pass in
      run.backward(
        gradient,
        wantsInputGradients: input.requiresGradient,
        observer: pass.observer
      )
    }
    // The final state hangs on the outputs, so that its gradient is there before theirs is used.
    let final = run.finalState.enumerated().map { index, value in
      VariableOf(operation: "\(name) final state", inputs: [outputs], value: value) {
        gradient,
        _ in
        run.finalGradients[index] = gradient
        return [nil]
      }
    }
    return SequenceResult(outputs: outputs, finalState: makeState(of: final, batch: shape.batch))
  }

  /// A state of the cell's kind with the given parts.
  private func makeState(of parts: [VariableOf<Cell.Scalar>], batch: Int) -> Cell.State {
    var rest = parts[...]
    return cell.initialState(batch: batch).mapParts { rest.popFirst() ?? $0 }
  }

  private var name: String {
    switch cell.fusedCell {
    case .rnn: "RNN"
    case .lstm: "LSTM"
    case .lstm1997: "LSTM 1997"
    case .gru: "GRU"
    }
  }

  private func requireState(
    _ state: [VariableOf<Cell.Scalar>],
    batch: Int,
    file: StaticString,
    line: UInt
  ) {
    for part in state where part.shape != [batch, cell.hidden] {
      trap(
        .shapes(
          operation: "\(name) initial state",
          shapes: [part.shape, [batch, cell.hidden]],
          problem: "the state does not fit the batch",
          fix: "give every part of the state as [batch, hidden] = \([batch, cell.hidden])"
        ),
        file: file,
        line: line
      )
    }
  }
}
