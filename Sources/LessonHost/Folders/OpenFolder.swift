#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// A folder by its descriptor: wherever a block goes, and whatever it renames, this stays the same folder.
///
/// No name is followed through a link. Rights that a block took from a folder or file are given back
/// while it is read.
struct OpenFolder {
  let descriptor: Int32

  init(descriptor: Int32) {
    self.descriptor = descriptor
  }

  /// Opens a folder by its path.
  init?(path: String) {
    descriptor = openat(AT_FDCWD, path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    if descriptor < 0 { return nil }
  }

  /// Makes sure that the owner may read and change the folder.
  func unlock() {
    var status = stat()
    if fstat(descriptor, &status) == 0, status.st_mode & 0o700 != 0o700 {
      fchmod(descriptor, (status.st_mode & 0o7777) | 0o700)
    }
  }

  func close() { closeDescriptor(descriptor) }

  /// The names of what stands in the folder.
  var names: [FolderSnapshot.Name] {
    let own = openat(descriptor, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard own >= 0, let directory = fdopendir(own) else { return [] }
    defer { closedir(directory) }
    var names: [FolderSnapshot.Name] = []
    while let item = readdir(directory) {
      let name = withUnsafeBytes(of: item.pointee.d_name) { Array($0.prefix { $0 != 0 }) }
      if name != [46], name != [46, 46] { names.append(name) }
    }
    return names
  }

  /// What the system says of an entry, which may be a link.
  func status(_ name: FolderSnapshot.Name) -> stat? {
    var status = stat()
    let result = withPath(name) { fstatat(descriptor, $0, &status, AT_SYMLINK_NOFOLLOW) }
    return result == 0 ? status : nil
  }

  /// Opens a folder or file in this folder, or nil.
  func open(_ name: FolderSnapshot.Name, _ flags: Int32, mode: mode_t = 0) -> Int32? {
    withPath(name) { path in
      let flags = flags | O_NOFOLLOW | O_CLOEXEC
      var opened = openat(descriptor, path, flags, mode)
      if opened < 0, errno == EACCES, let status = status(name), status.st_mode & S_IFMT != S_IFLNK
      {
        fchmodat(descriptor, path, (status.st_mode & 0o7777) | 0o700, 0)
        opened = openat(descriptor, path, flags, mode)
      }
      return opened < 0 ? nil : opened
    }
  }

  func folder(_ name: FolderSnapshot.Name) -> OpenFolder? {
    open(name, O_RDONLY | O_DIRECTORY).map(OpenFolder.init(descriptor:))
  }

  func target(ofLink name: FolderSnapshot.Name) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: 4096)
    let length = withPath(name) { path in
      bytes.withUnsafeMutableBytes { buffer in
        let room = buffer.bindMemory(to: CChar.self)
        return readlinkat(descriptor, path, room.baseAddress.unsafelyUnwrapped, room.count)
      }
    }
    return Array(bytes.prefix(max(0, length)))
  }

  func makeFolder(_ name: FolderSnapshot.Name) {
    _ = withPath(name) { mkdirat(descriptor, $0, 0o700) }
  }

  func makeLink(_ name: FolderSnapshot.Name, to target: [UInt8]) {
    _ = withPath(target) { target in withPath(name) { symlinkat(target, descriptor, $0) } }
  }

  func makePipe(_ name: FolderSnapshot.Name, mode: mode_t) {
    _ = withPath(name) { mkfifoat(descriptor, $0, mode) }
  }

  /// Removes an entry and all that is in it.
  ///
  /// What is nested deeply is moved up first, so that no descriptor is held for each folder.
  func remove(_ name: FolderSnapshot.Name) {
    guard withPath(name, { unlinkat(descriptor, $0, 0) }) != 0 else { return }
    var number = 0
    var waiting = [name]
    while let next = waiting.last {
      guard let folder = folder(next) else { return }
      folder.unlock()
      for inner in folder.names where withPath(inner, { unlinkat(folder.descriptor, $0, 0) }) != 0 {
        guard withPath(inner, { unlinkat(folder.descriptor, $0, AT_REMOVEDIR) }) != 0 else {
          continue
        }
        number += 1
        let moved = Array(".unroll-removed-\(number)".utf8)
        // Only a folder that may be changed can get another parent.
        _ = withPath(inner) { fchmodat(folder.descriptor, $0, 0o700, 0) }
        let result = withPath(inner) { from in
          withPath(moved) { renameat(folder.descriptor, from, descriptor, $0) }
        }
        if result == 0 { waiting.insert(moved, at: 0) }
      }
      folder.close()
      _ = withPath(next) { unlinkat(descriptor, $0, AT_REMOVEDIR) }
      waiting.removeLast()
    }
  }

  private func withPath<Value>(
    _ name: FolderSnapshot.Name,
    _ body: (UnsafePointer<CChar>) -> Value
  ) -> Value {
    // Never empty, so it has an address.
    let path = name.map(CChar.init(bitPattern:)) + [0]
    return path.withUnsafeBufferPointer { body($0.baseAddress.unsafelyUnwrapped) }
  }
}

/// The system's call, which a method of the same name hides.
private func closeDescriptor(_ descriptor: Int32) { close(descriptor) }
