import ContentDigest
import Foundation
import SystemFiles

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// What all lessons of one process of Unroll share.
public struct RunnerEnvironment: Sendable {
  /// The toolchain that compiles blocks.
  public let toolchain: Toolchain
  /// The walls around blocks and compiler.
  public let sandbox: Sandbox
  /// The parts of Unroll.
  public let installation: Installation
  let work: WorkFolder
  let cache: CacheFolder
  let keeper: CacheKeeper
  let slots: ProcessorSlots
  /// The host and the modules where the sandbox's user can read them.
  let host: String
  let modules: String
  let moduleCache: ModuleCache
  private let moduleLock: HeldLock?
  /// The digest of ``surroundingParts``.
  var surroundings: String { ContentDigest.hexadecimal(of: surroundingParts) }
  /// Digests of compiler, engine and processor, each with its name.
  var surroundingParts: [String: String]

  /// The digest of all on this machine that results depend on.
  public var fingerprint: String { "\(surroundings) \(sandbox.kind)" }

  /// Gets ready to run lessons.
  ///
  /// - Parameter executable: the path of `unroll`.
  /// - Throws: ``RunnerError`` for what this machine lacks.
  public static func prepare(
    executable: String,
    sandbox mode: SandboxMode,
    jobs: Int? = nil
  ) async throws -> RunnerEnvironment {
    let installation = try Installation.find(executable: executable)
    let toolchain = try await Toolchain.find()
    let sandbox = try await Sandbox.prepare(
      mode,
      toolchain: toolchain,
      installation: installation
    )
    let work = try WorkFolder()
    let host =
      sandbox.owner == nil
      ? installation.host : try work.copy(installation.host, to: "host/lesson-host")
    let key = try copyModules(installation, toolchain, into: work) + "-\(sandbox.kind)"
    let filler = ModuleCacheFiller(
      toolchain: toolchain,
      sandbox: sandbox,
      work: work,
      host: host,
      modules: "\(work.path)/modules"
    )
    let cache = CacheFolder.user
    let limit = try CacheFolder.limit()
    let modules = cache.compilerModules(key: key, sandbox: sandbox)
    return RunnerEnvironment(
      installation: installation,
      toolchain: toolchain,
      sandbox: sandbox,
      jobs: jobs ?? ProcessInfo.processInfo.activeProcessorCount,
      work: work,
      host: host,
      cache: cache,
      keeper: CacheKeeper(cache: cache, limit: limit),
      moduleCache: try await filler.cache(at: modules)
    )
  }

  private init(
    installation: Installation,
    toolchain: Toolchain,
    sandbox: Sandbox,
    jobs: Int,
    work: WorkFolder,
    host: String,
    cache: CacheFolder,
    keeper: CacheKeeper,
    moduleCache: ModuleCache
  ) {
    self.installation = installation
    self.toolchain = toolchain
    self.sandbox = sandbox
    self.work = work
    self.host = host
    self.cache = cache
    self.keeper = keeper
    self.moduleCache = moduleCache
    // As long as this process lives nobody takes the modules for unused.
    KeptFile.use(moduleCache.path)
    moduleLock = HeldLock.ask(moduleCache.path, .shared).lock
    modules = "\(work.path)/modules"
    slots = ProcessorSlots(count: jobs)
    surroundingParts = Self.surroundings(installation, toolchain)
    surroundingParts["the compiler's module cache"] = moduleCache.digest
  }

