public import LessonDocument

/// What the blocks of a lesson gave when they last worked, to be shown while they do not.
public struct LastGoodResults: Sendable {
  /// A block is known again by the label that its author gave it, or by its number among as many.
  private struct Name: Hashable {
    var label: String
    var count: Int?
  }

  private var outputs: [Name: [BlockOutput]] = [:]

  /// No block has worked yet.
  public init() {}

  /// The results, with what the blocks that do not work any more gave last, marked as stale.
  public mutating func marked(_ results: LessonResults) -> LessonResults {
    var marked = results
    for (index, block) in results.blocks.enumerated() {
      let isCounted = block.label == "block-\(index + 1)"
      let name = Name(label: block.label, count: isCounted ? results.blocks.count : nil)
      if block.isAsExpected {
        outputs[name] = block.outputs
      } else if block.outputs.isEmpty, let last = outputs[name], !last.isEmpty {
        marked.blocks[index].outputs = last
        marked.blocks[index].diagnostics.insert(
          Diagnostic(severity: .note, line: block.line, column: 1, cause: .stale),
          at: 0
        )
      }
    }
    return marked
  }
}
