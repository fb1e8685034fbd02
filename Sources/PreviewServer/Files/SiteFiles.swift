import Foundation

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// The files of a site that may be replaced as a whole, by renaming, at any instant.
struct SiteFiles: Sendable {
  enum Found: Sendable {
    case file(OpenFile, name: String)
    case folder
    case nothing
  }

  let folder: URL
  /// How long a site that is being replaced is waited for.
  let patience: Duration

  /// Opens a file; links are not followed, wherever they lead.
  ///
  /// A path is followed in the folder that was the site when it began. If that folder has been
  /// replaced and emptied meanwhile, the path is followed once more in the new one.
  func find(_ path: SitePath) async -> Found {
    let deadline = ContinuousClock.now + patience
    while true {
      let (found, root) = look(path)
      guard case .nothing = found, root == nil || identity() != root,
        ContinuousClock.now < deadline, !Task.isCancelled
      else { return found }
      // Where folders cannot be exchanged there is an instant without one.
      if root == nil { try? await Task.sleep(for: .milliseconds(10)) }
    }
  }

  /// - Returns: What was found, and the inode of the folder in which it was looked for.
  private func look(_ path: SitePath) -> (Found, UInt64?) {
    var status = stat()
    guard let root = OpenFile(opening: folder.path), fstat(root.descriptor, &status) == 0 else {
      return (.nothing, nil)
    }
    let identity = UInt64(status.st_ino)
    var file = root
    for name in path.names {
      guard let next = OpenFile(opening: name, in: file) else { return (.nothing, identity) }
      file = next
    }
    if file.isFolder { return (.folder, identity) }
    guard file.isRegular, let name = path.names.last else { return (.nothing, identity) }
    return (.file(file, name: name), identity)
  }

  private func identity() -> UInt64? {
    var status = stat()
    return stat(folder.path, &status) == 0 ? UInt64(status.st_ino) : nil
  }
}

/// A file or folder that is open for reading, and closed when nobody holds it any more.
final class OpenFile: Sendable {
  fileprivate let descriptor: Int32
  fileprivate let isFolder: Bool
  fileprivate let isRegular: Bool
  /// Its bytes when it was opened.
  let size: Int

  /// Opens a folder by its path.
  fileprivate convenience init?(opening path: String) {
    self.init(descriptor: open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC))
  }

  /// Opens what bears a name in a folder, if it is not a link.
  fileprivate convenience init?(opening name: String, in folder: OpenFile) {
    // A pipe would be waited for.
    let flags = O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK
    self.init(descriptor: openat(folder.descriptor, name, flags))
  }

  private init?(descriptor: Int32) {
    guard descriptor >= 0 else { return nil }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else {
      close(descriptor)
      return nil
    }
    self.descriptor = descriptor
    isFolder = status.st_mode & S_IFMT == S_IFDIR
    isRegular = status.st_mode & S_IFMT == S_IFREG
    size = Int(status.st_size)
  }

  deinit { close(descriptor) }

  /// Bytes from a place on, at most so many; nil if there are none or they cannot be read.
  func part(from place: Int, atMost count: Int) -> Data? {
    var data = Data(count: min(count, size - place))
    guard !data.isEmpty else { return nil }
    let read = data.withUnsafeMutableBytes {
      pread(descriptor, $0.baseAddress, $0.count, off_t(place))
    }
    guard read > 0 else { return nil }
    return data.prefix(read)
  }

  /// Everything, or nil if it cannot be read whole.
  func contents() -> Data? {
    var data = Data(capacity: size)
    while data.count < size {
      guard let next = part(from: data.count, atMost: size) else { return nil }
      data += next
    }
    return data
  }
}
