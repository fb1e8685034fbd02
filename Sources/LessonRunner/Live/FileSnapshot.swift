import Foundation

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// What tells one state of a file from another without reading it.
///
/// Whoever writes may set the time of the last change to what it was, as archives and copying programs do; the
/// time at which the system last touched the file's entry is the system's own.
struct FileStamp: Equatable, Sendable {
  var device: UInt64
  var inode: UInt64
  var size: Int64
  var changed: Instant
  var touched: Instant

  /// A time as the system keeps it.
  struct Instant: Equatable, Sendable {
    var seconds: Int
    var nanoseconds: Int

    fileprivate init(_ time: timespec) {
      (seconds, nanoseconds) = (time.tv_sec, time.tv_nsec)
    }
  }
}

/// The files in some folders at one instant.
struct FileSnapshot: Equatable, Sendable {
  private(set) var files: [String: FileStamp] = [:]
  /// What the folders have too much of, as a sentence; the rest of them is not watched.
  private(set) var excess: String?

  /// - Parameters:
  ///   - roots: Paths of files and folders.
  ///   - ignored: Paths that are left out, with all that is below them.
  init(roots: [String], ignored: Set<String>) {
    var folders: Set<UInt64> = []
    for root in roots {
      var bounds = FolderBounds()
      add(root, depth: 0, ignored: ignored, folders: &folders, bounds: &bounds)
      excess = excess ?? bounds.excess?.sentence(root)
    }
  }

  /// What has changed between an earlier snapshot and this one.
  func change(since earlier: FileSnapshot) -> FileChanges.Change {
    FileChanges.Change(
      written: Set(files.keys.filter { files[$0] != earlier.files[$0] }),
      removed: Set(earlier.files.keys.filter { files[$0] == nil })
    )
  }

  /// Whether a file looks as before, but the system has touched its entry.
  func differsInTouchAlone(_ path: String, from earlier: FileSnapshot) -> Bool {
    guard var now = files[path], let before = earlier.files[path], now != before else {
      return false
    }
    now.touched = before.touched
    return now == before
  }

  /// Whether a file of an earlier snapshot is gone, or empty and was not.
  func lacksFiles(of earlier: FileSnapshot) -> Bool {
    earlier.files.contains { path, stamp in (files[path]?.size ?? 0) == 0 && stamp.size > 0 }
  }

  /// - Parameters:
  ///   - depth: How many names it takes from the root.
  ///   - folders: The inodes of the folders seen, since a link may lead round in a circle.
  private mutating func add(
    _ path: String,
    depth: Int,
    ignored: Set<String>,
    folders: inout Set<UInt64>,
    bounds: inout FolderBounds
  ) {
    var status = stat()
    guard !ignored.contains(path), bounds.admit(path, depth: depth) else { return }
    guard stat(path, &status) == 0 else {
      if errno == ENAMETOOLONG { bounds.isTooLong(path) }
      return
    }
    let inode = UInt64(status.st_ino)
    guard status.st_mode & S_IFMT == S_IFDIR else {
      if status.st_mode & S_IFMT == S_IFREG { files[path] = FileStamp(status) }
      return
    }
    guard folders.insert(inode).inserted else { return }
    let names = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
    for name in names where !Self.isForeign(name) {
      add(
        path == "/" ? "/\(name)" : "\(path)/\(name)",
        depth: depth + 1,
        ignored: ignored,
        folders: &folders,
        bounds: &bounds
      )
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
    let times = (status.st_mtimespec, status.st_ctimespec)
    #else
    let times = (status.st_mtim, status.st_ctim)
    #endif
    device = UInt64(truncatingIfNeeded: status.st_dev)
    inode = UInt64(status.st_ino)
    size = Int64(status.st_size)
    (changed, touched) = (Instant(times.0), Instant(times.1))
  }
}
