import LessonDocument

/// The answers that wait to be run, shared out so that a lesson is run for as few workers as will do.
actor GradingQueue {
  private var waiting: [String: [GradingJob]] = [:]
  private var workers: [String: Int] = [:]

  init(_ jobs: [GradingJob]) {
    // Answers to one exercise go on from one state of the lesson.
    let ordered = jobs.sorted {
      ($0.exercise.block, $0.standIns.count, $0.key) > (
        $1.exercise.block, $1.standIns.count, $1.key
      )
    }
    waiting = Dictionary(grouping: ordered) { $0.lesson.file }
  }

  /// The next answer for a worker; nil if none is left.
  ///
  /// - Parameter lesson: the lesson that the worker has run.
  func next(after lesson: String?) -> GradingJob? {
    if let lesson {
      if let job = waiting[lesson]?.popLast() { return job }
      workers[lesson, default: 1] -= 1
    }
    let open = waiting.filter { !$0.value.isEmpty }
    let best = open.min { one, other in
      let (left, right) = (workers[one.key] ?? 0, workers[other.key] ?? 0)
      return (left, other.value.count, one.key) < (right, one.value.count, other.key)
    }
    guard let best else { return nil }
    workers[best.key, default: 0] += 1
    return waiting[best.key]?.popLast()
  }
}
