/// What a recurrent layer gives back for a batch of sequences.
public struct SequenceResult<State: RecurrentState> {
  /// The output at every step, `[batch, time, width]`; zero past a sequence's own end.
  public let outputs: VariableOf<State.Scalar>
  /// The state after each sequence's own last step.
  public let finalState: State

  /// A result from its parts.
  public init(outputs: VariableOf<State.Scalar>, finalState: State) {
    self.outputs = outputs
    self.finalState = finalState
  }
}

/// A recurrent layer over whole sequences; unrolled and fused layers are interchangeable.
public protocol SequenceLayer<Scalar>: Model {
  /// What is carried across the sequence.
  associatedtype State: RecurrentState where State.Scalar == Scalar
  /// The number of input features.
  var inputs: Int { get }
  /// The width of `outputs`.
  var outputWidth: Int { get }
  /// The state before the first step: zeros.
  func initialState(batch: Int) -> State
  /// Runs over a batch of sequences.
  ///
  /// - Parameter input: `[batch, time, inputs]`, padded at the end.
  /// - Parameter lengths: how many steps of each sequence count; all of them if `nil`.
  /// - Parameter initialState: zeros if `nil`.
  func run(
    _ input: VariableOf<Scalar>,
    lengths: [Int]?,
    initialState: State?,
    file: StaticString,
    line: UInt
  ) -> SequenceResult<State>
  /// Runs from each sequence's own end to its start; outputs stay at their inputs' places.
  ///
  /// The default reverses the input, runs, and reverses the outputs.
  func runBackward(
    _ input: VariableOf<Scalar>,
    lengths: [Int]?,
    initialState: State?,
    file: StaticString,
    line: UInt
  ) -> SequenceResult<State>
}

extension SequenceLayer {
  /// Runs over a batch of sequences `[batch, time, inputs]`.
  public func callAsFunction(
    _ input: VariableOf<Scalar>,
    lengths: [Int]? = nil,
    initialState: State? = nil,
    file: StaticString = #fileID,
    line: UInt = #line
  ) -> SequenceResult<State> {
    requireSequence(input.shape, lengths, file: file, line: line)
    return run(input, lengths: lengths, initialState: initialState, file: file, line: line)
  }

  /// Runs over a batch of data sequences `[batch, time, inputs]`.
  public func callAsFunction(
    _ input: TensorOf<Scalar>,
    lengths: [Int]? = nil,
    initialState: State? = nil,
    file: StaticString = #fileID,
    line: UInt = #line
  ) -> SequenceResult<State> {
    callAsFunction(
      VariableOf(constant: input),
      lengths: lengths,
      initialState: initialState,
      file: file,
      line: line
    )
  }

  /// Reverses the input, runs, and reverses the outputs.
  public func runBackward(
    _ input: VariableOf<Scalar>,
    lengths: [Int]?,
    initialState: State?,
    file: StaticString,
    line: UInt
  ) -> SequenceResult<State> {
    let result = run(
      input.reversedInTime(lengths: lengths),
      lengths: lengths,
      initialState: initialState,
      file: file,
      line: line
    )
    return SequenceResult(
      outputs: result.outputs.reversedInTime(lengths: lengths),
      finalState: result.finalState
    )
  }

  /// The outputs for data, `[batch, time, width]`, as plain numbers: nothing is recorded for
  /// gradients.
  public func predict(
    _ input: TensorOf<Scalar>,
    lengths: [Int]? = nil,
    initialState: State? = nil,
    file: StaticString = #fileID,
    line: UInt = #line
  ) -> TensorOf<Scalar> {
    noGradient {
      callAsFunction(
        input,
        lengths: lengths,
        initialState: initialState,
        file: file,
        line: line
      ).outputs.value
    }
  }

  private func requireSequence(
    _ shape: [Int],
    _ lengths: [Int]?,
    file: StaticString,
    line: UInt
  ) {
    guard shape.count == 3, shape[2] == inputs, shape[1] > 0 else {
      trap(
        .argument(
          operation: "sequence layer",
          problem: "an input of shape \(shape) does not fit",
          fix: "give [batch, time, features] with \(inputs) features and at least one time step"
        ),
        file: file,
        line: line
      )
    }
    guard let lengths else { return }
    guard lengths.count == shape[0], lengths.allSatisfy({ $0 >= 0 && $0 <= shape[1] }) else {
      trap(
        .argument(
          operation: "sequence layer",
          problem: "lengths \(lengths) do not fit an input of shape \(shape)",
          fix: "give one length for each of the \(shape[0]) sequences, from 0 to \(shape[1])"
        ),
        file: file,
        line: line
      )
    }
  }
}

/// Ones where a step counts and zeros in the padding: `[batch, time]`.
public func lengthMask<Scalar: TensorScalar>(
  _ lengths: [Int],
  time: Int,
  as _: Scalar.Type = Float.self
) -> TensorOf<Scalar> {
  TensorOf(
    uncheckedShape: [lengths.count, time],
    lengths.flatMap { length in (0..<time).map { $0 < length ? 1 : 0 } }
  )
}

/// A cell applied step after step on the tape: the textbook's unrolled network.
public struct Unrolled<Cell: RecurrentCell>: SequenceLayer {
  /// The cell all steps share.
  public let cell: Cell

  /// A layer that applies a cell to every step.
  public init(_ cell: Cell) { self.cell = cell }

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

  /// h₁ … h_T by T calls of the cell.
  public func run(
    _ input: VariableOf<Cell.Scalar>,
    lengths: [Int]?,
    initialState: Cell.State?,
    file: StaticString,
    line: UInt
  ) -> SequenceResult<Cell.State> {
    let time = input.shape[1]
    var state = initialState ?? cell.initialState(batch: input.shape[0])
    var outputs: [VariableOf<Cell.Scalar>] = []
    for step in 0..<time {
      let next = cell.step(input.select(axis: 1, index: step), state, file: file, line: line)
      guard let lengths, lengths.contains(where: { $0 <= step }) else {
        state = next
        outputs.append(cell.output(of: next))
        continue
      }
      // A sequence that has ended keeps its state, and its output is zero.
      let mask = TensorOf<Cell.Scalar>(
        uncheckedShape: [lengths.count, 1],
        lengths.map { $0 > step ? 1 : 0 }
      )
      state = next.blended(with: state, mask: mask)
      outputs.append(cell.output(of: next) * mask)
    }
    return SequenceResult(outputs: .stacked(outputs, axis: 1), finalState: state)
  }
}
