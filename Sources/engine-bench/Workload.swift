import TeachingEngine

/// The measured workloads; sizes and steps are those of the comparison with other frameworks.
enum Workload: String, CaseIterable {
  case w1LSTM = "w1-lstm"
  case w1GRU = "w1-gru"
  case w1RNN = "w1-rnn"
  case w3
  case w4LSTM = "w4-lstm"
  case w4GRU = "w4-gru"
  case w4RNN = "w4-rnn"
  case w5

  /// Sizes of a regression workload: a stack of layers with a readout of the last state, trained on
  /// the mean squared error; `nil` for sequence to sequence.
  var regression: RegressionSizes? {
    switch self {
    case .w1LSTM, .w1GRU, .w1RNN:
      RegressionSizes(
        inputs: 1,
        hidden: 32,
        layers: 1,
        batch: 145,
        time: 20,
        steps: 600,
        update: .adam(learningRate: 0.003)
      )
    case .w3:
      RegressionSizes(
        inputs: 64,
        hidden: 256,
        layers: 2,
        batch: 32,
        time: 100,
        steps: 20,
        update: .adam(learningRate: 0.001)
      )
    case .w4LSTM, .w4GRU, .w4RNN:
      RegressionSizes(
        inputs: 1,
        hidden: 16,
        layers: 1,
        batch: 1,
        time: 50,
        steps: 2000,
        update: .sgd(learningRate: 0.01)
      )
    case .w5: nil
    }
  }

  /// Floating-point operations of the matrix products of one step, forward and backward: a product
  /// and its two derivatives, without the derivative of the lowest layer's input.
  var operations: Double {
    guard let sizes = regression else { return Seq2SeqSizes.standard.operations }
    let gates: Double =
      switch self {
      case .w1LSTM, .w3, .w4LSTM: 4
      case .w1GRU, .w4GRU: 3
      default: 1
      }
    let (hidden, rows) = (Double(sizes.hidden), Double(sizes.batch * sizes.time))
    let columns = gates * hidden
    return (0..<sizes.layers).reduce(0) { sum, layer in
      let inputs = layer == 0 ? Double(sizes.inputs) : hidden
      let products = 3 * (inputs + hidden) - (layer == 0 ? inputs : 0)
      return sum + 2 * rows * columns * products
    }
  }

  var steps: Int { regression?.steps ?? Seq2SeqSizes.standard.steps }
}

/// What a regression workload trains.
struct RegressionSizes {
  let inputs, hidden, layers, batch, time, steps: Int
  let update: PlannedUpdate<Float>
}
