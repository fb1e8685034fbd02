import LessonDocument

/// How a block ended, in words for a reader.
enum StatusWords {
  /// The sentence on what is seen of a block: of a recorded run, when and where it was and what it
  /// cost; nil for a status that needs none.
  static func sentence(_ view: BlockView, _ words: InterfaceWords = .english) -> String? {
    guard let status = view.status else { return nil }
    guard status == .recorded, let run = view.recorded else { return sentence(status, words) }
    return words["statusRecordedRun", facts(run, words)]
  }

  /// When and where a run was, and what it cost.
  private static func facts(_ run: RecordedRun, _ words: InterfaceWords) -> String {
    let cores = run.machine.cores
    let (one, isRange) = (run.seeds.count <= 1, isRange(run.seeds))
    let names =
      isRange
      ? "\(run.seeds.first ?? 0)–\(run.seeds.last ?? 0)"
      : run.seeds.isEmpty ? "0" : run.seeds.map(String.init).joined(separator: ", ")
    let cost = cost(run.cpuSeconds)
    let parts = (
      words.count("recordedCores", cores),
      words[one ? "recordedSeedsOne" : "recordedSeedsOther", names],
      words["recordedCost", cost]
    )
    return "\(run.date): \(run.machine.processor), \(parts.0); \(parts.1), \(parts.2)"
  }

  /// Whether seeds are several that follow each other: `1–9`, rather than `3, 5, 8`.
  private static func isRange(_ seeds: [UInt64]) -> Bool {
    guard let first = seeds.first, let last = seeds.last, seeds.count > 1 else { return false }
    return last &- first == UInt64(seeds.count - 1)
  }

  /// Seconds without decimals that they do not need; nothing that ran cost none.
  private static func cost(_ seconds: Double) -> String {
    if seconds < 0.1 { return "< 0.1" }
    return Int(exactly: seconds).map(String.init) ?? "\(seconds)"
  }

  /// A sentence, or nil for a status that needs none.
  static func sentence(_ status: BlockStatus, _ words: InterfaceWords = .english) -> String? {
    switch status {
    case .ok, .notEvaluated: nil
    case .expectedFailure: words["statusExpectedFailure"]
    case .unexpectedSuccess: words["statusUnexpectedSuccess"]
    case .compileError: words["statusCompileError"]
    case .crashed: words["statusCrashed"]
    case .threw: words["statusThrew"]
    case .timedOut: words["statusTimedOut"]
    case .notRun: words["statusNotRun"]
    case .toDo: words["statusToDo"]
    case .recorded: words["statusRecorded"]
    }
  }

  /// The name of a callout.
  static func title(of kind: CalloutKind, _ words: InterfaceWords = .english) -> String {
    switch kind {
    case .note: words["calloutNote"]
    case .tip: words["calloutTip"]
    case .important: words["calloutImportant"]
    case .warning: words["calloutWarning"]
    case .caution: words["calloutCaution"]
    }
  }

  /// The title of an exercise to be shown behind the word for one, which the title does not say again: a heading
  /// such as `Exercise 2: the gain` gives `the gain`.
  static func title(of exercise: Exercise, _ words: InterfaceWords = .english) -> String {
    let (title, word) = (exercise.title, words["exercise"])
    guard title.lowercased().hasPrefix(word.lowercased()),
      let match = title.dropFirst(word.count)
        .prefixMatch(of: /(?:\s+[0-9.]+[a-z]?)?\s*[:.\u{2013}\u{2014}-]\s+(?=\S)/)
    else { return title }
    return String(title[match.range.upperBound...])
  }

  /// A number of points, without decimals it does not need.
  static func points(_ points: Double, _ words: InterfaceWords = .english) -> String {
    let number = Int(exactly: points).map(String.init) ?? String(points)
    return number == "1" ? words["pointsOne", number] : words["pointsOther", number]
  }

  /// Whether the status tells of something amiss.
  static func isFault(_ status: BlockStatus) -> Bool {
    switch status {
    case .unexpectedSuccess, .compileError, .crashed, .threw, .timedOut: true
    case .ok, .expectedFailure, .notRun, .notEvaluated, .toDo, .recorded: false
    }
  }
}
