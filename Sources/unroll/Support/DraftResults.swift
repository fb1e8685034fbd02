import LessonDocument
import LessonRunner

/// What is known of a lesson's results while it runs.
actor DraftResults {
  private let lesson: Lesson
  private var lastGood: LastGoodResults?
  private var blocks: [Int: BlockResult] = [:]
  private var values: [Int: InlineResult] = [:]

  /// - Parameter lastGood: what stands, marked as stale, in place of what is not known yet.
  init(lesson: Lesson, lastGood: LastGoodResults? = nil) {
    self.lesson = lesson
    self.lastGood = lastGood
  }

  func take(_ event: BlockEvent) {
    switch event {
    case .finished(let index, let result): blocks[index] = result
    case .evaluated(let index, let result): values[index] = result
    case .draft(let event): take(event)
    case .started, .printed: break
    }
  }

  var results: LessonResults {
    let results = LessonResults(
      lesson: lesson.slug,
      blocks: lesson.blocks.map { block in
        blocks[block.index]
          ?? BlockResult(label: block.label, line: block.fence.line, status: .notEvaluated)
      },
      inline: lesson.inlineExpressions.map { expression in
        values[expression.index]
          ?? InlineResult(expression: expression.source, line: expression.location.line)
      }
    )
    return lastGood?.marked(results) ?? results
  }
}
