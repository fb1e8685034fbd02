import Foundation
public import LessonDocument

/// Runs lessons.
public struct LessonRunner: Sendable {
  /// What all lessons share.
  public let environment: RunnerEnvironment
  /// How they are run.
  public let options: RunOptions

  /// Makes a runner.
  public init(environment: RunnerEnvironment, options: RunOptions = RunOptions()) {
    self.environment = environment
    self.options = options
  }

  /// Runs a lesson, or takes its results from the cache if nothing that they depend on has changed.
  ///
  /// - Parameter onEvent: what happens, as it happens.
  /// - Throws: ``RunnerError``; a block that fails is a result.
  public func run(
    _ lesson: Lesson,
    onEvent: @escaping @Sendable (BlockEvent) async -> Void = { _ in }
  ) async throws -> LessonResults {
    let live = LiveLesson(runner: self)
    do {
      let results = try await live.run(lesson, onEvent: onEvent)
      await live.close()
      return results
    } catch {
      await live.close()
      throw error
    }
  }
}
