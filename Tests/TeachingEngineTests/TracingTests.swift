import Plots
import Testing

import TeachingEngine

@Suite struct TracingTests {
  typealias T = TensorOf<Double>
  typealias V = VariableOf<Double>

  static let time = 7
  static let sequence: T = {
    var generator = RandomGenerator(seed: 9)
    return .normal([1, time, 2], generator: &generator)
  }()

  /// ∂s_t/∂s_{t−1} by central differences: no tape, no marks.
  private func differences<Cell: RecurrentCell>(
    _ cell: Cell,
    _ x: T,
    _ state: Cell.State
  ) -> T where Cell.Scalar == Double {
    func next(_ state: Cell.State) -> T {
      noGradient { T.concatenated(cell(V(constant: x), state).parts.map(\.value), axis: 1) }
    }
    let width = state.parts.reduce(0) { $0 + $1.count }
    let columns = (0..<width).map { column in
      func moved(_ distance: Double) -> T {
        var place = column
        return next(
          state.mapParts { part in
            defer { place -= part.count }
            guard place >= 0, place < part.count else { return part }
            var value = part.value
            value[0, place] += distance
            return V(constant: value)
          }
        )
      }
      return ((moved(1e-6) - moved(-1e-6)) / 2e-6).reshaped([width])
    }
    return .stacked(columns, axis: 1)
  }

  /// Compares traced norms and Jacobians of a cell with products of differenced Jacobians.
  private func check<Cell: RecurrentCell>(
    _ cell: Cell,
    hasCellState: Bool
  ) where Cell.Scalar == Double {
    let x = Self.sequence.squeezed(axis: 0)
    var states = [cell.initialState(batch: 1)]
    var exact: [T] = []
    for step in 0..<Self.time {
      exact.append(differences(cell, x[step..<step + 1], states[step]))
      states.append(cell(x[step..<step + 1], states[step]).detached())
    }
    let traced = JacobianTrace(cell, sequence: x)
    for (received, expected) in zip(traced.steps, exact) {
      #expect((received - expected).abs().max() < 1e-8)
    }
    // ∂L/∂s_t of L = Σ h_T, from the products alone.
    let width = exact[0].shape[0]
    var row = T(shape: [1, width], scalars: (0..<width).map { $0 < cell.hidden ? 1 : 0 })
    var hidden: [Double] = []
    var cellState: [Double] = []
    for step in (0..<Self.time).reversed() {
      hidden.insert(row[0..., 0..<cell.hidden].norm, at: 0)
      if hasCellState {
        // What reaches c_t itself, and what reaches it through h_t = o tanh(c_t).
        let (h, c) = (states[step + 1].parts[0].value, states[step + 1].parts[1].value)
        let throughHidden = row[0..., 0..<cell.hidden] * (h / tanh(c)) * (1 - tanh(c).squared())
        cellState.insert((row[0..., cell.hidden..<width] + throughHidden).norm, at: 0)
      }
      row = row.matmul(exact[step])
    }
    let trace = GradientTrace(cell)
    cell.output(of: Unrolled(cell)(Self.sequence).finalState).sum().backward(trace: trace)
    let norms = trace.lastPass?.series(.hiddenState)?.gradientNorms ?? []
    #expect(norms.count == Self.time)
    for (received, expected) in zip(norms, hidden) { #expect(abs(received - expected) < 1e-8) }
    let cellNorms = trace.lastPass?.series(.cellState)?.gradientNorms ?? []
    #expect(cellNorms.count == cellState.count)
    for (received, expected) in zip(cellNorms, cellState) {
      #expect(abs(received - expected) < 1e-8)
    }
  }

  @Test func `traces equal exact Jacobian products: RNN, GRU, LSTM`() {
    var generator = RandomGenerator(seed: 2)
    check(RNNCellOf<Double>(inputs: 2, hidden: 3, generator: &generator), hasCellState: false)
    check(GRUCellOf<Double>(inputs: 2, hidden: 3, generator: &generator), hasCellState: false)
    check(LSTMCellOf<Double>(inputs: 2, hidden: 3, generator: &generator), hasCellState: true)
  }

  @Test func `fused layers trace what cells trace`() throws {
    var generator = RandomGenerator(seed: 2)
    let cell = LSTMCellOf<Double>(inputs: 2, hidden: 3, generator: &generator)
    let (slow, fast) = (GradientTrace(cell), GradientTrace(cell))
    Unrolled(cell)(Self.sequence).outputs.squared().sum().backward(trace: slow)
    LSTMOf(cell)(Self.sequence).outputs.squared().sum().backward(trace: fast)
    for series in try #require(slow.lastPass).series {
      let other = try #require(fast.lastPass?.series(series.role))
      #expect(series.steps.count == other.steps.count)
      for (a, b) in zip(series.steps, other.steps) {
        #expect(abs(a.gradientNorm - b.gradientNorm) < 1e-12, "\(series.role)")
        #expect(abs(a.mean - b.mean) < 1e-12, "\(series.role)")
      }
    }
  }

