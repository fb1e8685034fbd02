import ContentDigest
import Foundation

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// Where Unroll keeps what it can make again: objects, results and the compiler's modules.
public struct CacheFolder: Equatable, Sendable {
  /// The folder's path.
  public let path: String

  /// The user's cache folder: `UNROLL_CACHE`, else `unroll` in `XDG_CACHE_HOME` or `~/.cache`.
  public static var user: CacheFolder {
    let environment = ProcessInfo.processInfo.environment
    if let folder = environment["UNROLL_CACHE"], !folder.isEmpty {
      return CacheFolder(path: folder)
    }
    if let folder = environment["XDG_CACHE_HOME"], folder.hasPrefix("/") {
      return CacheFolder(path: "\(folder)/unroll")
    }
    let home = environment["HOME"].flatMap { $0.isEmpty ? nil : $0 }
    return CacheFolder(
      path: home.map { "\($0)/.cache/unroll" } ?? "/tmp/unroll-cache-\(getuid())"
    )
  }

  /// A folder in the cache; made if it is not there.
  ///
  /// Nil if it cannot be written.
  public func folder(_ name: String) -> String? {
    let folder = "\(path)/\(name)"
    try? FileManager.default.createDirectory(
      atPath: folder,
      withIntermediateDirectories: true,
      attributes: [.posixPermissions: 0o700]
    )
    return FileManager.default.isWritableFile(atPath: folder) ? folder : nil
  }

  /// The compiler's own cache of C modules, which it writes from inside the sandbox.
  ///
  /// For root, whose sandbox has another user, it lies where that user gets.
  ///
  /// Its files name the path at which they were made: inside every sandbox that is the same, outside it is the
  /// folder's own, so each of the two has a folder for itself.
  ///
  /// - Parameter key: the digest of the compiler and of our own C modules.
  func compilerModules(
    key: String,
    sandbox: Sandbox,
    work: WorkFolder
  ) throws -> ModuleCache {
    guard let owner = sandbox.owner else {
      let place = sandbox.isActive ? "" : "-\(ContentDigest.hexadecimal(of: path).prefix(8))"
      return ModuleCache(
        path: try folder("modules/\(key)\(place)") ?? work.makeFolder("module-cache")
      )
    }
    let shared = "/var/cache/unroll/modules/\(key)"
    try? FileManager.default.createDirectory(
      atPath: shared,
      withIntermediateDirectories: true,
      attributes: [.posixPermissions: 0o755]
    )
    guard chown(shared, owner, owner) == 0 else {
      return ModuleCache(path: try work.makeFolder("module-cache", owner: owner))
    }
    return ModuleCache(path: shared)
  }

  /// Removes everything that is kept.
  ///
  /// What else lies in the folder is somebody's own, and stays.
  public func remove() throws {
    for name in Self.parts where FileManager.default.fileExists(atPath: "\(path)/\(name)") {
      try FileManager.default.removeItem(atPath: "\(path)/\(name)")
    }
    rmdir(path)
  }

  /// The folders that the cache consists of.
  private static let parts = ["modules", "objects", "results", "sites"]
}
