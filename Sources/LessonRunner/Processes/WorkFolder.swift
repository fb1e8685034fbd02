import Foundation
import SystemFiles

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// A folder for one process of Unroll; it is gone when the process is, or soon after.
public final class WorkFolder: Sendable {
  /// The folder's path.
  public var path: String { folder.path }
  private let folder: LiveFolder

  private static let prefix = "unroll-work-"

  /// Makes a new, empty folder, and removes those of processes that are no more.
  ///
  /// - Throws: ``RunnerError/files(reason:)`` if the temporary folder cannot be written.
  public init() throws {
    let temporary = FileManager.default.temporaryDirectory.path
    LiveFolder.removeAbandoned(in: temporary, prefix: Self.prefix)
    do {
      folder = try LiveFolder(in: temporary, prefix: Self.prefix, mode: 0o700)
    } catch {
      throw RunnerError.files(
        reason: "no folder can be made in \(temporary): \(error); \(Self.fix)"
      )
    }
    // What is inside is a stranger's business only where the sandbox's user must get through.
    if getuid() == 0 { chmod(path, 0o711) }
  }

  /// What helps if the temporary folder is full, or cannot be written.
  static let fix = "make room there, or name another temporary folder with TMPDIR"

  /// Removes the folder.
  public func remove() { folder.remove() }

  /// Makes a folder in this one, where the sandbox's user may look and not write.
  func makeFolder(_ name: String) throws -> String {
    var folder = path
    do {
      for part in name.split(separator: "/") {
        folder += "/\(part)"
        try FileManager.default.createDirectory(
          atPath: folder,
          withIntermediateDirectories: true
        )
        chmod(folder, 0o755)
      }
    } catch {
      let reason = SystemFailure.reason(of: error)
      throw RunnerError.files(reason: "the folder \(folder) cannot be made: \(reason); \(Self.fix)")
    }
    return folder
  }

  /// Copies a file or folder into this one, readable for everyone, once.
  ///
  /// Links inside stay links: where they lead is never copied, nor touched.
  func copy(_ source: String, to name: String) throws -> String {
    let target = "\(path)/\(name)"
    guard !FileManager.default.fileExists(atPath: target) else { return target }
    let parent = URL(fileURLWithPath: target).deletingLastPathComponent().path
    let part = "\(target).\(UUID().uuidString)"
    do {
      try FileManager.default.createDirectory(atPath: parent, withIntermediateDirectories: true)
      chmod(parent, 0o755)
      let original = URL(fileURLWithPath: source).resolvingSymlinksInPath().path
      try FileManager.default.copyItem(atPath: original, toPath: part)
      try makeReadable(part)
    } catch {
      try? FileManager.default.removeItem(atPath: part)
      let reason = SystemFailure.reason(of: error)
      throw RunnerError.files(
        reason: "\(source) cannot be copied to \(path): \(reason); \(Self.fix)"
      )
    }
    // Another lesson may have been faster.
    if rename(part, target) != 0 { try? FileManager.default.removeItem(atPath: part) }
    return target
  }

  private func makeReadable(_ path: String) throws {
    var status = stat()
    guard lstat(path, &status) == 0 else { return }
    switch status.st_mode & S_IFMT {
    case S_IFDIR:
      chmod(path, 0o755)
      for name in try FileManager.default.contentsOfDirectory(atPath: path) {
        try makeReadable("\(path)/\(name)")
      }
    case S_IFREG: chmod(path, status.st_mode & S_IXUSR != 0 ? 0o755 : 0o644)
    // A mode given to a link would be that of what it leads to.
    default: break
    }
  }
}
