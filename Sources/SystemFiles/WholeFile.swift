public import Foundation

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// A file that is written whole or not at all, and stays as closed to others as it was.
///
/// The bytes are written under a name of its own in the same folder, which then takes the file's place: a full
/// disk or a crash leaves what was there before.
public struct WholeFile: Sendable {
  /// Where it stands.
  public let path: String
  /// Whose rights and owner a new file takes; nil for those of any new file.
  private let model: String?

  /// - Parameter model: a file of which this one is a copy or a version: the new file is no more open than that.
  public init(_ path: String, like model: String? = nil) {
    (self.path, self.model) = (path, model)
  }

  /// Writes a new file; false, and nothing done, if there is something by that name.
  public func create(_ data: Data) throws(SystemFailure) -> Bool {
    let part = try written(data, rights: model.flatMap(Rights.init(of:)))
    defer { unlink(part) }
    if link(part, path) == 0 { return true }
    guard errno == EEXIST else { throw SystemFailure(errno) }
    return false
  }

  /// Writes the file in place of what is there, with its rights and its owner.
  public func replace(with data: Data) throws(SystemFailure) {
    let part = try written(data, rights: Rights(of: path) ?? model.flatMap(Rights.init(of:)))
    guard rename(part, path) == 0 else {
      let failure = SystemFailure(errno)
      unlink(part)
      throw failure
    }
  }

  /// Writes the bytes under a name of its own; returns its path.
  private func written(_ data: Data, rights: Rights?) throws(SystemFailure) -> String {
    let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
    let part = "\(folder)/.\(UUID().uuidString).part"
    let flags = O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC
    // Nobody else reads it before it has its rights.
    let descriptor = open(part, flags, rights == nil ? 0o666 : 0o600)
    guard descriptor >= 0 else { throw SystemFailure(errno) }
    defer { close(descriptor) }
    do throws(SystemFailure) {
      try Self.write(data, to: descriptor)
      try rights?.give(to: descriptor)
      guard fsync(descriptor) == 0 || errno == EINVAL || errno == ENOTSUP else {
        throw SystemFailure(errno)
      }
    } catch {
      unlink(part)
      throw error
    }
    return part
  }

  private static func write(_ data: Data, to descriptor: Int32) throws(SystemFailure) {
    var offset = 0
    let bytes = [UInt8](data)
    while offset < bytes.count {
      let count = bytes[offset...].withUnsafeBytes {
        Foundation.write(descriptor, $0.baseAddress, $0.count)
      }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { throw SystemFailure(count < 0 ? errno : ENOSPC) }
      offset += count
    }
  }
}

/// Who may do what with a file, and whose it is.
private struct Rights {
  let mode: mode_t
  let owner: uid_t
  let group: gid_t

  /// Those of a file, or of that to which a link leads; nil if there is none.
  init?(of path: String) {
    var status = stat()
    guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
    (mode, owner, group) = (status.st_mode & 0o777, status.st_uid, status.st_gid)
  }

  func give(to descriptor: Int32) throws(SystemFailure) {
    // Only the superuser gives files away; for all others the file is their own.
    if geteuid() == 0 { _ = fchown(descriptor, owner, group) }
    guard fchmod(descriptor, mode) == 0 else { throw SystemFailure(errno) }
  }
}
