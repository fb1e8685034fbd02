import Foundation
import HostProtocol
import LessonDocument
import SystemFiles

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

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

/// The folder of a lesson that runs: sources, objects, and the scratch folder in which its blocks work.
final class RunFolder: Sendable {
  let compiler: BlockCompiler
  /// The host, inside its sandbox.
  let host: ChildCommand
  /// Where the host sees the objects.
  let objects: String
  /// A file for what keeps the host from starting.
  var complaints: String { "\(compiler.folder)/complaints.txt" }

  init(environment: RunnerEnvironment, options: RunOptions, data: LessonData?) throws {
    let sandbox = environment.sandbox
    let name = "lesson-\(UUID().uuidString)"
    let folder = try environment.work.makeFolder(name)
    for part in ["src", "objects", "loadable"] {
      _ = try environment.work.makeFolder("\(name)/\(part)")
    }
    // Where the file system is the machine's own, these two are what programs may write.
    let output = try environment.work.makeFolder("\(name)/out")
    compiler = BlockCompiler(
      limits: options.compileLimits,
      toolchain: environment.toolchain,
      sandbox: sandbox,
      host: environment.host,
      modules: environment.modules,
      moduleCache: environment.moduleCache,
      slots: environment.slots,
      objects: ObjectStore(
        folder: environment.cache.folder("objects"),
        reads: options.usesCache,
        keeper: environment.keeper
      ),
      surroundings: environment.surroundings,
      folder: folder
    )
    let scratch = try environment.work.makeFolder("\(name)/scratch")
    if !sandbox.isActive, let owner = sandbox.owner {
      for path in [output, scratch] { lchown(path, owner, owner) }
    }
    if let data, !sandbox.isActive {
      try? FileManager.default.createSymbolicLink(
        atPath: "\(scratch)/data",
        withDestinationPath: data.folder
      )
    }
    let view = sandbox.hostView(
      host: environment.host,
      objects: "\(folder)/loadable",
      data: data?.folder,
      scratch: scratch
    )
    host = sandbox.command(
      for: sandbox.isActive ? Sandbox.hostInside : environment.host,
      arguments: [],
      sees: view,
      timeLimit: .infinity
    )
    objects = sandbox.isActive ? "/unroll/objects" : "\(folder)/loadable"
  }

  /// Removes what compiling has left, but for these objects; to be done while nothing is compiled.
  ///
  /// Objects of blocks that stand are loaded already, and say where in them a later block has crashed.
  func clear(keeping objects: Set<String>) {
    let manager = FileManager.default
    for part in ["src", "objects", "loadable"] {
      let names = (try? manager.contentsOfDirectory(atPath: "\(compiler.folder)/\(part)")) ?? []
      for name in names where !objects.contains(name) {
        try? manager.removeItem(atPath: "\(compiler.folder)/\(part)/\(name)")
      }
    }
  }

  /// Removes the folder, when nothing runs in it any more.
  func remove() { FolderRemoval.remove(compiler.folder) }
}
