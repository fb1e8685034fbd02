import TeachingEngine
import Testing

/// A cell, sizes and options for which the two paths are compared.
struct FusedCase: CustomTestStringConvertible, Sendable {
  let cell: FusedCell
  let biases: BiasConvention
  let inputs, hidden, batch, time: Int
  let hasLengths, hasInitialState, readsBackward: Bool
  let threads: Int

  var testDescription: String {
    "\(cell) biases \(biases) [\(batch), \(time), \(inputs)] → \(hidden)"
      + (hasLengths ? " lengths" : "") + (hasInitialState ? " state" : "")
      + (readsBackward ? " backward" : "") + (threads == 2 ? " two threads" : "")
  }

  static let cells: [FusedCell] =
    [.rnn(.tanh), .rnn(.relu), .lstm, .lstm1997]
    + [false, true].flatMap { after in
      [false, true].map { .gru(resetAfter: after, updateKeeps: $0) }
    }

  /// Every cell with every bias convention, sizes and options drawn from a fixed seed.
  static let random: [FusedCase] = {
    var generator = RandomGenerator(seed: 20)
    return cells.flatMap { cell in
      BiasConvention.allCases.flatMap { biases in
        (0..<4).map { index in
          FusedCase(
            cell: cell,
            biases: biases,
            inputs: 1 + generator.integer(below: 20),
            hidden: 1 + generator.integer(below: 37),
            batch: index == 0 ? 1 : 1 + generator.integer(below: 30),
            time: 1 + generator.integer(below: 9),
            hasLengths: generator.bernoulli(0.5),
            hasInitialState: generator.bernoulli(0.5),
            readsBackward: generator.bernoulli(0.4),
            threads: 1 + generator.integer(below: 2)
          )
        }
      }
    }
  }()
}

/// Values and gradients of one path.
struct PathResult<Scalar: TensorScalar> {
  var names: [String] = []
  var tensors: [TensorOf<Scalar>] = []

  mutating func append(_ name: String, _ tensor: TensorOf<Scalar>) {
    names.append(name)
    tensors.append(tensor)
  }
}

struct FusedTests {
  @Test(
    "fused and unrolled layers agree in values and gradients, Double",
    arguments: FusedCase.random
  )
  func double(_ test: FusedCase) {
    compare(test, Double.self, tolerance: 1e-12)
  }

  @Test(
    "fused and unrolled layers agree in values and gradients, Float",
    arguments: FusedCase.random
  )
  func float(_ test: FusedCase) {
    compare(test, Float.self, tolerance: 1e-5)
  }

  private func compare<Scalar: TensorScalar>(
    _ test: FusedCase,
    _: Scalar.Type,
    tolerance: Double
  ) {
    var generator = RandomGenerator(seed: 7)
    switch test.cell {
    case .rnn(let activation):
      compare(
        test,
        tolerance,
        &generator,
        RNNCellOf<Scalar>(
          inputs: test.inputs,
          hidden: test.hidden,
          activation: activation,
          biases: test.biases,
          generator: &generator
        )
      )
    case .lstm:
      compare(
        test,
        tolerance,
        &generator,
        LSTMCellOf<Scalar>(
          inputs: test.inputs,
          hidden: test.hidden,
          biases: test.biases,
          generator: &generator
        )
      )
    case .lstm1997:
      compare(
        test,
        tolerance,
        &generator,
        LSTM1997CellOf<Scalar>(
          inputs: test.inputs,
          hidden: test.hidden,
          biases: test.biases,
          generator: &generator
        )
      )
    case .gru(let resetAfter, let updateKeeps):
      compare(
        test,
        tolerance,
        &generator,
        GRUCellOf<Scalar>(
          inputs: test.inputs,
          hidden: test.hidden,
          biases: test.biases,
          updateGate: updateKeeps ? .keepsState : .writesCandidate,
          resetGate: resetAfter ? .afterProduct : .beforeProduct,
          generator: &generator
        )
      )
    }
  }

