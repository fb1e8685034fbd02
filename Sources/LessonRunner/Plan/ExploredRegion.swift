import LessonDocument

/// The blocks whose results follow the numbers of one of them, for as long as each is fed by it.
struct ExploredRegion {
  /// The block whose numbers move, and those after it that it feeds, up to the next that it does not.
  let blocks: [LessonBlock]
  /// The places of the inline expressions after each of them, up to the next block.
  let expressions: [Int]

  /// - Parameter plan: a plan of the whole lesson; nil where it does not run the block.
  init?(of block: LessonBlock, in plan: ExecutionPlan) {
    guard let first = plan.steps.firstIndex(where: { $0.block.index == block.index }) else {
      return nil
    }
    var blocks = [block]
    var next = first + 1
    // What never runs stands there as prose does; where something waits or stands alone, the region ends.
    for other in plan.lesson.blocks.dropFirst(block.index + 1) where other.options.evaluate {
      guard next < plan.steps.count, plan.steps[next].block.index == other.index,
        plan.dependencies.needs[next].contains(first), other.role == .example, !other.isBranch,
        other.options.explored.isEmpty
      else { break }
      blocks.append(other)
      next += 1
    }
    self.blocks = blocks
    let runs = plan.lesson.blocks.filter(\.options.evaluate).map(\.index)
    let indices = Set(blocks.map(\.index))
    expressions = plan.lesson.inlineExpressions.filter { expression in
      // Those after a block that never runs are those after the last one that does.
      runs.last { $0 <= expression.afterBlock ?? -1 }.map(indices.contains) == true
        && plan.waiting[expression.index] == nil
    }.map(\.index)
  }
}
