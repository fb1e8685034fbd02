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
    let results = LessonResults(of: lesson, blocks: blocks, inline: values)
    return lastGood?.marked(results) ?? results
  }
}
