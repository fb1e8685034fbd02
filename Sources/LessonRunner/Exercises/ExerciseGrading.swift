import ContentDigest
import Foundation
public import LessonDocument

/// What an answer came to when it was graded.
public struct ExerciseGrading: Sendable {
  /// The verdict.
  public var verdict: ExerciseVerdict
  /// Whether a time limit ended something that had hardly had a processor: other programs may have kept it
  /// from its end.
  public var wasStarved: Bool
  /// What it took to compile and link, in seconds.
  public var compileSeconds: Double
  /// What it took to load and run, in seconds.
  public var runSeconds: Double
}

extension ExerciseRun {
  /// The lesson's other exercises without which this one is nothing: their answers are part of the run.
  public var foundations: [String] {
    let parts = Set(plan.steps.map(\.block.index))
    return plan.lesson.exercises.filter { $0 != exercise && parts.contains($0.block) }.map(\.name)
  }

  /// The blocks that run before the answer, and the seconds that each took when the lesson was recorded; none where
  /// nothing is recorded of one.
  public var recordedSeconds: [Int: Double] {
    let before = plan.steps.map(\.block.index).filter { $0 < exercise.block }
    guard !before.isEmpty, let record = try? RecordFile(of: plan.lesson).record() else {
      return [:]
    }
    let names = RecordedBlock.names(in: plan.lesson)
    return before.reduce(into: [:]) { seconds, index in
      seconds[index] = names[index].flatMap { record.block($0) }.map { $0.seconds ?? 0 }
    }
  }

  /// Grades the answer: runs it and its checks, hidden ones too.
  ///
  /// - Parameter onEvent: what happens, as it happens.
  /// - Throws: ``RunnerError``, also if the machine lacks the room to judge an answer fairly; `CancellationError`.
  public func grade(
    in live: LiveLesson,
    of environment: RunnerEnvironment,
    onEvent: @escaping @Sendable (BlockEvent) async -> Void = { _ in }
  ) async throws -> ExerciseGrading {
    let watch = GradingWatch()
    let verdict = try await verdict(in: live, onDraft: nil) { event in
      await onEvent(event)
      if case .finished(_, let result) = event { await watch.take(result) }
    }
    // An answer that could not be compiled or run for want of room has not failed.
    guard verdict.passed || environment.isWhole else {
      throw RunnerError.files(
        reason: """
          there is no room left to run answers in: free some on the disk for temporary files (TMPDIR names another), \
          and grade again; what is graded already is kept
          """
      )
    }
    return ExerciseGrading(
      verdict: verdict,
      wasStarved: await watch.isStarved,
      compileSeconds: await watch.compileSeconds,
      runSeconds: await watch.runSeconds
    )
  }
}

extension LessonRunner {
  /// The digest of what every result of a lesson depends on beside its blocks: its seed and limits, the data
  /// files, the compiler, the engine, the processor, and the walls.
  ///
  /// - Throws: ``RunnerError``.
  public func surroundings(of lesson: Lesson) throws -> String {
    var digest = ContentDigest()
    digest.update(field: environment.fingerprint)
    digest.update(field: "\(options.memoryLimit) \(options.outputLimit)")
    digest.update(field: URL(fileURLWithPath: lesson.file).lastPathComponent)
    digest.update(field: "\(lesson.frontMatter.seed) \(lesson.frontMatter.timeout)")
    digest.update(field: try environment.data(besides: lesson.file)?.digest ?? "")
    return digest.hexadecimal
  }
}

/// Looks out for blocks that a clock ended while they waited for a processor, and adds up what all take.
private actor GradingWatch {
  private(set) var isStarved = false
  private(set) var compileSeconds = 0.0
  private(set) var runSeconds = 0.0

  func take(_ result: BlockResult) {
    guard !result.cached else { return }
    compileSeconds += result.compileMilliseconds / 1000
    runSeconds += result.runMilliseconds / 1000
    guard result.status == .timedOut else { return }
    if result.processorMilliseconds < 0.7 * result.runMilliseconds { isStarved = true }
  }
}
