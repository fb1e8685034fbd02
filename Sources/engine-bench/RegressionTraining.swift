import TeachingEngine

extension Workload {
  /// A fresh training of the workload: each call is one step and returns its loss.
  ///
  /// - Parameter isTraced: whether a `GradientTrace` sees every pass; not on the planned path, which
  ///   has no tape.
  func makeTraining(
    path: TrainingPath,
    threads: Int,
    isTraced: Bool = false
  ) -> () -> Float {
    var generator = RandomGenerator(seed: 1)
    guard let sizes = regression else {
      return Seq2SeqSizes.standard.makeTraining(path: path, threads: threads, isTraced: isTraced)
    }
    return switch self {
    case .w1GRU, .w4GRU:
      sizes.training(path, threads, isTraced, &generator) { inputs, generator in
        GRUCell(inputs: inputs, hidden: sizes.hidden, biases: .two, generator: &generator)
      }
    case .w1RNN, .w4RNN:
      sizes.training(path, threads, isTraced, &generator) { inputs, generator in
        RNNCell(inputs: inputs, hidden: sizes.hidden, biases: .two, generator: &generator)
      }
    default:
      sizes.training(path, threads, isTraced, &generator) { inputs, generator in
        LSTMCell(inputs: inputs, hidden: sizes.hidden, biases: .two, generator: &generator)
      }
    }
  }
}

extension RegressionSizes {
  /// A training on noise, whose values do not matter to the time it takes.
  fileprivate func training<Cell: FusableCell>(
    _ path: TrainingPath,
    _ threads: Int,
    _ isTraced: Bool,
    _ generator: inout RandomGenerator,
    makeCell: (Int, inout RandomGenerator) -> Cell
  ) -> () -> Float where Cell.Scalar == Float {
    let cells = (0..<layers).map { makeCell($0 == 0 ? inputs : hidden, &generator) }
    let head = Dense(inputs: hidden, outputs: 1, generator: &generator)
    let x = Tensor.normal([batch, time, inputs], generator: &generator)
    let y = Tensor.normal([batch, 1], generator: &generator)
    let fused = cells.map { Fused($0, threads: threads) }
    switch path {
    case .planned:
      let training = PlannedTraining(
        layers: fused,
        readout: head,
        batch: batch,
        time: time,
        update: update,
        threads: threads
      )
      return { training.step(x, y) }
    case .layer:
      return training(Forecaster(recurrent: Stacked(fused), head: head), isTraced, x, y)
    case .tape:
      return training(
        Forecaster(recurrent: Stacked(cells.map { Unrolled($0) }), head: head),
        isTraced,
        x,
        y
      )
    }
  }

  private func training<Layer: SequenceLayer>(
    _ model: Forecaster<Layer>,
    _ isTraced: Bool,
    _ x: Tensor,
    _ y: Tensor
  ) -> () -> Float where Layer.Scalar == Float {
    let trace = isTraced ? GradientTrace(model) : nil
    switch update {
    case .sgd(let learningRate):
      let optimizer = SGD(model, learningRate: learningRate)
      return { optimizer.step(minimizing: meanSquaredError(model(x), y), trace: trace) }
    case .adam(let learningRate, let betas, let epsilon):
      let optimizer = Adam(
        model,
        learningRate: learningRate,
        betas: betas,
        epsilon: epsilon
      )
      return { optimizer.step(minimizing: meanSquaredError(model(x), y), trace: trace) }
    }
  }
}
