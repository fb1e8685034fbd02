import Foundation
import TeachingEngine

/// Weights, gradients and losses that another framework computed; fields as the file has them.
struct ReferenceFile {
  let path: String
  let cell: String
  let variant: String
  let dtype: String
  let window: Int
  let trainingCount: Int
  let learningRate: Double
  let epochs: Int
  let parameterOrder: [String]
  let initialWeights: [String: TensorOf<Double>]
  let firstGradients: [String: TensorOf<Double>]
  let losses: [Double]

  init(path: String) throws {
    self.path = path
    let reader = try JSONReader(path: path)
    cell = try reader.value("cell")
    variant = try reader.value("variant")
    dtype = try reader.value("dtype")
    window = try reader.value("window")
    trainingCount = try reader.value("n_train")
    learningRate = try reader.value("learning_rate")
    epochs = try reader.value("epochs")
    parameterOrder = try reader.value("param_order")
    losses = try reader.value("losses")
    initialWeights = try reader.tensors("initial_weights", names: parameterOrder)
    firstGradients = try reader.tensors("grad1", names: parameterOrder)
    guard window > 0, trainingCount > 0, ["f32", "f64"].contains(dtype) else {
      throw BenchError.file(
        path,
        problem: "window and n_train must be positive, dtype f32 or f64"
      )
    }
  }

  /// The shape of the recurrent weights in the file, `[gates · hidden, hidden]`.
  func hidden() throws -> Int {
    guard let weight = initialWeights["weight_hh_l0"], weight.rank == 2 else {
      throw BenchError.file(path, problem: "it has no matrix weight_hh_l0")
    }
    return weight.shape[1]
  }

  /// The number of bias vectors, by what parameters the file lists.
  var biases: BiasConvention {
    if parameterOrder.contains("bias_hh_l0") { return .two }
    return parameterOrder.contains("bias_ih_l0") ? .one : .none
  }

  /// Which pairs of a file's cell and variant are known.
  func fusedCell() throws -> FusedCell {
    switch (cell, variant) {
    case ("lstm", "pytorch"), ("lstm", "onebias"): return .lstm
    case ("rnn", "pytorch"), ("rnn", "onebias"): return .rnn(.tanh)
    case ("gru", "pytorch"), ("gru", "onebias"): return .gru(resetAfter: true, updateKeeps: true)
    case ("gru", "gru_book"), ("gru", "gru_cho"):
      return .gru(resetAfter: false, updateKeeps: false)
    default:
      throw BenchError.file(
        path,
        problem: "cell “\(cell)” in variant “\(variant)” is unknown; known are lstm and rnn "
          + "(pytorch, onebias) and gru (pytorch, onebias, gru_book, gru_cho)"
      )
    }
  }
}

/// Reads the fields of a JSON object, with the file's name in every complaint.
private struct JSONReader {
  let path: String
  private let object: [String: Any]

  init(path: String) throws {
    self.path = path
    guard let data = FileManager.default.contents(atPath: path) else {
      throw BenchError.file(path, problem: "it cannot be read")
    }
    guard let object = try? JSONSerialization.jsonObject(with: data) as? [String: Any] else {
      throw BenchError.file(path, problem: "it does not hold a JSON object")
    }
    self.object = object
  }

  func value<Value>(_ name: String) throws -> Value {
    guard let value = object[name] as? Value else {
      throw BenchError.file(path, problem: "field “\(name)” is missing or not a \(Value.self)")
    }
    return value
  }

  /// Tensors from nested lists, row-major.
  func tensors(_ field: String, names: [String]) throws -> [String: TensorOf<Double>] {
    let lists: [String: Any] = try value(field)
    var result: [String: TensorOf<Double>] = [:]
    for name in names {
      guard let list = lists[name] else {
        throw BenchError.file(path, problem: "\(field) has no “\(name)”")
      }
      var (shape, scalars): ([Int], [Double]) = ([], [])
      guard flatten(list, 0, &shape, &scalars), shape.reduce(1, *) == scalars.count else {
        throw BenchError.file(path, problem: "\(field).\(name) is not a regular list of numbers")
      }
      result[name] = TensorOf(shape: shape, scalars: scalars)
    }
    return result
  }

  private func flatten(
    _ value: Any,
    _ depth: Int,
    _ shape: inout [Int],
    _ scalars: inout [Double]
  ) -> Bool {
    if let number = value as? Double {
      scalars.append(number)
      return depth == shape.count
    }
    guard let list = value as? [Any] else { return false }
    if depth == shape.count { shape.append(list.count) }
    return shape[depth] == list.count
      && list.allSatisfy { flatten($0, depth + 1, &shape, &scalars) }
  }
}
