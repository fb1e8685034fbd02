/// The states of the two directions, each after its own last step.
public struct BidirectionalState<State: RecurrentState>: RecurrentState {
  /// After the last step of the sequence.
  public let forward: State
  /// After the first step of the sequence, where the backward direction ends.
  public let backward: State

  /// A state from the two directions' states.
  public init(forward: State, backward: State) {
    self.forward = forward
    self.backward = backward
  }

  /// The forward parts, then the backward parts.
  public var parts: [VariableOf<State.Scalar>] { forward.parts + backward.parts }

  /// Both directions' parts, replaced.
  public func mapParts(
    _ transform: (VariableOf<State.Scalar>) -> VariableOf<State.Scalar>
  ) -> BidirectionalState {
    let newForward = forward.mapParts(transform)
    return BidirectionalState(forward: newForward, backward: backward.mapParts(transform))
  }
}

/// Two layers over the same sequences, one from the front and one from the back.
///
/// The output at step t, `[batch, time, 2 · width]`, has the forward part first; its backward part
/// has seen steps t … T, so it cannot forecast what follows t. Each sequence is reversed within
/// its own length.
///
/// - Source: Schuster & Paliwal (1997).
public struct Bidirectional<Inner: SequenceLayer>: SequenceLayer {
  /// Reads from the front.
  public let forward: Inner
  /// Reads from the back.
  public let backward: Inner

  /// Two layers; traps unless they read the same number of features.
  public init(
    forward: Inner,
    backward: Inner,
    file: StaticString = #fileID,
    line: UInt = #line
  ) {
    guard forward.inputs == backward.inputs else {
      trap(
        .argument(
          operation: "Bidirectional",
          problem: "the directions read \(forward.inputs) and \(backward.inputs) features",
          fix: "build both with the same number of inputs"
        ),
        file: file,
        line: line
      )
    }
    self.forward = forward
    self.backward = backward
  }

  /// The number of input features.
  public var inputs: Int { forward.inputs }
  /// The widths of both directions together.
  public var outputWidth: Int { forward.outputWidth + backward.outputWidth }

  /// Zeros in both directions.
  public func initialState(batch: Int) -> BidirectionalState<Inner.State> {
    BidirectionalState(
      forward: forward.initialState(batch: batch),
      backward: backward.initialState(batch: batch)
    )
  }

  /// The parameters of both, the backward ones with PyTorch's `_reverse`.
  public var parameters: [NamedParameter<Inner.Scalar>] {
    forward.parameters
      + backward.parameters.map { $0.suffixed("_reverse") }
  }

  /// Runs both directions and puts the outputs side by side, step by step.
  public func run(
    _ input: VariableOf<Inner.Scalar>,
    lengths: [Int]?,
    initialState: BidirectionalState<Inner.State>?,
    file: StaticString,
    line: UInt
  ) -> SequenceResult<BidirectionalState<Inner.State>> {
    let ahead = forward.run(
      input,
      lengths: lengths,
      initialState: initialState?.forward,
      file: file,
      line: line
    )
    let behind = backward.runBackward(
      input,
      lengths: lengths,
      initialState: initialState?.backward,
      file: file,
      line: line
    )
    return SequenceResult(
      outputs: .concatenated([ahead.outputs, behind.outputs], axis: 2),
      finalState: BidirectionalState(forward: ahead.finalState, backward: behind.finalState)
    )
  }
}

extension VariableOf {
  /// The steps of `[batch, time, features]` in reverse order, each sequence within its own
  /// length; padding stays where it is.
  public func reversedInTime(lengths: [Int]? = nil) -> VariableOf {
    let (batch, time) = (shape[0], shape[1])
    let rows = (0..<batch).flatMap { sequence in
      let length = lengths?[sequence] ?? time
      return (0..<time).map { sequence * time + ($0 < length ? length - 1 - $0 : $0) }
    }
    return reshaped([batch * time] + shape[2...]).gathered(rows: rows).reshaped(shape)
  }
}
