import ContentDigest
import Foundation

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// Fills the compiler's cache of C modules, before any stranger's code is compiled.
struct ModuleCacheFiller {
  let toolchain: Toolchain
  let sandbox: Sandbox
  let work: WorkFolder
  /// The host's program and the modules that blocks import, where the sandbox's user reads them.
  let host: String
  let modules: String

  /// The cache at a path, filled now if it is not yet.
  ///
  /// Where it cannot be filled there is an empty one: every compilation then makes its own modules.
  func cache(at path: String?) async throws -> ModuleCache {
    guard sandbox.isActive else {
      let cache = ModuleCache(
        path: try path ?? work.makeFolder("module-cache"),
        digest: "",
        isWritable: true
      )
      if let path {
        // Made as the runner, then given to the user whom the fence leaves in.
        try? FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
      }
      if let owner = sandbox.owner { lchown(cache.path, owner, owner) }
      cache.removeLocks()
      return cache
    }
    if let path {
      if let filled = filled(path) { return filled }
      if try await fill(path), let filled = filled(path) { return filled }
    }
    return ModuleCache(
      path: try work.makeFolder("module-cache"),
      digest: "",
      isWritable: false
    )
  }

  /// The cache that an earlier process filled; its digest is written last.
  private func filled(_ path: String) -> ModuleCache? {
    guard let digest = try? String(contentsOfFile: "\(path)/\(Self.mark)", encoding: .utf8),
      digest.count == 64
    else { return nil }
    return ModuleCache(path: path, digest: digest, isWritable: false)
  }

  /// Fills a folder beside the path and puts it there; gives whether that worked.
  private func fill(_ path: String) async throws -> Bool {
    let name = "filler-\(UUID().uuidString)"
    let sources = try work.makeFolder("\(name)/src")
    let fresh = "\(path).\(UUID().uuidString)"
    defer {
      try? FileManager.default.removeItem(atPath: "\(work.path)/\(name)")
      try? FileManager.default.removeItem(atPath: fresh)
    }
    do {
      try FileManager.default.createDirectory(atPath: fresh, withIntermediateDirectories: true)
      if let owner = sandbox.owner { chown(fresh, owner, owner) }
      try Self.source.write(toFile: "\(sources)/all.swift", atomically: true, encoding: .utf8)
      chmod("\(sources)/all.swift", 0o644)
    } catch {
      return false
    }
    let view = sandbox.compilerView(
      CompilerView(
        folder: sources,
        sources: sources,
        modules: modules,
        cache: .filled(fresh),
        host: host
      )
    )
    let answer = try await sandbox.confinedCommand(
      [toolchain.tool("swift-frontend")]
        + CompileScript.flags(
          toolchain: toolchain,
          isOptimised: false,
          modules: "/modules",
          cache: ModuleCache.inside
        ) + ["-primary-file", "src/all.swift", "-o", "/tmp/all.o"],
      sees: view,
      timeLimit: CompileLimits().patience
    ).run()
    guard answer.succeeded, (try? finish(fresh)) != nil else { return false }
    // Another process may have been as quick.
    if rename(fresh, path) == 0 { return true }
    guard filled(path) == nil else { return true }
    try? FileManager.default.removeItem(atPath: path)
    return rename(fresh, path) == 0
  }

  /// Makes the folder the runner's own, and writes down what is in it.
  private func finish(_ fresh: String) throws {
    var digest = ContentDigest()
    let files = FileManager.default.enumerator(atPath: fresh)?.allObjects ?? []
    for file in files.compactMap({ $0 as? String }).sorted() {
      let path = "\(fresh)/\(file)"
      lchown(path, getuid(), getgid())
      guard let bytes = RegularFile.contents(path, limit: 1 << 30) else {
        var status = stat()
        if lstat(path, &status) == 0, status.st_mode & S_IFMT == S_IFDIR { chmod(path, 0o755) }
        continue
      }
      chmod(path, 0o644)
      digest.update(field: file)
      digest.update(field: ContentDigest.hexadecimal(of: bytes))
    }
    lchown(fresh, getuid(), getgid())
    chmod(fresh, 0o755)
    try digest.hexadecimal.write(
      toFile: "\(fresh)/\(Self.mark)",
      atomically: true,
      encoding: .utf8
    )
    chmod("\(fresh)/\(Self.mark)", 0o644)
  }

  private static let mark = "digest"

  /// A file that imports every module with C in it that blocks may import.
  private static let source =
    (Installation.visibleModules
    + ["Foundation", "FoundationNetworking", "FoundationXML", "Synchronization", "Glibc", "Musl"])
    .map { "#if canImport(\($0))\nimport \($0)\n#endif\n" }.joined()
}
