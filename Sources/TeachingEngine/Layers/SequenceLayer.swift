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
  /// - Parameter input: `[batch, time, inputs]`, padded at the end; the padding may hold anything, NaN
  ///   too, and reaches no value and no gradient.
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

extension VariableOf {
  /// The sequences `[batch, time, features]` with zeros in the padding, whatever it holds.
  func withoutPadding(_ lengths: [Int]?) -> VariableOf {
    let time = shape[1]
    guard let lengths, lengths.contains(where: { $0 < time }) else { return self }
    return masked(by: lengthMask(lengths, time: time, as: Scalar.self).expanded(axis: 2))
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
