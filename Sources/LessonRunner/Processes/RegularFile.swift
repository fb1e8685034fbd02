import Foundation

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// Reads files in folders that somebody else can write.
enum RegularFile {
  /// A file's bytes; nil for a link, a folder, a pipe or a device, and for a file above the limit.
  ///
  /// - Parameter followsLinks: whether the path may be a link to a file.
  static func contents(_ path: String, limit: Int, followsLinks: Bool = false) -> Data? {
    let flags = O_RDONLY | O_NONBLOCK | O_CLOEXEC | (followsLinks ? 0 : O_NOFOLLOW)
    let descriptor = open(path, flags)
    guard descriptor >= 0 else { return nil }
    let file = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG,
      status.st_size <= limit
    else { return nil }
    // It may grow meanwhile.
    guard let data = try? file.read(upToCount: limit + 1) ?? Data(), data.count <= limit else {
      return nil
    }
    return data
  }
}
