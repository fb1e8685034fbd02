import LessonRunner

/// Lessons that have run and wait for the next worker: what stands before an exercise, often minutes of training, does not run again
/// for the answers after it has run for the lesson's own solution.
actor StandingLessons {
  private let runner: LessonRunner
  /// How many may stand at once, those in use too: each has a host, with the memory of its states.
  private let limit: Int
  private var waiting: [(file: String, live: LiveLesson)] = []
  private var inUse = 0

  init(runner: LessonRunner, limit: Int) { (self.runner, self.limit) = (runner, max(1, limit)) }

  /// A lesson for a worker: one that has run, if there is one.
  func take(_ file: String) async -> LiveLesson {
    inUse += 1
    if let place = waiting.firstIndex(where: { $0.file == file }) {
      return waiting.remove(at: place).live
    }
    while !waiting.isEmpty, waiting.count + inUse > limit {
      await waiting.removeFirst().live.close()
    }
    return LiveLesson(runner: runner)
  }

  /// Takes a lesson back.
  func put(_ live: LiveLesson, of file: String) async {
    inUse -= 1
    waiting.append((file, live))
    while waiting.count + inUse > limit { await waiting.removeFirst().live.close() }
  }

  /// Ends all that wait.
  func close() async {
    while !waiting.isEmpty { await waiting.removeFirst().live.close() }
  }
}
