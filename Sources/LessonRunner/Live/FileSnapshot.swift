import Foundation

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// What tells one state of a file from another without reading it.
struct FileStamp: Equatable, Sendable {
  var inode: UInt64
  var size: Int64
  var seconds: Int
  var nanoseconds: Int
}

/// The files in some folders at one instant.
struct FileSnapshot: Equatable, Sendable {
  private(set) var files: [String: FileStamp] = [:]

  /// - Parameters:
  ///   - roots: Paths of files and folders.
  ///   - ignored: Paths that are left out, with all that is below them.
  init(roots: [String], ignored: Set<String>) {
    var folders: Set<UInt64> = []
    for root in roots { add(root, ignored: ignored, folders: &folders) }
  }

  /// What has changed between an earlier snapshot and this one.
  func change(since earlier: FileSnapshot) -> FileChanges.Change {
    FileChanges.Change(
      written: Set(files.keys.filter { files[$0] != earlier.files[$0] }),
      removed: Set(earlier.files.keys.filter { files[$0] == nil })
    )
  }

  /// Whether a file of an earlier snapshot is gone, or empty and was not.
  func lacksFiles(of earlier: FileSnapshot) -> Bool {
    earlier.files.contains { path, stamp in (files[path]?.size ?? 0) == 0 && stamp.size > 0 }
  }

  /// - Parameter folders: The inodes of the folders seen, since a link may lead round in a circle.
  private mutating func add(_ path: String, ignored: Set<String>, folders: inout Set<UInt64>) {
    var status = stat()
    guard !ignored.contains(path), stat(path, &status) == 0 else { return }
    let inode = UInt64(status.st_ino)
    guard status.st_mode & S_IFMT == S_IFDIR else {
      if status.st_mode & S_IFMT == S_IFREG { files[path] = FileStamp(status) }
      return
    }
    guard folders.insert(inode).inserted else { return }
    let names = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
    for name in names where !Self.isForeign(name) {
      add(path == "/" ? "/\(name)" : "\(path)/\(name)", ignored: ignored, folders: &folders)
    }
  }

  /// Whether a name is hidden, or one that editors give to their own files: `a.md~`, `#a.md#`,
  /// and `4913`, by which Vim tries whether a folder can be written.
  private static func isForeign(_ name: String) -> Bool {
    name.hasPrefix(".") || name.hasSuffix("~") || name == "4913"
      || (name.hasPrefix("#") && name.hasSuffix("#"))
  }
}

extension FileStamp {
  init(_ status: stat) {
    #if canImport(Darwin)
    let time = status.st_mtimespec
    #else
    let time = status.st_mtim
    #endif
    inode = UInt64(status.st_ino)
    size = Int64(status.st_size)
    seconds = time.tv_sec
    nanoseconds = time.tv_nsec
  }
}
