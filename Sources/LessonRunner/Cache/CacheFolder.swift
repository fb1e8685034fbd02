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

  /// Where the compiler's cache of C modules lies; nil if no folder for it can be made.
  ///
  /// For root, whose sandbox has another user, it lies where that user gets.
  ///
  /// - Parameter key: the digest of the compiler and of the headers that it reads.
  func compilerModules(key: String, isShared: Bool) -> String? {
    guard isShared else { return folder("modules").map { "\($0)/\(key)" } }
    try? FileManager.default.createDirectory(
      atPath: Self.sharedModules,
      withIntermediateDirectories: true,
      attributes: [.posixPermissions: 0o755]
    )
    return FileManager.default.isWritableFile(atPath: Self.sharedModules)
      ? "\(Self.sharedModules)/\(key)" : nil
  }

  private static let sharedModules = "/var/cache/unroll/modules"

  /// Removes everything that is kept.
  ///
  /// What else lies in the folder is somebody's own, and stays. For root the compiler's modules go too,
  /// which lie elsewhere.
  public func remove() throws {
    for name in Self.parts where FileManager.default.fileExists(atPath: "\(path)/\(name)") {
      try FileManager.default.removeItem(atPath: "\(path)/\(name)")
    }
    rmdir(path)
    guard getuid() == 0, FileManager.default.fileExists(atPath: Self.sharedModules) else { return }
    try FileManager.default.removeItem(atPath: Self.sharedModules)
    rmdir(URL(fileURLWithPath: Self.sharedModules).deletingLastPathComponent().path)
  }

  /// The folders that the cache consists of.
  private static let parts = ["modules", "objects", "results", "sites"]
}
