#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// Removes a folder in which strangers could write, however deep it is, whatever its names are, and whatever rights
/// they have taken from its parts.
///
/// No link is followed. What lies deep is moved up before it is removed, so that no path becomes too long and no more
/// than two folders are open at a time. Nobody may write in the folder any more.
public enum FolderRemoval {
  /// Removes a folder, or what else stands at the path.
  ///
  /// Returns whether nothing stands there any more.
  @discardableResult
  public static func remove(_ path: String) -> Bool {
    var status = stat()
    guard lstat(path, &status) == 0 else { return errno == ENOENT }
    guard status.st_mode & S_IFMT == S_IFDIR else { return unlink(path) == 0 }
    chmod(path, 0o700)
    let folder = open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
    guard folder >= 0 else { return false }
    defer { close(folder) }
    var moved = 0
    // Each round takes one level off what is left, and ends if it cannot take anything.
    while case let names = Self.names(in: folder), !names.isEmpty {
      var hasRemoved = false
      for name in names where removeOne(name, in: folder, &moved) { hasRemoved = true }
      guard hasRemoved else { return false }
    }
    return rmdir(path) == 0
  }

  private typealias Name = [CChar]

  /// Removes an entry of the top folder; the folders in it take new names beside it.
  private static func removeOne(_ name: Name, in top: Int32, _ moved: inout Int) -> Bool {
    var status = stat()
    guard fstatat(top, name, &status, AT_SYMLINK_NOFOLLOW) == 0 else { return false }
    guard status.st_mode & S_IFMT == S_IFDIR else { return unlinkat(top, name, 0) == 0 }
    if status.st_mode & 0o700 != 0o700 { fchmodat(top, name, 0o700, 0) }
    let folder = openat(top, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
    guard folder >= 0 else { return false }
    defer { close(folder) }
    for inner in names(in: folder) where unlinkat(folder, inner, 0) != 0 {
      // A folder: it is taken up, its own rights given back first.
      var status = stat()
      guard fstatat(folder, inner, &status, AT_SYMLINK_NOFOLLOW) == 0,
        status.st_mode & S_IFMT == S_IFDIR
      else { continue }
      if status.st_mode & 0o700 != 0o700 { fchmodat(folder, inner, 0o700, 0) }
      repeat {
        moved += 1
      } while renameat(folder, inner, top, ".removed-\(moved)") != 0
        && (errno == ENOTEMPTY || errno == EEXIST || errno == ENOTDIR || errno == EISDIR)
    }
    return unlinkat(top, name, Int32(AT_REMOVEDIR)) == 0
  }

  private static func names(in folder: Int32) -> [Name] {
    let own = openat(folder, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard own >= 0, let directory = fdopendir(own) else { return [] }
    defer { closedir(directory) }
    var names: [Name] = []
    while let item = readdir(directory) {
      let name = withUnsafeBytes(of: item.pointee.d_name) { bytes in
        bytes.prefix { $0 != 0 }.map { CChar(bitPattern: $0) } + [0]
      }
      if name != [46, 0], name != [46, 46, 0] { names.append(name) }
    }
    return names
  }
}
