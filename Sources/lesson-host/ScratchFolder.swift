#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// What stands in the lesson's working folder: a fork does not carry files, so a checkpoint from which a
/// branch runs remembers them and puts them back.
struct ScratchFolder {
  private enum Entry: Equatable {
    case folder
    case file([UInt8], mode: mode_t)
    case link(String)
  }

  private var entries: [String: Entry] = [:]

  /// Remembers the working folder, except the course's data.
  init() {
    entries = Self.read()
  }

  /// Puts the working folder back as it was.
  func restore() {
    let now = Self.read()
    guard now != entries else { return }
    // What lies deeper goes first, and comes last.
    for (path, entry) in now.sorted(by: { $0.key > $1.key }) where entries[path] != entry {
      if entry == .folder { rmdir(path) } else { unlink(path) }
    }
    for (path, entry) in entries.sorted(by: { $0.key < $1.key }) where now[path] != entry {
      Self.write(entry, to: path)
    }
  }

  private static func read() -> [String: Entry] {
    var found: [String: Entry] = [:]
    var folders = ["."]
    while let folder = folders.popLast() {
      for name in names(in: folder) where !(folder == "." && name == "data") {
        let path = folder == "." ? name : "\(folder)/\(name)"
        guard let entry = entry(at: path) else { continue }
        found[path] = entry
        if entry == .folder { folders.append(path) }
      }
    }
    return found
  }

  private static func names(in folder: String) -> [String] {
    guard let directory = opendir(folder) else { return [] }
    defer { closedir(directory) }
    var names: [String] = []
    while let item = readdir(directory) {
      let name = withUnsafeBytes(of: item.pointee.d_name) { bytes in
        String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
      if name != ".", name != ".." { names.append(name) }
    }
    return names
  }

  private static func entry(at path: String) -> Entry? {
    var status = stat()
    guard lstat(path, &status) == 0 else { return nil }
    switch status.st_mode & S_IFMT {
    case S_IFDIR: return .folder
    case S_IFREG: return .file(contents(of: path), mode: status.st_mode & 0o7777)
    case S_IFLNK:
      var target = [CChar](repeating: 0, count: 4096)
      let length = max(0, readlink(path, &target, target.count - 1))
      let bytes = target.prefix(length).map(UInt8.init(bitPattern:))
      return .link(String(decoding: bytes, as: UTF8.self))
    default: return .link("")
    }
  }

  private static func contents(of path: String) -> [UInt8] {
    let descriptor = open(path, O_RDONLY | O_NONBLOCK)
    guard descriptor >= 0 else { return [] }
    defer { close(descriptor) }
    var bytes: [UInt8] = []
    while let part = Descriptors.readSome(from: descriptor), !part.isEmpty { bytes += part }
    return bytes
  }

  private static func write(_ entry: Entry, to path: String) {
    switch entry {
    case .folder: mkdir(path, 0o755)
    case .link(let target): symlink(target, path)
    case .file(let bytes, let mode):
      let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC, mode)
      guard descriptor >= 0 else { return }
      _ = Descriptors.writeAll(bytes, to: descriptor)
      close(descriptor)
    }
  }
}
