public import Plots

/// What a cell computes in one step, found by the marks it sets on the tape.
///
/// The cell itself is asked, so a drawing shows what it does, not a second copy of its formula.
struct StepParts<Cell: RecurrentCell> {
  typealias Scalar = Cell.Scalar

  /// The state after the step.
  let next: Cell.State
  private var values: [StepMark.Role: TensorOf<Scalar>] = [:]
  private let example: Int

  /// One step on `input`, `[batch, inputs]`, of which one example is drawn.
  init(_ cell: Cell, _ input: TensorOf<Scalar>, _ state: Cell.State, example: Int) {
    self.example = example
    let recorded = cell(VariableOf(constant: input), state.detached())
    next = recorded.detached()
    var open = recorded.parts
    var seen: Set<ObjectIdentifier> = []
    while let variable = open.popLast() {
      guard seen.insert(ObjectIdentifier(variable)).inserted else { continue }
      if let mark = variable.mark { values[mark.role] = variable.value }
      open += variable.inputs
    }
  }

  /// The numbers of one part, one for each unit.
  func units(_ role: StepMark.Role) -> [Double] {
    values[role].map { Self.units($0, example: example) } ?? []
  }

  /// One example of `[batch, width]`.
  static func units(_ value: TensorOf<Scalar>, example: Int) -> [Double] {
    value.select(axis: 0, index: example).scalars.map { Double($0) }
  }
}

extension LSTMCellOf {
  /// Draws the inside of the cell with what its gates and states hold in one step.
  ///
  /// - Parameters:
  ///   - input: `[batch, inputs]`.
  ///   - state: The state before the step; zeros if `nil`.
  ///   - example: Which example of the batch is drawn.
  ///   - title: What the figure is called.
  public func diagram(
    _ input: TensorOf<Scalar>,
    _ state: LSTMStateOf<Scalar>? = nil,
    example: Int = 0,
    title: String = ""
  ) -> Chart {
    let before = state ?? initialState(batch: input.shape[0])
    return drawing(input, before, example: example, title: title).chart
  }

  /// Draws the inside of the cell at every step of a sequence, `[time, inputs]`: a figure over time.
  public func diagram(
    over sequence: TensorOf<Scalar>,
    from state: LSTMStateOf<Scalar>? = nil,
    title: String = ""
  ) -> Chart {
    figure(over: sequence, from: state, title: title) {
      drawing($0, $1, example: 0, title: title)
    }
  }

  private func drawing(
    _ input: TensorOf<Scalar>,
    _ state: LSTMStateOf<Scalar>,
    example: Int,
    title: String
  ) -> (chart: Chart, next: LSTMStateOf<Scalar>) {
    let parts = StepParts(self, input, state, example: example)
    let chart = lstmCellDiagram(
      input: StepParts<Self>.units(input, example: example),
      previousHiddenState: StepParts<Self>.units(state.hidden.value, example: example),
      previousCellState: StepParts<Self>.units(state.cell.value, example: example),
      inputGate: parts.units(.inputGate),
      forgetGate: parts.units(.forgetGate),
      candidate: parts.units(.candidate),
      outputGate: parts.units(.outputGate),
      cellState: parts.units(.cellState),
      hiddenState: parts.units(.hiddenState),
      title: title
    )
    return (chart, parts.next)
  }
}

extension GRUCellOf {
  /// Draws the inside of the cell with what its gates and state hold in one step.
  ///
  /// The wires are those of the cell's own `updateGate` and `resetGate`.
  ///
  /// - Parameters:
  ///   - input: `[batch, inputs]`.
  ///   - state: h before the step, `[batch, hidden]`; zeros if `nil`.
  ///   - example: Which example of the batch is drawn.
  ///   - title: What the figure is called.
  public func diagram(
    _ input: TensorOf<Scalar>,
    _ state: VariableOf<Scalar>? = nil,
    example: Int = 0,
    title: String = ""
  ) -> Chart {
    let before = state ?? initialState(batch: input.shape[0])
    return drawing(input, before, example: example, title: title).chart
  }

  /// Draws the inside of the cell at every step of a sequence, `[time, inputs]`: a figure over time.
  public func diagram(
    over sequence: TensorOf<Scalar>,
    from state: VariableOf<Scalar>? = nil,
    title: String = ""
  ) -> Chart {
    figure(over: sequence, from: state, title: title) {
      drawing($0, $1, example: 0, title: title)
    }
  }

  private func drawing(
    _ input: TensorOf<Scalar>,
    _ state: VariableOf<Scalar>,
    example: Int,
    title: String
  ) -> (chart: Chart, next: VariableOf<Scalar>) {
    let parts = StepParts(self, input, state, example: example)
    let chart = gruCellDiagram(
      input: StepParts<Self>.units(input, example: example),
      previousHiddenState: StepParts<Self>.units(state.value, example: example),
      resetGate: parts.units(.resetGate),
      updateGate: parts.units(.updateGate),
      candidate: parts.units(.candidate),
      hiddenState: parts.units(.hiddenState),
      wiring: GRUWiring(
        updateGateWrites: updateGate == .writesCandidate,
        resetsBeforeProduct: resetGate == .beforeProduct
      ),
      title: title
    )
    return (chart, parts.next)
  }
}

extension RecurrentCell {
  /// A figure over time, one frame for each step of `[time, inputs]`.
  fileprivate func figure(
    over sequence: TensorOf<Scalar>,
    from start: State?,
    title: String,
    draw: (TensorOf<Scalar>, State) -> (chart: Chart, next: State)
  ) -> Chart {
    var state = start ?? initialState(batch: 1)
    var frames: [(String, Chart)] = []
    for step in 0..<sequence.shape[0] {
      let (chart, next) = draw(sequence[step..<(step + 1)], state)
      frames.append(("time step \(step + 1)", chart))
      state = next
    }
    return figureOverTime(frames, title: title)
  }
}
