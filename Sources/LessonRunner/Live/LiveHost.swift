import HostProtocol
import LessonDocument

/// A host and the folder in which it works.
final class LiveHost: Sendable {
  let folder: RunFolder
  let session: HostSession
  /// Steps for which the lesson's limit of processes has room.
  private let stepLimit: Int

  private init(folder: RunFolder, session: HostSession, stepLimit: Int) {
    self.folder = folder
    self.session = session
    self.stepLimit = stepLimit
  }

  /// Starts a host for a lesson.
  static func start(
    _ runner: LessonRunner,
    _ plan: ExecutionPlan,
    _ data: LessonData?
  ) async throws -> LiveHost {
    let folder = try RunFolder(
      environment: runner.environment,
      options: runner.options,
      data: data
    )
    let limits = LessonLimits(
      seed: plan.seed,
      memory: runner.options.memoryLimit,
      output: runner.options.outputLimit,
      processes: plan.steps.count + 64
    )
    do {
      let session = try await HostSession.start(
        folder.host,
        limits: limits,
        complaints: folder.complaints
      )
      return LiveHost(folder: folder, session: session, stepLimit: plan.steps.count + 16)
    } catch {
      folder.remove()
      throw error
    }
  }

  /// Whether it can run a plan.
  func isWhole(for plan: ExecutionPlan) -> Bool {
    session.isWhole && plan.steps.count <= stepLimit
  }

  /// Ends its processes and removes its folder.
  func end() async {
    await session.end()
    folder.remove()
  }
}
