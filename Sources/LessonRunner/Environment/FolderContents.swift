import ContentDigest
import Foundation

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// What a folder holds, for telling whether it has changed.
public enum FolderContents {
  /// A file above this many bytes is known by its size and time.
  private static let readLimit = 1 << 32

  /// The digests of a folder's files and folders, by their paths in it.
  ///
  /// Links count as what they lead to. What is neither file nor folder, such as a pipe, which would keep
  /// its reader waiting, counts by its kind.
  ///
  /// - Parameter leavingOut: names directly in the folder.
  public static func digests(
    of folder: String,
    leavingOut: Set<String> = []
  ) -> [String: String] {
    var files: [String: String] = [:]
    var status = stat()
    guard stat(folder, &status) == 0, status.st_mode & S_IFMT == S_IFDIR else { return [:] }
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    for name in names where !leavingOut.contains(name) {
      add("\(folder)/\(name)", as: name, within: [FileIdentity(status)], to: &files)
    }
    return files
  }

  /// - Parameter outer: the folders that it stands in, since a link may lead back to one.
  private static func add(
    _ path: String,
    as name: String,
    within outer: Set<FileIdentity>,
    to files: inout [String: String]
  ) {
    var status = stat()
    guard stat(path, &status) == 0 else {
      files[name] = "nothing"
      return
    }
    switch status.st_mode & S_IFMT {
    case S_IFREG: files[name] = digest(of: path, status)
    case S_IFDIR:
      files[name] = "folder"
      let identity = FileIdentity(status)
      guard !outer.contains(identity), outer.count < 64 else { return }
      for part in (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? [] {
        add("\(path)/\(part)", as: "\(name)/\(part)", within: outer.union([identity]), to: &files)
      }
    default: files[name] = "no file"
    }
  }

  private static func digest(of path: String, _ status: stat) -> String {
    if let bytes = RegularFile.contents(path, limit: readLimit, followsLinks: true) {
      return ContentDigest.hexadecimal(of: bytes)
    }
    let stamp = FileStamp(status)
    return "\(stamp.size) bytes of \(stamp.seconds).\(stamp.nanoseconds)"
  }
}

/// What tells a file from all others.
private struct FileIdentity: Hashable {
  let device: UInt64
  let inode: UInt64

  init(_ status: stat) {
    device = UInt64(truncatingIfNeeded: status.st_dev)
    inode = UInt64(status.st_ino)
  }
}
