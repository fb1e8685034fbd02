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
    guard reads, let folder else { return nil }
    var results: [StepResult] = []
    for (number, key) in keys.keys.enumerated() {
      guard let data = FileManager.default.contents(atPath: "\(folder)/\(key).json"),
        let record = try? Self.decoder.decode(Record.self, from: data),
        let result = plan.moved(record.step, from: record.layout, number: number)
      else { return nil }
      results.append(result)
    }
    return results
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
