import Foundation
import LessonDocument

/// Results of steps that ran before, under the digest of all that they depend on.
struct ResultStore: Sendable {
  /// The store's folder, or nil if nothing is kept.
  let folder: String?
  /// Whether kept results are used.
  let reads: Bool
  let keeper: CacheKeeper

  /// The results of all steps of a plan, or nil if one is not there.
  func results(for plan: ExecutionPlan, keys: ResultKeys) -> [StepResult]? {
    guard reads, let folder else { return nil }
    var results: [StepResult] = []
    for number in keys.keys.indices {
      guard let result = result(number, of: plan, keys: keys) else { return nil }
      results.append(result)
    }
    for key in keys.keys { KeptFile.use("\(folder)/\(key).json") }
    remember(keys, count: results.count, of: plan, in: folder)
    return results
  }

  /// Whether the result of each step of a plan is there.
  func keptSteps(of plan: ExecutionPlan, keys: ResultKeys) -> [Bool] {
    keys.keys.indices.map { result($0, of: plan, keys: keys) != nil }
  }

  private func result(_ number: Int, of plan: ExecutionPlan, keys: ResultKeys) -> StepResult? {
    guard reads, let folder,
      let data = CheckedFile.read("\(folder)/\(keys.keys[number]).json"),
      let step = try? Self.decoder.decode(StepResult.self, from: data)
    else { return nil }
    return plan.kept(step, number: number)
  }

  /// Keeps results.
  ///
  /// A store that cannot be written keeps nothing.
  func keep(_ results: [StepResult], for plan: ExecutionPlan, keys: ResultKeys) {
    guard let folder else { return }
    // What follows an uncertain step is uncertain too.
    let certain = results.prefix(while: \.isCertain)
    remember(keys, count: certain.count, of: plan, in: folder)
    for (number, result) in certain.enumerated() {
      guard let data = try? Self.encoder.encode(result) else { return }
      try? CheckedFile.write(data, to: "\(folder)/\(keys.keys[number]).json")
      keeper.wrote(data.count)
    }
  }

  /// What came of all values of a block's numbers, under the digest of all that it depends on.
  func points(_ key: String) -> [Exploration.Point]? {
    guard reads, let folder, let data = CheckedFile.read("\(folder)/\(key).json") else {
      return nil
    }
    KeptFile.use("\(folder)/\(key).json")
    return try? Self.decoder.decode([Exploration.Point].self, from: data)
  }

  /// Keeps what came of all values of a block's numbers.
  func keep(_ points: [Exploration.Point], as key: String) {
    guard let folder, let data = try? Self.encoder.encode(points) else { return }
    try? CheckedFile.write(data, to: "\(folder)/\(key).json")
    keeper.wrote(data.count)
  }

  private func remember(_ keys: ResultKeys, count: Int, of plan: ExecutionPlan, in folder: String) {
    // What a part of a lesson depends on, or a lesson with other code in it, is not told by its name.
    guard plan.isWhole else { return }
    LastInputs(inputs: keys.inputs, count: count).write(of: plan.lesson, in: folder)
  }

  private static var encoder: JSONEncoder {
    let encoder = JSONEncoder()
    encoder.nonConformingFloatEncodingStrategy = .convertToString(
      positiveInfinity: "inf",
      negativeInfinity: "-inf",
      nan: "nan"
    )
    return encoder
  }

  private static var decoder: JSONDecoder {
    let decoder = JSONDecoder()
    decoder.nonConformingFloatDecodingStrategy = .convertFromString(
      positiveInfinity: "inf",
      negativeInfinity: "-inf",
      nan: "nan"
    )
    return decoder
  }
}
