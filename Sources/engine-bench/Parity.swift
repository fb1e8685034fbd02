import Foundation
import TeachingEngine

/// `engine-bench parity`: trains as a reference file says and compares gradients and losses.
struct Parity {
  private let file: ReferenceFile
  private let series: SeriesFile
  private let usesTape: Bool
  private let epochs: Int

  init(_ arguments: Arguments) throws {
    let path = try arguments.operand("reference file", options: ["series", "path", "epochs"])
    guard let seriesPath = arguments.text("series") else {
      throw BenchError.usage("“parity” needs --series series.csv")
    }
    file = try ReferenceFile(path: path)
    series = try SeriesFile(path: seriesPath)
    usesTape = try arguments.choice("path", of: ["fused", "tape"], default: "fused") == "tape"
    epochs = try arguments.count("epochs", default: file.epochs)
    guard epochs <= file.losses.count else {
      throw BenchError.usage("--epochs is at most \(file.losses.count), the losses in the file")
    }
  }

  func run() throws {
    let report =
      try file.dtype == "f64" ? compare(Double.self) : compare(Float.self)
    print(try report.json())
  }

  private func compare<Scalar: TensorScalar>(_: Scalar.Type) throws -> ParityReport {
    let (hidden, biases) = (try file.hidden(), file.biases)
    // The weights drawn here are replaced by the file's.
    var generator = RandomGenerator(seed: 0)
    switch try file.fusedCell() {
    case .rnn(let activation):
      return try compare(
        RNNCellOf<Scalar>(
          inputs: 1,
          hidden: hidden,
          activation: activation,
          biases: biases,
          generator: &generator
        )
      )
    case .lstm:
      return try compare(
        LSTMCellOf<Scalar>(inputs: 1, hidden: hidden, biases: biases, generator: &generator)
      )
    case .lstm1997:
      return try compare(
        LSTM1997CellOf<Scalar>(inputs: 1, hidden: hidden, biases: biases, generator: &generator)
      )
    case .gru(let resetAfter, let updateKeeps):
      return try compare(
        GRUCellOf<Scalar>(
          inputs: 1,
          hidden: hidden,
          biases: biases,
          updateGate: updateKeeps ? .keepsState : .writesCandidate,
          resetGate: resetAfter ? .afterProduct : .beforeProduct,
          generator: &generator
        )
      )
    }
  }

  private func compare<Cell: FusableCell>(_ cell: Cell) throws -> ParityReport {
    var generator = RandomGenerator(seed: 0)
    let head = DenseOf<Cell.Scalar>(inputs: cell.hidden, outputs: 1, generator: &generator)
    let model = Forecaster(recurrent: Fused(cell), head: head)
    try load(model.parameters)
    let data = try series.pairs(
      window: file.window,
      count: file.trainingCount,
      path: file.path,
      as: Cell.Scalar.self
    )
    return usesTape
      ? trainOnTape(Forecaster(recurrent: Unrolled(cell), head: head), data.inputs, data.targets)
      : trainPlanned(model, data.inputs, data.targets)
  }

  private func load<Scalar: TensorScalar>(_ parameters: [NamedParameter<Scalar>]) throws {
    guard Set(parameters.map(\.name)) == Set(file.parameterOrder) else {
      throw BenchError.file(
        file.path,
        problem: "param_order \(file.parameterOrder) is not what the model has, "
          + "\(parameters.map(\.name))"
      )
    }
    for parameter in parameters {
      guard let values = file.initialWeights[parameter.name] else { continue }
      do { try parameter.load(TensorOf<Scalar>(values)) } catch {
        throw BenchError.file(file.path, problem: "\(error)")
      }
    }
  }

  private func trainPlanned<Cell: FusableCell>(
    _ model: Forecaster<Fused<Cell>>,
    _ inputs: TensorOf<Cell.Scalar>,
    _ targets: TensorOf<Cell.Scalar>
  ) -> ParityReport {
    let training = PlannedTraining(
      layers: [model.recurrent],
      readout: model.head,
      batch: file.trainingCount,
      time: file.window,
      update: .adam(learningRate: Cell.Scalar(file.learningRate))
    )
    var report = ParityReport(path: "fused", epochs: epochs)
    let start = ContinuousClock.now
    for epoch in 0..<epochs {
      let loss = training.step(inputs, targets)
      report.compare(loss: Double(loss), with: file.losses[epoch])
      if epoch == 0 {
        for parameter in model.parameters {
          guard let gradient = training.gradient(of: parameter.variable) else { continue }
          report.compare(
            gradient: parameter.isTransposedInFiles ? gradient.transposed() : gradient,
            with: file.firstGradients[parameter.name]
          )
        }
      }
    }
    report.seconds = (ContinuousClock.now - start).seconds
    return report
  }

  private func trainOnTape<Layer: SequenceLayer>(
    _ model: Forecaster<Layer>,
    _ inputs: TensorOf<Layer.Scalar>,
    _ targets: TensorOf<Layer.Scalar>
  ) -> ParityReport {
    let optimizer = Adam(model, learningRate: Layer.Scalar(file.learningRate))
    var report = ParityReport(path: "tape", epochs: epochs)
    let start = ContinuousClock.now
    for epoch in 0..<epochs {
      let loss = optimizer.step(minimizing: meanSquaredError(model(inputs), targets))
      report.compare(loss: Double(loss), with: file.losses[epoch])
      if epoch == 0 {
        for parameter in model.parameters {
          report.compare(
            gradient: parameter.exportedGradient,
            with: file.firstGradients[parameter.name]
          )
        }
      }
    }
    report.seconds = (ContinuousClock.now - start).seconds
    return report
  }
}

extension Duration {
  var seconds: Double {
    let parts = components
    return Double(parts.seconds) + Double(parts.attoseconds) * 1e-18
  }
}
