import Foundation
import LessonDocument
import LessonPages
import LessonRunner

/// A lesson of ten blocks, the first of which works for five seconds, and what is done to it.
final class Bench {
  private let file: URL
  private let environment: RunnerEnvironment
  private let clock = ContinuousClock()
  private var edits = 0

  init(folder: URL, environment: RunnerEnvironment) {
    file = folder.appendingPathComponent("lesson.md")
    self.environment = environment
  }

  func lesson() throws -> Lesson { try LessonReader().lesson(at: file.path) }

  /// Seconds of a run without any cache.
  func fullRun() async throws -> Double {
    try save(prose: 0, middle: 0, last: 0)
    var options = RunOptions()
    options.usesCache = false
    return try await time(of: LessonRunner(environment: environment, options: options))
  }

  /// Seconds of a run in which nothing has changed.
  func unchangedRun() async throws -> Double {
    try await time(of: LessonRunner(environment: environment))
  }

  private func time(of runner: LessonRunner) async throws -> Double {
    let began = clock.now
    let lesson = try lesson()
    show(lesson, try await runner.run(lesson))
    return (clock.now - began).inSeconds
  }

  /// Seconds from a save until its result is shown, and until that of the run that counts is.
  func times(of edit: Edit, _ live: LiveLesson) async throws -> (shown: Double, counted: Double) {
    edits += 1
    let changes = FileChanges(in: [file]).changes()
    try save(
      prose: edit == .prose ? edits : 0,
      middle: edit == .middle ? edits : 0,
      last: edit == .last ? edits : 0
    )
    let began = clock.now
    for await _ in changes { break }
    let lesson = try lesson()
    let watch = FirstSight(block: edit == .middle ? 5 : 9)
    let results = try await live.run(lesson, isAwaited: true) { await watch.take($0) }
    show(lesson, results)
    let counted = clock.now
    let shown = edit == .prose ? counted : await watch.moment ?? counted
    try await live.prepare(lesson)
    return ((shown - began).inSeconds, (counted - began).inSeconds)
  }

  private func show(_ lesson: Lesson, _ results: LessonResults) {
    let renderer = TerminalRenderer(width: 80, colour: true, plain: false)
    precondition(results.isAsExpected && !renderer.text(of: lesson, results: results).isEmpty)
  }

  private func save(prose: Int, middle: Int, last: Int) throws {
    var text = "# Ten blocks\n\nSaved \(prose) times.\n\n```swift\n\(Self.work)\n```\n"
    for block in 1..<10 {
      let edit = block == 9 ? last : block == 5 ? middle : 0
      text += """

        Block \(block) adds to what came before.

        ```swift
        struct Step\(block) { var value = value\(block - 1) + \(block) }
        func next\(block)(_ step: Step\(block)) -> Int { step.value * 2 }
        let value\(block) = next\(block)(Step\(block)()) % 1000
        print("block \(block), edit \(edit):", value\(block))
        ```

        """
    }
    try text.write(to: file, atomically: true, encoding: .utf8)
  }

  private static let work = """
    func work(seconds: Int) -> Int {
      let end = ContinuousClock.now + .seconds(seconds)
      var count = 0
      while ContinuousClock.now < end { count += 1 }
      return count > 0 ? 1 : 0
    }
    let value0 = work(seconds: 5)
    """
}

/// The moment at which a block's result is known first.
private actor FirstSight {
  private let block: Int
  private(set) var moment: ContinuousClock.Instant?

  init(block: Int) {
    self.block = block
  }

  func take(_ event: BlockEvent) {
    switch event {
    case .draft(let event): take(event)
    case .finished(block, let result) where !result.cached && moment == nil: moment = .now
    default: break
    }
  }
}

extension Duration {
  fileprivate var inSeconds: Double {
    Double(components.seconds) + Double(components.attoseconds) * 1e-18
  }
}
