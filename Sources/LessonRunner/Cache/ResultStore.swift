import ContentDigest
import Foundation
import LessonDocument

/// Results of steps that ran before, under the digest of all that they depend on.
struct ResultStore: Sendable {
  /// The store's folder, or nil if nothing is kept.
  let folder: String?
  /// Whether kept results are used.
  let reads: Bool

  private struct Record: Codable {
    var step: StepResult
    /// Where the blocks stood, if the result may name lines.
    var layout: LessonLayout?
  }

  /// The results of all steps of a plan, or nil if one is not there.
  func results(for plan: ExecutionPlan, keys: ResultKeys) -> [StepResult]? {
    var results: [StepResult] = []
    for number in keys.keys.indices {
      guard let result = result(for: plan, keys: keys, number: number) else { return nil }
      results.append(result)
    }
    return results
  }

  /// The result of one step of a plan, or nil if it is not there or not whole.
  func result(for plan: ExecutionPlan, keys: ResultKeys, number: Int) -> StepResult? {
    guard reads, let folder,
      let data = FileManager.default.contents(atPath: "\(folder)/\(keys.keys[number]).json"),
      let record = try? Self.decoder.decode(Record.self, from: data)
    else { return nil }
    return plan.moved(record.step, from: record.layout, number: number)
  }

  /// Keeps results.
  ///
  /// A store that cannot be written keeps nothing.
  func keep(_ results: [StepResult], for plan: ExecutionPlan, keys: ResultKeys) {
    guard let folder else { return }
    for (number, result) in results.enumerated() {
      // What follows an uncertain step is uncertain too.
      guard result.isCertain else { return }
      let record = Record(
        step: result,
        layout: result.namesLines ? LessonLayout(of: plan, upTo: number) : nil
      )
      guard let data = try? Self.encoder.encode(record) else { return }
      try? data.write(
        to: URL(fileURLWithPath: "\(folder)/\(keys.keys[number]).json"),
        options: .atomic
      )
    }
  }

  /// Keeps what the results of a lesson that are kept last depend on.
  func keep(_ inputs: RunInputs, of lesson: Lesson) {
    guard let file = inputsFile(of: lesson), let data = try? Self.encoder.encode(inputs) else {
      return
    }
    try? data.write(to: URL(fileURLWithPath: file), options: .atomic)
  }

  /// What the results of a lesson that were kept last depend on, or nil if none were.
  func inputs(of lesson: Lesson) -> RunInputs? {
    inputsFile(of: lesson).flatMap { FileManager.default.contents(atPath: $0) }
      .flatMap { try? Self.decoder.decode(RunInputs.self, from: $0) }
  }

  private func inputsFile(of lesson: Lesson) -> String? {
    let path = URL(fileURLWithPath: lesson.file).standardizedFileURL.path
    return folder.map { "\($0)/\(ContentDigest.hexadecimal(of: path)).inputs.json" }
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
