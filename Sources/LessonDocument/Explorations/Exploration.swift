/// What a block, and those that it feeds, give for each value of numbers that a reader may move.
public struct Exploration: Codable, Equatable, Sendable {
  /// The label of the block whose numbers move.
  public var label: String
  /// The numbers, with their values.
  public var constants: [ExploredConstant]
  /// The labels of the blocks whose results follow: the block itself, and those after it.
  public var blocks: [String]
  /// The inline expressions whose values follow, by their places in the lesson.
  public var expressions: [Int]
  /// What comes of each combination of values, in the order of ``Swift/Array/combinations``.
  public var points: [Point]

  /// What comes of one combination.
  public struct Point: Codable, Equatable, Sendable {
    /// What each of the blocks prints and shows.
    public var outputs: [[BlockOutput]]
    /// The values of the expressions; nil for one that has none.
    public var inline: [String?]
    /// What did not come out as meant, in a sentence; nil if all did.
    public var fault: String?

    /// Makes what comes of a combination.
    public init(outputs: [[BlockOutput]], inline: [String?], fault: String? = nil) {
      (self.outputs, self.inline, self.fault) = (outputs, inline, fault)
    }
  }

  /// Makes an exploration.
  public init(
    label: String,
    constants: [ExploredConstant],
    blocks: [String],
    expressions: [Int],
    points: [Point]
  ) {
    (self.label, self.constants, self.blocks) = (label, constants, blocks)
    (self.expressions, self.points) = (expressions, points)
  }

  /// The same without blocks and expressions that give the same for all values: what a block feeds is judged by names,
  /// so there may be some too many.
  public var trimmed: Exploration {
    guard faults.isEmpty, let first = points.first else { return self }
    var trimmed = self
    let moving = blocks.indices.filter { place in
      place == 0 || points.contains { $0.outputs[place] != first.outputs[place] }
    }
    let values = expressions.indices.filter { place in
      points.contains { $0.inline[place] != first.inline[place] }
    }
    trimmed.blocks = moving.map { blocks[$0] }
    trimmed.expressions = values.map { expressions[$0] }
    for point in points.indices {
      trimmed.points[point].outputs = moving.map { points[point].outputs[$0] }
      trimmed.points[point].inline = values.map { points[point].inline[$0] }
    }
    return trimmed
  }

  /// What did not come out as meant, a sentence a combination of values.
  public var faults: [String] {
    zip(constants.combinations, points).compactMap { combination, point in
      point.fault.map { "with \(constants.words(of: combination)): \($0)" }
    }
  }
}
