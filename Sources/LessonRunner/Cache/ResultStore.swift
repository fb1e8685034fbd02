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
    /// The line of the step's fence then.
    var line: Int
    /// Where all blocks up to the step stood, if the result names lines; they may be those of any block.
    var lines: [Int]?
  }

  /// The results of all steps of a plan, or nil if one is not there.
  func results(for plan: ExecutionPlan, keys: ResultKeys) -> [StepResult]? {
    guard reads, let folder else { return nil }
    var results: [StepResult] = []
    for (number, key) in keys.keys.enumerated() {
      guard let data = FileManager.default.contents(atPath: "\(folder)/\(key).json"),
        let record = try? Self.decoder.decode(Record.self, from: data),
        record.lines.map({ $0 == plan.lines(upTo: number) }) ?? true,
        let result = moved(record, plan, number)
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
        line: result.block?.line ?? 0,
        lines: result.block?.diagnostics.isEmpty ?? true ? nil : plan.lines(upTo: number)
      )
      guard let data = try? Self.encoder.encode(record) else { return }
      try? data.write(
        to: URL(fileURLWithPath: "\(folder)/\(keys.keys[number]).json"),
        options: .atomic
      )
    }
  }

  /// The result where its block and its expressions stand now.
  private func moved(_ record: Record, _ plan: ExecutionPlan, _ number: Int) -> StepResult? {
    var step = record.step
    if number > 0 {
      step.block?.line = plan.steps[number - 1].block.fence.line
      step.block?.cached = true
    }
    let expressions = plan.expressions[number] ?? []
    let values = step.expressions.sorted { $0.key < $1.key }.map(\.value)
    guard expressions.count == values.count else { return nil }
    step.expressions = [:]
    for (expression, value) in zip(expressions, values) {
      var value = value
      value.line = expression.location.line
      step.expressions[expression.index] = value
    }
    return step
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

extension ExecutionPlan {
  fileprivate func lines(upTo number: Int) -> [Int] {
    steps.prefix(number).map(\.block.fence.line)
  }
}
