/// What a recurrent cell carries from one time step to the next: one or more variables, each
/// `[batch, width]`.
public protocol RecurrentState<Scalar> {
  /// The precision of the state.
  associatedtype Scalar: TensorScalar
  /// The parts, in a fixed order.
  var parts: [VariableOf<Scalar>] { get }
  /// The state with every part replaced, in the order of `parts`.
  func mapParts(_ transform: (VariableOf<Scalar>) -> VariableOf<Scalar>) -> Self
}

extension RecurrentState {
  /// The same numbers without their history: what is carried between truncated chunks.
  public func detached() -> Self { mapParts { $0.detached() } }

  /// Takes `self` where the mask is 1 and `other` where it is 0; mask is `[batch, 1]`.
  func blended(with other: Self, mask: TensorOf<Scalar>) -> Self {
    var old = other.parts.makeIterator()
    return mapParts { new in
      old.next().map { new.masked(by: mask) + $0.masked(by: 1 - mask) } ?? new
    }
  }
}

/// The state of a vanilla RNN or a GRU is a single variable: h, `[batch, hidden]`.
extension VariableOf: RecurrentState {
  /// The variable alone.
  public var parts: [VariableOf] { [self] }
  /// The variable, replaced.
  public func mapParts(_ transform: (VariableOf) -> VariableOf) -> VariableOf { transform(self) }
}

/// One step of a recurrent network: state and input in, next state out.
public protocol RecurrentCell<Scalar>: Model {
  /// What is carried from step to step.
  associatedtype State: RecurrentState where State.Scalar == Scalar
  /// The number of input features.
  var inputs: Int { get }
  /// The width of the output.
  var hidden: Int { get }
  /// The state before the first step: zeros.
  func initialState(batch: Int) -> State
  /// The next state.
  ///
  /// - Parameter input: `[batch, inputs]`.
  func step(
    _ input: VariableOf<Scalar>,
    _ state: State,
    file: StaticString,
    line: UInt
  ) -> State
  /// What the next layer sees of a state: h.
  func output(of state: State) -> VariableOf<Scalar>
}

extension RecurrentCell {
  /// The next state.
  ///
  /// - Parameter input: `[batch, inputs]`.
  public func callAsFunction(
    _ input: VariableOf<Scalar>,
    _ state: State,
    file: StaticString = #fileID,
    line: UInt = #line
  ) -> State {
    step(input, state, file: file, line: line)
  }

  /// The next state, for data.
  public func callAsFunction(
    _ input: TensorOf<Scalar>,
    _ state: State,
    file: StaticString = #fileID,
    line: UInt = #line
  ) -> State {
    step(VariableOf(constant: input), state, file: file, line: line)
  }

  /// Traps unless input and state have the widths the cell was built for.
  func requireStep(
    _ name: String,
    _ input: VariableOf<Scalar>,
    _ state: [VariableOf<Scalar>],
    file: StaticString,
    line: UInt
  ) {
    requireWidth(name, input.shape, inputs, file: file, line: line)
    for part in state where part.shape != [input.shape[0], hidden] {
      trap(
        .shapes(
          operation: name,
          shapes: [input.shape, part.shape],
          problem: "the state does not fit the input",
          fix: "the state must be [\(input.shape[0]), \(hidden)]; "
            + "initialState(batch: \(input.shape[0])) makes one"
        ),
        file: file,
        line: line
      )
    }
  }
}

/// How many bias vectors a cell adds before its activations.
public enum BiasConvention: String, Sendable, Codable, CaseIterable {
  /// None.
  case none
  /// One, as in most books: the default.
  case one
  /// One with the input's product and one with the state's, as PyTorch has it.
  case two
}
