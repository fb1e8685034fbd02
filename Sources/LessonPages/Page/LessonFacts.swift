import LessonDocument

/// How long a lesson takes, for a line below its title.
struct LessonFacts {
  /// Words of prose that are read in a minute, formulas and thought included.
  static let wordsPerMinute = 180.0
  /// Lines of code that are read in a minute.
  static let linesPerMinute = 20.0

  /// Minutes to read it, exercises not counted.
  let readingMinutes: Int
  /// Seconds for which its blocks ran; nil if they did not.
  let runningSeconds: Double?
  /// How many exercises it has.
  let exerciseCount: Int

  init(_ lesson: Lesson, results: LessonResults?) {
    let words = lesson.elements.flatMap(\.inlines).reduce(0) { count, inline in
      count + inline.plainText(in: lesson.inlineExpressions).split(separator: " ").count
    }
    let lines = lesson.blocks.reduce(0) { count, block in
      count + (BlockView(block, result: nil).code?.count ?? 0)
    }
    let minutes = Double(words) / Self.wordsPerMinute + Double(lines) / Self.linesPerMinute
    readingMinutes = max(1, Int(minutes.rounded(.up)))
    runningSeconds = results.map { $0.blocks.reduce(0) { $0 + $1.runMilliseconds } / 1000 }
    exerciseCount = lesson.exercises.count
  }

  /// What a reader is told.
  var sentences: [String] {
    var sentences = [Self.reading(readingMinutes)]
    if let runningSeconds, let words = Self.running(runningSeconds) { sentences.append(words) }
    if exerciseCount > 0 {
      sentences.append(exerciseCount == 1 ? "1 exercise" : "\(exerciseCount) exercises")
    }
    return sentences
  }

  /// Above ten minutes, five more or less say nothing.
  private static func reading(_ minutes: Int) -> String {
    let rounded = minutes <= 10 ? minutes : (minutes + 4) / 5 * 5
    return rounded == 1 ? "1 minute to read" : "\(rounded) minutes to read"
  }

  /// So coarse that two builds on machines of a kind say the same.
  private static func running(_ seconds: Double) -> String? {
    switch seconds {
    case ...0: nil
    case ..<15: "runs in seconds"
    case ..<90: "runs in about a minute"
    default: "runs in \(Int((seconds / 60).rounded(.up))) minutes"
    }
  }
}
