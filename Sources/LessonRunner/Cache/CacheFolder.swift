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
  /// Nil if it cannot be written. Where somebody's own folder has the name, another one is taken.
  public func folder(_ name: String) -> String? {
    let folder = "\(path)/\(isForeign(name) ? Self.prefix : "")\(name)"
    try? FileManager.default.createDirectory(
      atPath: folder,
      withIntermediateDirectories: true,
      attributes: [.posixPermissions: 0o700]
    )
    guard FileManager.default.isWritableFile(atPath: folder) else { return nil }
    try? Data().write(
      to: URL(fileURLWithPath: "\(folder)/\(Self.mark)"),
      options: .withoutOverwriting
    )
    return folder
  }

  /// The file by which a folder is known to be Unroll's.
  private static let mark = ".unroll"
  private static let prefix = "unroll-"

  /// Whether a folder of the cache's was there before Unroll, with something in it.
  private func isForeign(_ name: String) -> Bool {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: "\(path)/\(name)")) ?? []
    return !names.isEmpty && !names.contains(Self.mark)
  }

  /// Where the compiler's cache of C modules lies; nil if no folder for it can be made.
  ///
  /// For root, whose sandbox has another user, it lies where that user gets.
  ///
  /// Modules name the path at which they were made. Inside every sandbox that is the same; outside it is the
  /// folder's own, so each of the two has a folder for itself.
  ///
  /// - Parameter key: the digest of the compiler and of the headers that it reads.
  func compilerModules(key: String, sandbox: Sandbox) -> String? {
    guard sandbox.owner != nil else {
      let place = sandbox.isActive ? "" : "-\(ContentDigest.hexadecimal(of: path).prefix(8))"
      return folder("modules").map { "\($0)/\(key)\(place)" }
    }
    try? FileManager.default.createDirectory(
      atPath: Self.sharedModules,
      withIntermediateDirectories: true,
      attributes: [.posixPermissions: 0o755]
    )
    return FileManager.default.isWritableFile(atPath: Self.sharedModules)
      ? "\(Self.sharedModules)/\(key)" : nil
  }

  private static let sharedModules = "/var/cache/unroll/modules"

  /// Removes everything that is kept; tells whether there was anything.
  ///
  /// What else lies in the folder is somebody's own, and stays. For root the compiler's modules go too,
  /// which lie elsewhere.
  public func remove() throws -> Bool {
    let ours = ownFolders
    for folder in ours { try Self.remove(folder) }
    unlink(lastLook)
    rmdir(path)
    if getuid() == 0, FileManager.default.fileExists(atPath: Self.sharedModules) {
      try Self.remove(Self.sharedModules)
      rmdir(URL(fileURLWithPath: Self.sharedModules).deletingLastPathComponent().path)
    }
    return !ours.isEmpty
  }

  /// Removes a folder, in which others may write just now: under another name they find it no more.
  private static func remove(_ folder: String) throws {
    let gone = "\(folder).\(UUID().uuidString).removed"
    guard rename(folder, gone) == 0 else {
      guard errno != ENOENT else { return }
      throw RunnerError.files(reason: "'\(folder)' cannot be removed: \(SystemFailure(errno))")
    }
    // Who has it open may still write; then it takes another round.
    for _ in 0..<10 where FolderRemoval.remove(gone) { return }
    throw RunnerError.files(
      reason:
        "'\(gone)' cannot be removed, since something writes into it: remove it when that has ended"
    )
  }

  /// A file whose time is that at which the cache was last held to its bound.
  var lastLook: String { "\(path)/looked-through" }

  /// The folders that the cache consists of.
  private static let parts = ["modules", "objects", "results", "sites"]

  /// Those that are there, under whatever name, and are Unroll's.
  var ownFolders: [String] {
    Self.parts.flatMap { [$0, Self.prefix + $0] }.map { "\(path)/\($0)" }
      .filter { FileManager.default.fileExists(atPath: "\($0)/\(Self.mark)") }
  }
}
