import Foundation

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
  public let path: String

  private static let prefix = "unroll-"

  /// Makes a new, empty folder, and removes those of processes that are no more.
  ///
  /// - Throws: ``RunnerError/files(reason:)`` if the temporary folder cannot be written.
  public init() throws {
    let temporary = FileManager.default.temporaryDirectory.path
    Self.removeAbandoned(in: temporary)
    let template = "\(temporary)/\(Self.prefix)\(getpid())-XXXXXX"
    var bytes = Array(template.utf8CString)
    guard mkdtemp(&bytes) != nil else {
      throw RunnerError.files(
        reason: "no folder can be made in \(temporary): \(String(cString: strerror(errno)))"
      )
    }
    path = String(decoding: bytes.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
    // What is inside is a stranger's business only where the sandbox's user must get through.
    chmod(path, getuid() == 0 ? 0o711 : 0o700)
  }

  deinit { remove() }

  /// Removes the folder.
  public func remove() {
    try? FileManager.default.removeItem(atPath: path)
  }

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
      throw RunnerError.files(reason: "the folder \(folder) cannot be made: \(error)")
    }
    return folder
  }

  private static func removeAbandoned(in temporary: String) {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: temporary)) ?? []
    for name in names where name.hasPrefix(prefix) {
      let parts = name.dropFirst(prefix.count).split(separator: "-")
      guard parts.count == 2, let process = pid_t(parts[0]), kill(process, 0) != 0, errno == ESRCH
      else { continue }
      try? FileManager.default.removeItem(atPath: "\(temporary)/\(name)")
    }
  }
}
