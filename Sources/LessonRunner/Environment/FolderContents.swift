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
  /// Bytes that are read in all; files beyond are known by their size and time.
  private static let readLimit = 1 << 32

  /// The devices of what the kernel tells by files: some never end, others wait for what never comes.
  private static let systemDevices: Set<UInt64> = {
    func device(_ path: String) -> UInt64? {
      var status = stat()
      return stat(path, &status) == 0 ? UInt64(truncatingIfNeeded: status.st_dev) : nil
    }
    return Set(["/proc", "/sys", "/dev"].compactMap(device)).subtracting([device("/") ?? 0])
  }()

  /// A walk through a folder.
  struct Walk {
    var files: [String: String] = [:]
    var bounds = FolderBounds()
    fileprivate var bytes = FolderContents.readLimit
  }

  /// The digests of a folder's files and folders, by their paths in it.
  ///
  /// Links count as what they lead to. What is neither file nor folder, such as a pipe, which would keep
  /// its reader waiting, counts by its kind, and so does what lies in `/proc`, `/sys` and `/dev`. A folder beyond the bounds of
  /// ``FolderBounds`` is never the same as before.
  ///
  /// - Parameter leavingOut: names directly in the folder.
  public static func digests(
    of folder: String,
    leavingOut: Set<String> = []
  ) -> [String: String] {
    var walk = walk(through: folder, leavingOut: leavingOut)
    if walk.bounds.excess != nil { walk.files["…"] = "\(UInt64.random(in: 0...(.max)))" }
    return walk.files
  }

  /// The same, as far as the bounds allow, and what there is too much of.
  static func walk(through folder: String, leavingOut: Set<String> = []) -> Walk {
    var walk = Walk()
    var status = stat()
    guard stat(folder, &status) == 0, status.st_mode & S_IFMT == S_IFDIR else { return walk }
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    for name in names where !leavingOut.contains(name) {
      add("\(folder)/\(name)", as: name, within: [FileIdentity(status)], to: &walk)
    }
    return walk
  }

  /// - Parameter outer: the folders that it stands in, since a link may lead back to one.
  private static func add(
    _ path: String,
    as name: String,
    within outer: Set<FileIdentity>,
    to walk: inout Walk
  ) {
    guard walk.bounds.admit(name, depth: outer.count) else { return }
    var status = stat()
    guard stat(path, &status) == 0 else {
      if errno == ENAMETOOLONG { walk.bounds.isTooLong(name) }
      walk.files[name] = "nothing"
      return
    }
    guard !systemDevices.contains(UInt64(truncatingIfNeeded: status.st_dev)) else {
      walk.files[name] = "the system's"
      return
    }
    switch status.st_mode & S_IFMT {
    case S_IFREG: walk.files[name] = digest(of: path, status, reading: &walk.bytes)
    case S_IFDIR:
      walk.files[name] = "folder"
      let identity = FileIdentity(status)
      guard !outer.contains(identity) else { return }
      for part in (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? [] {
        add("\(path)/\(part)", as: "\(name)/\(part)", within: outer.union([identity]), to: &walk)
      }
    default: walk.files[name] = "no file"
    }
  }

  private static func digest(of path: String, _ status: stat, reading room: inout Int) -> String {
    if let bytes = RegularFile.contents(path, limit: room, followsLinks: true) {
      room -= bytes.count
      return ContentDigest.hexadecimal(of: bytes)
    }
    let stamp = FileStamp(status)
    let times = [stamp.changed, stamp.touched].map { "\($0.seconds).\($0.nanoseconds)" }
    return "\(stamp.size) bytes of \(times.joined(separator: " and "))"
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
