import LessonDocument
import LessonRunner

/// The lessons that a preview shows, with their results; those edited last go on from where they stand.
actor PreviewLessons {
  /// How many lessons keep the state after each of their blocks: each is a few processes.
  private static let liveLimit = 3

  private struct Known {
    var lesson: Lesson
    var results: LessonResults
    var lastGood: LastGoodResults
    /// Whether nothing that the lesson may read has changed since.
    var isCurrent = true
  }

  private let runner: LessonRunner
  private var known: [String: Known] = [:]
  /// The lesson that ran last stands last.
  private var lives: [(file: String, lesson: LiveLesson)] = []

  init(runner: LessonRunner) {
    self.runner = runner
  }

  /// Runs all lessons again when they are asked for next, since what they read may have changed.
  func forgetResults() {
    for file in known.keys { known[file]?.isCurrent = false }
  }

  /// The last results of a lesson; nil if it has to run.
  func lastResults(of lesson: Lesson) -> LessonResults? {
    guard let known = known[lesson.file], known.isCurrent, known.lesson == lesson else {
      return nil
    }
    return known.results
  }

  /// Runs a lesson from the first block that has changed.
  ///
  /// - Parameter onEvent: what happens, with all that is known of the lesson then.
  func run(
    _ lesson: Lesson,
    isAwaited: Bool,
    onEvent: @escaping @Sendable (BlockEvent, DraftResults) async -> Void
  ) async throws -> LessonResults {
    let draft = DraftResults(lesson: lesson, lastGood: known[lesson.file]?.lastGood)
    let live = await live(lesson.file)
    let results = try await live.run(lesson, isAwaited: isAwaited) { event in
      await draft.take(event)
      await onEvent(event, draft)
    }
    try Task.checkCancellation()
    var lastGood = known[lesson.file]?.lastGood ?? LastGoodResults()
    let marked = lastGood.marked(results)
    known[lesson.file] = Known(lesson: lesson, results: marked, lastGood: lastGood)
    return marked
  }

  /// The last results of a lesson with what comes of all values of the numbers that a reader may move; nil if it
  /// has none, or if that is known.
  ///
  /// They are computed beside the lesson, which stays where it stands for the next edit.
  func explored(_ lesson: Lesson) async throws -> LessonResults? {
    guard let old = known[lesson.file], old.lesson == lesson, old.results.explorations == nil,
      lesson.blocks.contains(where: { !$0.options.explored.isEmpty })
    else { return nil }
    let live = LiveLesson(runner: runner)
    let explorations: [Exploration]
    do {
      explorations = try await live.explorations(of: lesson, results: old.results)
    } catch {
      await live.close()
      throw error
    }
    await live.close()
    try Task.checkCancellation()
    guard known[lesson.file]?.results == old.results else { return nil }
    known[lesson.file]?.results.explorations = explorations
    return known[lesson.file]?.results
  }

  /// Gets a lesson ready for its next edit.
  func prepare(_ lesson: Lesson) async throws {
    try await live(lesson.file).prepare(lesson)
  }

  /// Ends all hosts.
  func close() async {
    for live in lives { await live.lesson.close() }
    lives = []
  }

  private func live(_ file: String) async -> LiveLesson {
    if let place = lives.firstIndex(where: { $0.file == file }) {
      lives.append(lives.remove(at: place))
    } else {
      lives.append((file, LiveLesson(runner: runner)))
    }
    let live = lives[lives.count - 1].lesson
    while lives.count > Self.liveLimit { await lives.removeFirst().lesson.close() }
    return live
  }
}
