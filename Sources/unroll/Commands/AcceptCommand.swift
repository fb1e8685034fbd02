import ArgumentParser
import LessonDocument
import LessonRunner

/// `unroll accept`: records what lessons print and show.
struct AcceptCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "accept",
    abstract: "Run lessons and record their results, with which unroll check compares.",
    discussion: """
      Without a lesson, all of the course in this folder. Records lie in Lessons/recorded; what agrees \
      with the record within a block's tolerance stays as it is recorded. A lesson that does not come \
      out as expected is not recorded. Sweep blocks are recorded by unroll sweep.
      """
  )

  @Argument(help: "Lessons: number, name, or path.")
  var lessons: [String] = []

  @OptionGroup var flags: RunFlags

  func run() async throws {
    let lessons = try LessonChoice.lessons(self.lessons)
    let runner = LessonRunner(
      environment: try await flags.environment(),
      options: flags.options(takesAnswers: false, explores: true)
    )
    let outcomes = try await LessonQueue(
      lessons: lessons,
      width: LessonQueue<Outcome>.width(jobs: flags.jobs),
      screen: Screen(device: TerminalDevice()),
      work: { try await Self.accept($0, runner, $1) },
      text: { lesson, outcome, _ in outcome.text(lesson) }
    ).outcomes()
    if !outcomes.allSatisfy(\.faults.isEmpty) { throw ExitStatus.lessons.error }
  }

  /// What became of one lesson.
  private struct Outcome: Sendable {
    var word: String
    var faults: [String] = []

    func text(_ lesson: Lesson) -> String {
      "\(word)  \(lesson.fullName)\n" + faults.map { "\($0)\n" }.joined()
    }
  }

  private static func accept(
    _ lesson: Lesson,
    _ runner: LessonRunner,
    _ onEvent: @escaping @Sendable (BlockEvent) async -> Void
  ) async throws -> Outcome {
    let results = try await runner.run(lesson, onEvent: onEvent)
    try Task.checkCancellation()
    guard results.isAsExpected else {
      let faults = LessonFaults(lesson, results, includesWarnings: false)
      return Outcome(word: "not recorded", faults: faults.lines)
    }
    var count = 0
    let hasChanged = try RecordFile(of: lesson).update { recorded in
      let comparison = RecordComparison(of: lesson, results: results, recorded: recorded)
      count = comparison.drifts.count
      return comparison.record.timed(results, of: lesson, on: .current)
    }
    return Outcome(
      word: !hasChanged ? "unchanged   " : count == 0 ? "new times   " : "recorded    "
    )
  }
}
