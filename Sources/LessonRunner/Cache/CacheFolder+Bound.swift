import Foundation
import SystemFiles

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

extension CacheFolder {
  /// Bytes that the cache may take if nobody says another number.
  public static let standardLimit = ByteSize(bytes: 1 << 30)

  /// What somebody wants it to take at most: `UNROLL_CACHE_SIZE`.
  ///
  /// - Throws: ``RunnerError/setting(name:value:form:)``.
  static func limit(
    _ environment: [String: String] = ProcessInfo.processInfo.environment
  ) throws(RunnerError) -> ByteSize {
    let name = "UNROLL_CACHE_SIZE"
    guard let value = environment[name], !value.isEmpty else { return standardLimit }
    guard let limit = ByteSize(value) else {
      throw .setting(name: name, value: value, form: ByteSize.form)
    }
    return limit
  }

  /// Removes what was used longest ago, if all takes more than so many bytes.
  ///
  /// Modules that a running process has in use stay. Objects and results are read or copied at once, so who
  /// has just found one loses nothing.
  ///
  /// - Parameter spare: bytes that are made free beyond that.
  /// - Returns: how many bytes are left.
  @discardableResult
  public func trim(to limit: ByteSize, spare: Int = 0) -> ByteSize {
    var entries = ownFolders.flatMap(CacheEntry.entries)
    var size = entries.reduce(0) { $0 + $1.size }
    guard size > limit.bytes else { return ByteSize(bytes: size) }
    entries.sort { $0.lastUse < $1.lastUse }
    for entry in entries where size > limit.bytes - spare {
      if entry.remove() { size -= entry.size }
    }
    return ByteSize(bytes: size)
  }
}

/// Files of the cache that are of use together only.
private struct CacheEntry {
  var paths: [String] = []
  /// Bytes on the disk.
  var size = 0
  /// Seconds.
  var lastUse = 0

  /// What is kept in a folder: an object lies there with what the compiler said of it, under one name.
  static func entries(in folder: String) -> [CacheEntry] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    var entries: [Substring: CacheEntry] = [:]
    // A hidden file marks the folder as Unroll's.
    for name in names where !name.hasPrefix(".") {
      entries[name.prefix { $0 != "." }, default: CacheEntry()].add("\(folder)/\(name)")
    }
    return Array(entries.values)
  }

  private mutating func add(_ path: String) {
    paths.append(path)
    var status = stat()
    guard lstat(path, &status) == 0 else { return }
    size += Self.size(status)
    lastUse = max(lastUse, KeptFile.lastUse(status))
    guard status.st_mode & S_IFMT == S_IFDIR,
      let inside = FileManager.default.enumerator(atPath: path)
    else { return }
    for case let name as String in inside where lstat("\(path)/\(name)", &status) == 0 {
      size += Self.size(status)
    }
  }

  private static func size(_ status: stat) -> Int { Int(status.st_blocks) * 512 }

  /// Whether it is gone; what somebody holds is not.
  func remove() -> Bool {
    let locks = paths.map { HeldLock.ask($0) }
    for case .taken in locks { return false }
    for path in paths { try? FileManager.default.removeItem(atPath: path) }
    return true
  }
}

/// A file of the cache, whose time says when it was last of use.
enum KeptFile {
  /// Seconds within which a second use is not noted.
  private static let hour = 3600

  /// Notes that the file is of use now.
  static func use(_ path: String) {
    var status = stat()
    guard lstat(path, &status) == 0, lastUse(status) < time(nil) - hour else { return }
    utimensat(AT_FDCWD, path, nil, AT_SYMLINK_NOFOLLOW)
  }

  /// Seconds of the last use.
  static func lastUse(_ status: stat) -> Int {
    #if canImport(Darwin)
    status.st_mtimespec.tv_sec
    #else
    status.st_mtim.tv_sec
    #endif
  }
}
