import Foundation
import LessonDocument
import LessonRunner

/// Does something with many lessons, some of them side by side.
///
/// What is said of each is written in the order of the lessons, however they end.
struct LessonQueue<Outcome: Sendable> {
  let lessons: [Lesson]
  /// How many lessons run at once; each is one process beside its compilers.
  let width: Int
  let screen: Screen
  /// What is done with a lesson; what happens meanwhile is shown on the lesson's line.
  let work:
    @Sendable (Lesson, @escaping @Sendable (BlockEvent) async -> Void) async throws -> Outcome
  /// What is written of a lesson that took so long.
  let text: @Sendable (Lesson, Outcome, Duration) -> String

  /// The outcomes, in the order of the lessons.
  func outcomes() async throws -> [Outcome] {
    do {
      let outcomes = try await gathered()
      await screen.end()
      return outcomes
    } catch {
      await screen.end()
      throw error
    }
  }

  private func gathered() async throws -> [Outcome] {
    try await withThrowingTaskGroup(of: (Int, Outcome, Duration).self) { group in
      var outcomes = [Outcome?](repeating: nil, count: lessons.count)
      var waiting = [String?](repeating: nil, count: lessons.count)
      var (next, written) = (0, 0)
      func begin() {
        guard next < lessons.count else { return }
        let number = next
        next += 1
        group.addTask { try await outcome(number) }
      }
      for _ in 0..<width { begin() }
      for try await (number, outcome, time) in group {
        try Task.checkCancellation()
        begin()
        outcomes[number] = outcome
        waiting[number] = text(lessons[number], outcome, time)
        while written < lessons.count, let text = waiting[written] {
          await screen.write(text)
          written += 1
        }
      }
      return outcomes.compactMap { $0 }
    }
  }

  private func outcome(_ number: Int) async throws -> (Int, Outcome, Duration) {
    let lesson = lessons[number]
    let began = ContinuousClock.now
    await screen.begin(lesson.fullName, "compiling")
    let outcome = try await work(lesson) { event in
      switch event {
      case .started(let index):
        await screen.begin(lesson.fullName, "running \(lesson.blocks[index].label)")
      case .finished: await screen.begin(lesson.fullName, "compiling")
      default: break
      }
    }
    try Task.checkCancellation()
    await screen.end(lesson.fullName)
    return (number, outcome, ContinuousClock.now - began)
  }

  /// How many lessons may run at once on this machine: one a processor, and no more than its memory has
  /// room for.
  ///
  /// - Parameter jobs: how many at most.
  static func width(jobs: Int?, options: RunOptions = RunOptions()) -> Int {
    let information = ProcessInfo.processInfo
    let room = Int(information.physicalMemory / UInt64(options.memoryLimit))
    return max(1, min(jobs ?? max(2, information.activeProcessorCount), room))
  }
}

extension LessonQueue<LessonResults> {
  /// A queue in which lessons run, each with a line on how it came out.
  init(_ lessons: [Lesson], runner: LessonRunner, jobs: Int?, screen: Screen) {
    self.init(
      lessons: lessons,
      width: Self.width(jobs: jobs, options: runner.options),
      screen: screen,
      work: { try await runner.run($0, onEvent: $1) },
      text: { lesson, results, time in
        let word = results.isAsExpected ? "ok  " : "FAIL"
        let how = results.isKept ? "results kept" : time.inTenths
        return "\(word)  \(lesson.fullName)  \(how)\n"
      }
    )
  }
}

extension Lesson {
  /// Number and slug: `02-vanilla-rnn`.
  var fullName: String { [number, slug].compactMap { $0 }.joined(separator: "-") }
}

extension LessonResults {
  /// Whether nothing had to be run.
  var isKept: Bool {
    !blocks.isEmpty
      && blocks.allSatisfy { $0.cached || $0.status == .notEvaluated || $0.status == .recorded }
  }
}
