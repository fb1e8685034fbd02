import Plots
import Testing

import TeachingEngine

@Suite struct DiagramTests {
  typealias T = TensorOf<Double>

  private static let sequence: T = {
    var generator = RandomGenerator(seed: 3)
    return .normal([5, 2], generator: &generator)
  }()

  private func node(_ id: String, of marks: [Chart.Mark]) -> Diagram.Node? {
    for case .diagram(let diagram) in marks { return diagram.nodes.first { $0.id == id } }
    return nil
  }

  @Test func `an LSTM cell draws the gates and states of its own step`() throws {
    var generator = RandomGenerator(seed: 1)
    let cell = LSTMCellOf<Double>(inputs: 2, hidden: 3, generator: &generator)
    let first = cell(Self.sequence[0..<1], cell.initialState(batch: 1))
    let second = cell(Self.sequence[1..<2], first)
    let marks = cell.diagram(Self.sequence[1..<2], first).marks
    #expect(node("h", of: marks)?.values == first.hidden.value.scalars)
    #expect(node("c′", of: marks)?.values == second.cell.value.scalars)
    #expect(node("h′", of: marks)?.values == second.hidden.value.scalars)
    let (f, i, g) = (node("f", of: marks), node("i", of: marks), node("g", of: marks))
    let kept = zip(try #require(f).values, first.cell.value.scalars).map { $0 * $1 }
    let written = zip(try #require(i).values, try #require(g).values).map { $0 * $1 }
    for (sum, state) in zip(zip(kept, written).map { $0 + $1 }, second.cell.value.scalars) {
      #expect(abs(sum - state) < 1e-12)
    }
  }

  @Test(arguments: UpdateGate.allCases, ResetGate.allCases)
  func `a GRU cell draws what it keeps`(update: UpdateGate, reset: ResetGate) throws {
    var generator = RandomGenerator(seed: 2)
    let cell = GRUCellOf<Double>(
      inputs: 2,
      hidden: 3,
      updateGate: update,
      resetGate: reset,
      generator: &generator
    )
    let before = cell(Self.sequence[0..<1], cell.initialState(batch: 1))
    let marks = cell.diagram(Self.sequence[1..<2], before).marks
    let (z, n) = (try #require(node("z", of: marks)), try #require(node("n", of: marks)))
    for (unit, after) in cell(Self.sequence[1..<2], before).value.scalars.enumerated() {
      let kept = z.values[unit] * before.value.scalars[unit]
      #expect(abs((1 - z.values[unit]) * n.values[unit] + kept - after) < 1e-12)
    }
  }

  @Test func `a cell drawn over a sequence has a frame for each step`() {
    var generator = RandomGenerator(seed: 4)
    let cell = LSTMCellOf<Double>(inputs: 2, hidden: 3, generator: &generator)
    let chart = cell.diagram(over: Self.sequence)
    #expect(chart.frameLabels == (1...5).map { "time step \($0)" })
    #expect(
      node("h′", of: chart.frames[1].marks)?.values == node("h", of: chart.frames[2].marks)?.values
    )
  }

  @Test func `an unrolled cell shows its states`() {
    var generator = RandomGenerator(seed: 5)
    let cell = RNNCellOf<Double>(inputs: 2, hidden: 3, generator: &generator)
    let chart = cell.unrolledDiagram(over: Self.sequence, inputs: Array("hello").map(String.init))
    let first = cell(Self.sequence[0..<1], cell.initialState(batch: 1))
    #expect(node("hidden 0", of: chart.marks)?.values == first.value.scalars)
    #expect(node("input 4", of: chart.marks)?.label == "o")
  }

  @Test func `figures of a trace hold its first and last pass`() {
    var generator = RandomGenerator(seed: 6)
    let layer = Unrolled(LSTMCellOf<Double>(inputs: 2, hidden: 3, generator: &generator))
    let trace = GradientTrace(layer)
    let input = VariableOf(constant: Self.sequence.reshaped([1, 5, 2]))
    for _ in 0..<30 {
      layer(input).outputs.sum().backward(trace: trace)
    }
    let lags = trace.lagFigure(frames: 7)
    #expect(lags.frameLabels.count == 7)
    #expect(lags.frameLabels.first == "pass 0" && lags.frameLabels.last == "pass 29")
    #expect(lags.frames[0].marks.count == 2)
    #expect(trace.gateFigure().frames[0].marks.count == 3)
  }
}
