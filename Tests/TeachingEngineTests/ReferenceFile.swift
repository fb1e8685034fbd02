import Foundation
import Testing

import TeachingEngine

/// A file of reference numbers computed with PyTorch; `Fixtures` says what each field is.
struct ReferenceFile: Decodable {
  let cell: String
  let variant: String
  let window: Int
  let trainingCount: Int
  let learningRate: Double
  let initialWeights: [String: NestedNumbers]
  let firstGradients: [String: NestedNumbers]
  let firstPredictions: [Double]
  let losses: [Double]

  enum CodingKeys: String, CodingKey {
    case cell, variant, window, losses
    case trainingCount = "n_train"
    case learningRate = "learning_rate"
    case initialWeights = "initial_weights"
    case firstGradients = "grad1"
    case firstPredictions = "pred_first"
  }

  static func named(_ name: String) throws -> ReferenceFile {
    try JSONDecoder().decode(
      ReferenceFile.self,
      from: Data(contentsOf: fixture("\(name).json"))
    )
  }

  /// Windows of the standardised series, all pairs.
  func examples() throws -> WindowedSeries<Double> {
    let table = try CSVTable(contentsOf: fixture("series.csv").path)
    return windows(over: try table.numbers("signal_scaled", as: Double.self), length: window)
  }

  func weights(gates: Int) throws -> RecurrentWeights<Double> {
    RecurrentWeights(
      input: try #require(initialWeights["weight_ih_l0"]).tensor.transposed(),
      hidden: try #require(initialWeights["weight_hh_l0"]).tensor.transposed(),
      inputBias: initialWeights["bias_ih_l0"]?.tensor,
      hiddenBias: initialWeights["bias_hh_l0"]?.tensor,
      gates: gates
    )
  }
}

/// Numbers nested in lists of equal length.
struct NestedNumbers: Decodable {
  let tensor: TensorOf<Double>

  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if let number = try? container.decode(Double.self) {
      tensor = TensorOf(number)
    } else {
      tensor = .stacked(try container.decode([NestedNumbers].self).map(\.tensor), axis: 0)
    }
  }
}

func fixture(_ name: String) -> URL {
  Bundle.module.bundleURL.appendingPathComponent("Fixtures").appendingPathComponent(name)
}