  @Test func `states of a network written by hand are found on the tape`() {
    var generator = RandomGenerator(seed: 2)
    let cell = RNNCellOf<Double>(inputs: 2, hidden: 3, generator: &generator)
    let (wx, wh) = (V(cell.inputWeights.value), V(cell.hiddenWeights.value))
    let b = V(cell.inputBias?.value ?? .zeros([3]))
    let readout = V(T.normal([3, 1], generator: &generator))
    var h = V(constant: T.zeros([1, 3]))
    var loss = V(constant: T(0))
    for step in 0..<Self.time {
      h = tanh(Self.sequence.select(axis: 1, index: step).matmul(wx) + h.matmul(wh) + b)
      loss = loss + h.matmul(readout).squared().sum()
    }
    let names = [("wx", wx), ("cell.weight_hh", wh), ("b", b), ("readout", readout)]
    let trace = GradientTrace(names.map { NamedParameter($0.0, $0.1) })
    loss.backward(trace: trace)

    let reference = GradientTrace(cell)
    var total = V(constant: T(0))
    let outputs = Unrolled(cell)(Self.sequence).outputs
    for step in 0..<Self.time {
      total = total + outputs.select(axis: 1, index: step).matmul(readout).squared().sum()
    }
    total.backward(trace: reference)
    let found = trace.lastPass?.series(.hiddenState, layer: "cell")?.gradientNorms ?? []
    let expected = reference.lastPass?.series(.hiddenState)?.gradientNorms ?? []
    #expect(found.count == Self.time)
    for (a, b) in zip(found, expected) { #expect(abs(a - b) < 1e-12) }
  }

  @Test func `the first step that is not a number is named`() {
    var generator = RandomGenerator(seed: 2)
    let cell = RNNCellOf<Double>(inputs: 2, hidden: 3, activation: .relu, generator: &generator)
    var broken = Self.sequence
    broken[0, 3, 1] = .infinity
    let trace = GradientTrace(cell)
    Unrolled(cell)(broken).outputs.sum().backward(trace: trace)
    #expect(trace.firstNonFinite?.step == 3)
    #expect(trace.firstNonFinite?.problem == .valueNotFinite)
    #expect(
      trace.firstNonFinite?.description
        == "pass 0: the value is not finite in matmul of cell at step 3"
    )
  }

  @Test func `vanishing and exploding gradients are found at their lag`() {
    for (weight, isVanishing) in [(0.1, true), (10.0, false)] {
      let cell = RNNCellOf<Double>(
        inputWeights: T([[1]]),
        hiddenWeights: T([[weight]]),
        activation: .relu
      )
      let trace = GradientTrace(cell)
      Unrolled(cell)(T.ones([1, 10, 1])).finalState.sum().backward(trace: trace)
      let expected = (0..<10).reversed().map { Double.pow(weight, Double($0)) }
      for (a, b) in zip(trace.lastPass?.series(.hiddenState)?.gradientNorms ?? [], expected) {
        #expect(abs(a - b) < 1e-12 * b)
      }
      #expect((trace.vanishing(below: 0.5e-3)?.step == 5) == isVanishing)
      #expect((trace.exploding(above: 2e3)?.step == 5) == !isVanishing)
    }
  }

  @Test func `updates are measured against weights, and a trace changes nothing`() {
    func train(traced: Bool) -> (T, GradientTrace<Double>) {
      var generator = RandomGenerator(seed: 2)
      let cell = RNNCellOf<Double>(inputs: 2, hidden: 3, generator: &generator)
      let optimizer = SGD(cell, learningRate: 0.1)
      let trace = GradientTrace(cell)
      for _ in 0..<3 {
        let loss = Unrolled(cell)(Self.sequence).outputs.squared().sum()
        optimizer.step(minimizing: loss, trace: traced ? trace : nil)
      }
      return (cell.hiddenWeights.value, trace)
    }
    let (plain, _) = train(traced: false)
    let (traced, trace) = train(traced: true)
    #expect(plain == traced)
    trace.settleUpdates()
    for pass in trace.passes {
      for parameter in pass.parameters {
        let ratio = parameter.updateRatio ?? .nan
        #expect(abs(ratio - 0.1 * parameter.gradientNorm / parameter.valueNorm) < 1e-12)
      }
    }
    #expect(trace.heatmapOverTraining().table.rows.count > 0)
    #expect(!trace.lagChart().svg(id: "a").isEmpty)
  }

  @Test func `the norm of Jacobian products stays under its bound`() throws {
    var generator = RandomGenerator(seed: 2)
    let cell = RNNCellOf<Double>(inputs: 2, hidden: 3, generator: &generator)
    let trace = JacobianTrace(cell, sequence: Self.sequence.squeezed(axis: 0))
    let bound = trace.boundByLag
    #expect(bound.count == Self.time + 1)
    for (values, limit) in zip(trace.singularValuesByLag, bound) {
      #expect(try #require(values.first) <= limit * (1 + 1e-12))
    }
  }
}

extension TensorOf {
  /// A block of a matrix.
  fileprivate subscript(rows: PartialRangeFrom<Int>, columns: Range<Int>) -> TensorOf {
    self[rows].slice(axis: 1, columns)
  }
}
