public import LessonDocument

/// What a block and those that it feeds gave for other values of its numbers than the lesson's.
public struct RecordedExploration: Codable, Equatable, Sendable {
  /// The name under which the block is recorded.
  public var block: String
  /// One entry a combination of values that is not the lesson's own, in order.
  public var points: [RecordedPoint]
}

/// What came of one combination of values.
public struct RecordedPoint: Codable, Equatable, Sendable {
  /// The combination, as `gain = 0.5, bias = 1`.
  public var values: String
  /// What each block printed and showed, by the names under which they are recorded.
  public var blocks: [RecordedBlock]
  /// The values of the inline expressions that follow.
  public var inline: [RecordedValue]
}

extension RecordedExploration {
  /// - Parameter names: the names under which the lesson's blocks are recorded, by their indices.
  init?(_ exploration: Exploration, of lesson: Lesson, names: [Int: String]) {
    let indices = exploration.blocks.compactMap { label in
      lesson.blocks.firstIndex { $0.label == label }
    }
    guard let first = indices.first, let name = names[first],
      indices.count == exploration.blocks.count
    else { return nil }
    block = name
    let constants = exploration.constants
    points = zip(constants.combinations, exploration.points).compactMap { combination, point in
      guard combination != constants.standard else { return nil }
      return RecordedPoint(
        values: constants.words(of: combination),
        blocks: zip(indices, point.outputs).map { index, outputs in
          RecordedBlock(block: names[index] ?? "", outputs: outputs.map(RecordedOutput.init))
        },
        inline: zip(exploration.expressions, point.inline).map { place, value in
          RecordedValue(
            expression: lesson.inlineExpressions[place].source,
            value: value ?? ""
          )
        }
      )
    }
  }

  /// The same without blocks that wait for an answer, and under other names.
  ///
  /// - Parameter names: for each recorded name that of the same block elsewhere; none for one that waits.
  func renamed(_ names: [String: String], inline isKept: (RecordedValue) -> Bool) -> Self? {
    guard let name = names[block] else { return nil }
    var exploration = self
    exploration.block = name
    for place in points.indices {
      exploration.points[place].blocks = points[place].blocks.prefix { names[$0.block] != nil }
        .map { RecordedBlock(block: names[$0.block] ?? "", outputs: $0.outputs) }
      exploration.points[place].inline = points[place].inline.filter(isKept)
    }
    return exploration
  }

  /// The same, but with the recorded charts in place of those that differ.
  func withCharts(of recorded: RecordedExploration?) -> RecordedExploration {
    var exploration = self
    guard let recorded else { return self }
    for (place, point) in points.enumerated() {
      guard let old = recorded.points.first(where: { $0.values == point.values }) else { continue }
      for (number, block) in point.blocks.enumerated() {
        guard let old = old.blocks.first(where: { $0.block == block.block }) else { continue }
        for (output, (new, recorded)) in zip(block.outputs, old.outputs).enumerated()
        where new.chart != nil && recorded.chart != nil {
          exploration.points[place].blocks[number].outputs[output] = recorded
        }
      }
    }
    return exploration
  }
}