  /// Puts what the compiler reads into one folder, since run by root the sandbox's user may not reach the
  /// installation; gives the name of the compiler's cache for it.
  private static func copyModules(
    _ installation: Installation,
    _ toolchain: Toolchain,
    into work: WorkFolder
  ) throws -> String {
    for module in Installation.visibleModules {
      let name = "\(module).swiftmodule"
      _ = try work.copy("\(installation.modules)/\(name)", to: "modules/\(name)")
    }
    var compiler = ContentDigest()
    for field in ["read-only", toolchain.version, toolchain.root] { compiler.update(field: field) }
    for name in ["module.modulemap", "processor.h"] {
      let path = try work.copy("\(installation.processorModule)/\(name)", to: "modules/\(name)")
      compiler.update(
        field: String(decoding: try Data(contentsOf: URL(fileURLWithPath: path)), as: UTF8.self)
      )
      // A header with another time would be compiled anew; what it holds is in the cache's name.
      try FileManager.default.setAttributes(
        [.modificationDate: Date(timeIntervalSince1970: 1_000_000_000)],
        ofItemAtPath: path
      )
    }
    // Another C library has other headers, which modules are made of.
    let header = try? FileManager.default.attributesOfItem(atPath: "/usr/include/features.h")
    let time = (header?[.modificationDate] as? Date)?.timeIntervalSince1970 ?? 0
    compiler.update(field: String(time))
    return String(compiler.hexadecimal.prefix(16))
  }

  /// Whether what was got ready is still there, with room to work in: else a block may fail for want of it.
  var isWhole: Bool {
    var room = statvfs()
    return FileManager.default.fileExists(atPath: "\(modules)/LessonRuntime.swiftmodule")
      && FileManager.default.isExecutableFile(atPath: host)
      && statvfs(work.path, &room) == 0 && UInt64(room.f_bavail) * UInt64(room.f_frsize) > 1 << 20
  }

  /// The course's data files, where the sandbox's user can read them.
  func data(besides lesson: String) throws -> LessonData? {
    let folder = LessonData.folder(besides: lesson)
    guard FileManager.default.fileExists(atPath: folder) else { return nil }
    try LinkedData(folder: folder).verify()
    let walk = FolderContents.walk(through: folder)
    if let excess = walk.bounds.excess {
      throw RunnerError.files(reason: excess.sentence(folder))
    }
    let files = walk.files
    let digest = ContentDigest.hexadecimal(of: files)
    let isSeen = sandbox.owner == nil
    return LessonData(
      folder: isSeen ? folder : try DataCopy(work: work).copy(folder, digest: digest),
      digest: digest,
      files: files
    )
  }

  /// What results depend on beside lesson and options: other bytes or another version give other digests.
  static func surroundings(
    _ installation: Installation,
    _ toolchain: Toolchain
  ) -> [String: String] {
    var compiler = ContentDigest()
    compiler.update(field: toolchain.version)
    compiler.update(field: toolchain.root)
    for optimised in [true, false] {
      let flags =
        CompileScript.flags(
          toolchain: toolchain,
          isOptimised: optimised,
          modules: "",
          cache: ""
        )
        + CompileScript.linkerFlags(toolchain: toolchain, isOptimised: optimised)
      compiler.update(field: flags.joined(separator: " "))
    }
    var engine = ContentDigest()
    let modules = Installation.visibleModules.map { "\(installation.modules)/\($0).swiftmodule" }
    for file in [installation.host] + modules {
      guard let data = FileManager.default.contents(atPath: file) else { continue }
      engine.update(field: String(data.count))
      engine.update(data)
    }
    return [
      "the compiler": compiler.hexadecimal, "the engine": engine.hexadecimal,
      "the processor": ContentDigest.hexadecimal(of: ProcessorFeatures.description),
    ]
  }
}

extension ContentDigest {
  /// The digest of some bytes.
  static func hexadecimal(of data: Data) -> String {
    var digest = ContentDigest()
    digest.update(data)
    return digest.hexadecimal
  }

  /// The digest of named parts.
  static func hexadecimal(of parts: [String: String]) -> String {
    var digest = ContentDigest()
    for (name, part) in parts.sorted(by: { $0.key < $1.key }) {
      digest.update(field: name)
      digest.update(field: part)
    }
    return digest.hexadecimal
  }

  /// The digest of a text.
  static func hexadecimal(of text: String) -> String {
    var digest = ContentDigest()
    digest.update(text.utf8)
    return digest.hexadecimal
  }
}
