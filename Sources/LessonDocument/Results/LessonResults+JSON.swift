public import Foundation

extension [Exploration.Point] {
  /// Changes every output.
  fileprivate mutating func mutateOutputs(_ change: (inout BlockOutput) -> Void) {
    for point in indices {
      for block in self[point].outputs.indices {
        for output in self[point].outputs[block].indices {
          change(&self[point].outputs[block][output])
        }
      }
    }
  }
}

extension LessonResults {
  /// The results as the object that `--json` prints: sorted keys, numbers that are not finite as text.
  ///
  /// Charts and tables stand there as text, and charts as SVG and in words, those of a reader's values without
  /// SVG; their data do not.
  public func json() throws -> Data {
    var printed = self
    for block in blocks.indices {
      for output in blocks[block].outputs.indices {
        printed.blocks[block].outputs[output].chart = nil
        printed.blocks[block].outputs[output].table = nil
      }
    }
    for place in (explorations ?? []).indices {
      printed.explorations?[place].points.mutateOutputs { output in
        (output.chart, output.table, output.svg) = (nil, nil, nil)
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
