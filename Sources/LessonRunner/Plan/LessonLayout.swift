import LessonDocument

/// Where the blocks of a lesson stood when a result was made, so that what it says of lines can follow
/// them when prose moves them.
struct LessonLayout: Codable, Equatable, Sendable {
  private struct Block: Codable, Equatable {
    var fence: Int
    var code: [SourceLocation]
  }

  private var blocks: [Block]

  /// The layout of a plan's steps up to one.
  init(of plan: ExecutionPlan, upTo number: Int) {
    blocks = plan.steps.prefix(number).map {
      Block(fence: $0.block.fence.line, code: $0.code.lines.map(\.location))
    }
  }

  /// The result of the last step where its blocks stand now; nil if what it says of lines cannot be
  /// carried over.
  func moved(_ step: StepResult, to now: LessonLayout) -> StepResult? {
    guard now != self else { return step }
    var moved = step
    let errors = step.expressions.values.compactMap(\.error)
    let messages = (step.block?.diagnostics.map(\.message) ?? []) + errors
    guard !messages.contains(where: { $0.contains(/\bline [0-9]/) }) else { return nil }
    for (index, diagnostic) in (step.block?.diagnostics ?? []).enumerated() {
      let old = SourceLocation(line: diagnostic.line, column: diagnostic.column)
      guard let place = place(old, in: now) else { return nil }
      moved.block?.diagnostics[index].line = place.line
      moved.block?.diagnostics[index].column = place.column
    }
    return moved
  }

  private func place(_ location: SourceLocation, in now: LessonLayout) -> SourceLocation? {
    for (old, new) in zip(blocks, now.blocks) {
      if location.line == old.fence {
        return SourceLocation(line: new.fence, column: location.column)
      }
      let row = old.code.firstIndex { $0.line == location.line }
      guard let row, row < new.code.count else { continue }
      return SourceLocation(
        line: new.code[row].line,
        column: location.column - old.code[row].column + new.code[row].column
      )
    }
    return nil
  }
}
