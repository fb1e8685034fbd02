import LessonDocument

/// How long a lesson takes, for a line below its title.
struct LessonFacts {
  /// Minutes to read it, exercises not counted.
  let readingMinutes: Int
  /// Seconds for which its blocks ran; nil if they did not.
  let runningSeconds: Double?
  /// How many exercises it has.
  let exerciseCount: Int

  init(_ lesson: Lesson, results: LessonResults?) {
    readingMinutes = ReadingTime.minutes(of: lesson)
    runningSeconds = results.map { $0.blocks.reduce(0) { $0 + $1.runMilliseconds } / 1000 }
    exerciseCount = lesson.exercises.count
  }

  /// What a reader is told.
  func sentences(_ words: InterfaceWords) -> [String] {
    var sentences = [words.count("readingMinutes", readingMinutes)]
    if let runningSeconds, let words = Self.running(runningSeconds, words) {
      sentences.append(words)
    }
    if exerciseCount > 0 { sentences.append(words.count("exercises", exerciseCount)) }
    return sentences
  }

  /// So coarse that two builds on machines of a kind say the same.
  private static func running(_ seconds: Double, _ words: InterfaceWords) -> String? {
    switch seconds {
    case ...0: nil
    case ..<15: words["runsInSeconds"]
    case ..<90: words["runsInAMinute"]
    default: words["runsInMinutes", "\(Int((seconds / 60).rounded(.up)))"]
    }
  }
}
