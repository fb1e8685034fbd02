public import Foundation

extension LessonResults {
  /// The results as the object that `--json` prints: sorted keys, numbers that are not finite as text.
  ///
  /// Charts and tables stand there as text, and charts as SVG and in words; their data do not.
  public func json() throws -> Data {
    var printed = self
    for block in blocks.indices {
      for output in blocks[block].outputs.indices {
        printed.blocks[block].outputs[output].chart = nil
        printed.blocks[block].outputs[output].table = nil
      }
    }
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
    encoder.nonConformingFloatEncodingStrategy = .convertToString(
      positiveInfinity: "inf",
      negativeInfinity: "-inf",
      nan: "nan"
    )
    return try encoder.encode(printed)
  }
}