  private func compare<Cell: FusableCell>(
    _ test: FusedCase,
    _ tolerance: Double,
    _ generator: inout RandomGenerator,
    _ cell: Cell
  ) {
    #expect(cell.fusedCell == test.cell)
    let problem = Problem(test, cell, &generator)
    let fused = problem.run(
      Fused(cell, readsBackward: test.readsBackward, threads: test.threads)
    )
    let unrolled = problem.runUnrolled()
    #expect(fused.names == unrolled.names)
    for (name, (a, b)) in zip(fused.names, zip(fused.tensors, unrolled.tensors)) {
      #expect(a.shape == b.shape, "\(name)")
      let scale = b.scalars.map { Double(abs($0)) }.max() ?? 0
      let error = zip(a.scalars, b.scalars).map { Double(abs($0 - $1)) }.max() ?? 0
      #expect(error <= tolerance * max(scale, 0.1), "\(name): \(error) of \(scale)")
    }
  }
}

/// Inputs for both paths and a loss that reads every output and both parts of the final state.
struct Problem<Cell: FusableCell> {
  typealias Scalar = Cell.Scalar
  let test: FusedCase
  let cell: Cell
  let input: TensorOf<Scalar>
  let outputWeights, stateWeights: TensorOf<Scalar>
  let initialState: [TensorOf<Scalar>]
  let lengths: [Int]?

  init(_ test: FusedCase, _ cell: Cell, _ generator: inout RandomGenerator) {
    self.test = test
    self.cell = cell
    let size = [test.batch, test.hidden]
    input = .normal([test.batch, test.time, test.inputs], generator: &generator)
    outputWeights = .normal([test.batch, test.time, test.hidden], generator: &generator)
    stateWeights = .normal(size, generator: &generator)
    initialState = (0..<(cell.fusedCell.hasCellState ? 2 : 1)).map { _ in
      .normal(size, generator: &generator)
    }
    lengths =
      test.hasLengths
      ? (0..<test.batch).map { _ in generator.integer(below: test.time + 1) } : nil
  }

  func run(_ layer: Fused<Cell>) -> PathResult<Scalar> {
    let x = VariableOf(input)
    let state = makeState()
    return differentiate(x, state, layer(x, lengths: lengths, initialState: state.state))
  }

  func runUnrolled() -> PathResult<Scalar> {
    let x = VariableOf(input)
    let state = makeState()
    guard test.readsBackward else {
      return differentiate(
        x,
        state,
        Unrolled(cell)(x, lengths: lengths, initialState: state.state)
      )
    }
    let result = Unrolled(cell)(
      x.reversedInTime(lengths: lengths),
      lengths: lengths,
      initialState: state.state
    )
    return differentiate(
      x,
      state,
      SequenceResult(
        outputs: result.outputs.reversedInTime(lengths: lengths),
        finalState: result.finalState
      )
    )
  }

  private func makeState() -> (state: Cell.State?, parts: [VariableOf<Scalar>]) {
    guard test.hasInitialState else { return (nil, []) }
    let parts = initialState.map { VariableOf($0) }
    var rest = parts[...]
    let state = cell.initialState(batch: test.batch).mapParts { rest.popFirst() ?? $0 }
    return (state, parts)
  }

  private func differentiate(
    _ x: VariableOf<Scalar>,
    _ state: (state: Cell.State?, parts: [VariableOf<Scalar>]),
    _ result: SequenceResult<Cell.State>
  ) -> PathResult<Scalar> {
    for parameter in cell.parameters { parameter.variable.zeroGradient() }
    var loss = (result.outputs * outputWeights).sum()
    for part in result.finalState.parts { loss = loss + (part * part * stateWeights).sum() }
    loss.backward()
    var collected = PathResult<Scalar>()
    collected.append("outputs", result.outputs.value)
    for (index, part) in result.finalState.parts.enumerated() {
      collected.append("final state \(index)", part.value)
    }
    collected.append("∂L/∂x", x.gradient)
    for parameter in cell.parameters {
      collected.append("∂L/∂\(parameter.name)", parameter.variable.gradient)
    }
    for (index, part) in state.parts.enumerated() {
      collected.append("∂L/∂(initial state \(index))", part.gradient)
    }
    return collected
  }
}
