public import Plots

/// The Jacobian of one step of a cell at one point, ∂s′/∂s, s being the whole state.
///
/// Row i, column j is ∂s′_i/∂s_j. For an LSTM s is h followed by c.
///
/// - Parameter input: one example, `[1, inputs]`.
/// - Parameter state: one example's state, every part `[1, width]`.
/// - Returns: `[width of the state, width of the state]`, exact: one backward pass.
public func stepJacobian<Cell: RecurrentCell>(
  _ cell: Cell,
  input: TensorOf<Cell.Scalar>,
  state: Cell.State,
  file: StaticString = #fileID,
  line: UInt = #line
) -> TensorOf<Cell.Scalar> {
  let widths = state.parts.map(\.count)
  let total = widths.reduce(0, +)
  // Row i of the batch is a copy of the example that is differentiated for output i.
  let rows = Array(repeating: 0, count: total)
  var leaves: [VariableOf<Cell.Scalar>] = []
  let repeated = state.mapParts { part in
    let leaf = VariableOf(part.value.gathered(rows: rows, file: file, line: line))
    leaves.append(leaf)
    return leaf
  }
  let next = cell.step(
    VariableOf(constant: input.gathered(rows: rows)),
    repeated,
    file: file,
    line: line
  )
  let joined = VariableOf.concatenated(next.parts, axis: 1)
  joined.backward(from: .identity(total), file: file, line: line)
  return .concatenated(
    leaves.map { $0.gradientIfAny ?? .zeros($0.shape) },
    axis: 1
  )
}

/// The Jacobians along one sequence: how a small change of the state travels through time.
public struct JacobianTrace<Scalar: TensorScalar>: Sendable {
  /// ∂s_t/∂s_{t−1} for t = 1 … T, `[T, width, width]` as a list.
  public let steps: [TensorOf<Scalar>]
  /// The state's norm-wise bound of one step, σmax(W) · max φ′, for cells that have one.
  public let stepBound: Scalar?

  /// Follows a cell over one sequence, `[time, inputs]`, from an initial state (zeros if `nil`).
  public init<Cell: RecurrentCell>(
    _ cell: Cell,
    sequence: TensorOf<Scalar>,
    initialState: Cell.State? = nil,
    file: StaticString = #fileID,
    line: UInt = #line
  ) where Cell.Scalar == Scalar {
    var state = initialState ?? cell.initialState(batch: 1)
    var jacobians: [TensorOf<Scalar>] = []
    for step in 0..<(sequence.shape.first ?? 0) {
      let x = sequence.slice(axis: 0, step..<(step + 1), file: file, line: line)
      jacobians.append(stepJacobian(cell, input: x, state: state, file: file, line: line))
      state = noGradient { cell.step(VariableOf(constant: x), state, file: file, line: line) }
    }
    steps = jacobians
    // tanh′ and ReLU′ are at most 1.
    stepBound = (cell as? RNNCellOf<Scalar>).map { spectralNorm($0.hiddenWeights.value) }
  }

  /// ∂s_T/∂s_{T−lag} for lag = 0 … T: products of the last steps; lag 0 is the identity.
  public var products: [TensorOf<Scalar>] {
    guard let width = steps.first?.shape[0] else { return [] }
    var result = [TensorOf<Scalar>.identity(width)]
    for step in steps.reversed() { result.append(result[result.count - 1].matmul(step)) }
    return result
  }

  /// The singular values of every step's Jacobian, the largest first.
  public var singularValuesByStep: [[Scalar]] { steps.map { singularValues($0) } }

  /// The singular values of the products, by lag.
  public var singularValuesByLag: [[Scalar]] { products.map { singularValues($0) } }

  /// The bound of the product's norm by lag, (σmax(W) · max φ′)ˡᵃᵍ; empty without a bound.
  public var boundByLag: [Scalar] {
    guard let stepBound else { return [] }
    return (0...steps.count).map { Scalar.pow(stepBound, Scalar($0)) }
  }

  /// Largest and smallest singular value of the product against lag, with the bound if there is
  /// one, on a logarithmic axis.
  public func chart() -> Chart {
    let values = singularValuesByLag
    var marks: [Chart.Mark] = [
      .line(Chart.Series("largest", x: nil, y: values.map { Double($0.first ?? .nan) })),
      .line(Chart.Series("smallest", x: nil, y: values.map { Double($0.last ?? .nan) })),
    ]
    if !boundByLag.isEmpty {
      marks.append(.line(Chart.Series("bound", x: nil, y: boundByLag.map { Double($0) })))
    }
    return Chart(
      title: "Singular values of the Jacobian product",
      xAxis: Chart.Axis("lag (steps back)"),
      yAxis: Chart.Axis("singular value", scale: .log),
      marks: marks
    )
  }

  /// The singular values of every step's own Jacobian, one line for each rank.
  public func stepChart() -> Chart {
    let values = singularValuesByStep
    let marks = (0..<(values.first?.count ?? 0)).map { rank in
      Chart.Mark.line(
        Chart.Series("σ\(rank + 1)", x: nil, y: values.map { Double($0[rank]) })
      )
    }
    let bound = stepBound.map { [Chart.Mark.rule(y: Double($0), "bound")] } ?? []
    return Chart(
      title: "Singular values of the step Jacobian",
      xAxis: Chart.Axis("time step"),
      yAxis: Chart.Axis("singular value", scale: .log),
      marks: marks + bound
    )
  }
}
