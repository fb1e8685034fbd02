/// Whether a dropout mask is drawn anew at every time step or once for a sequence.
public enum DropoutTying: String, Sendable, CaseIterable {
  /// Every step has its own mask.
  case perStep
  /// One mask for all steps: variational dropout, Gal & Ghahramani (2016).
  case tiedOverTime
}

/// A mask of zeros with probability p and 1/(1 − p) elsewhere, so that the expectation stays.
///
/// - Source: Srivastava et al. (2014), in the inverted form.
public func dropoutMask<Scalar: TensorScalar>(
  _ shape: [Int],
  probability: Scalar,
  generator: inout RandomGenerator,
  file: StaticString = #fileID,
  line: UInt = #line
) -> TensorOf<Scalar> {
  guard probability >= 0, probability < 1 else {
    trap(
      .argument(
        operation: "dropout",
        problem: "a probability of \(probability) is not possible",
        fix: "give one of at least 0 and less than 1"
      ),
      file: file,
      line: line
    )
  }
  let kept = 1 / (1 - probability)
  return TensorOf(
    uncheckedShape: shape,
    (0..<shape.reduce(1, *)).map { _ in generator.unit() < Double(probability) ? 0 : kept }
  )
}

/// Sets random elements to zero in training, whatever they hold; do not call it when predicting.
///
/// - Parameter input: `[batch, features]`, or `[batch, time, features]`, where `tying` says
///   whether all steps share a mask.
public func dropout<Scalar: TensorScalar>(
  _ input: VariableOf<Scalar>,
  probability: Scalar,
  tying: DropoutTying = .perStep,
  generator: inout RandomGenerator,
  file: StaticString = #fileID,
  line: UInt = #line
) -> VariableOf<Scalar> {
  var shape = input.shape
  if tying == .tiedOverTime, shape.count == 3 { shape[1] = 1 }
  return input.masked(
    by: dropoutMask(
      shape,
      probability: probability,
      generator: &generator,
      file: file,
      line: line
    )
  )
}

/// Where recurrent dropout acts in an LSTM; the literature has all three.
public enum RecurrentDropoutSite: String, Sendable, CaseIterable {
  /// On h as it enters the gates: Gal & Ghahramani (2016).
  case hiddenState
  /// On the candidate g: Semeniuta, Severyn & Barth (2016).
  case candidate
  /// On the new c.
  case cellState
}

/// An LSTM over whole sequences with dropout inside the recurrence, for training.
///
/// - Returns: the same as `Unrolled(cell)(input)`, which is what to use when predicting.
public func withRecurrentDropout<Scalar: TensorScalar>(
  _ cell: LSTMCellOf<Scalar>,
  _ input: VariableOf<Scalar>,
  site: RecurrentDropoutSite,
  probability: Scalar,
  tying: DropoutTying,
  generator: inout RandomGenerator,
  file: StaticString = #fileID,
  line: UInt = #line
) -> SequenceResult<LSTMStateOf<Scalar>> {
  let batch = input.shape[0]
  func drawnMask() -> TensorOf<Scalar> {
    dropoutMask(
      [batch, cell.hidden],
      probability: probability,
      generator: &generator,
      file: file,
      line: line
    )
  }
  let tied = tying == .tiedOverTime ? drawnMask() : nil
  var state = cell.initialState(batch: batch)
  var outputs: [VariableOf<Scalar>] = []
  for step in 0..<input.shape[1] {
    let mask = tied ?? drawnMask()
    let masks =
      switch site {
      case .hiddenState: LSTMMasks(hidden: mask)
      case .candidate: LSTMMasks(candidate: mask)
      case .cellState: LSTMMasks(cell: mask)
      }
    state = cell.step(
      input.select(axis: 1, index: step),
      state,
      masks: masks,
      file: file,
      line: line
    )
    outputs.append(state.hidden)
  }
  return SequenceResult(outputs: .stacked(outputs, axis: 1), finalState: state)
}

/// An LSTM over whole sequences of data with dropout inside the recurrence, for training.
public func withRecurrentDropout<Scalar: TensorScalar>(
  _ cell: LSTMCellOf<Scalar>,
  _ input: TensorOf<Scalar>,
  site: RecurrentDropoutSite,
  probability: Scalar,
  tying: DropoutTying,
  generator: inout RandomGenerator,
  file: StaticString = #fileID,
  line: UInt = #line
) -> SequenceResult<LSTMStateOf<Scalar>> {
  withRecurrentDropout(
    cell,
    VariableOf(constant: input),
    site: site,
    probability: probability,
    tying: tying,
    generator: &generator,
    file: file,
    line: line
  )
}
