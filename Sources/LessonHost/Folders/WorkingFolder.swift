#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// A folder in which blocks write: a fork does not carry files, so they are remembered at a checkpoint
/// and put back when a step runs from there again.
struct WorkingFolder {
  let folder: OpenFolder
  /// A name at the top that is not the lesson's: the course's data.
  let excluded: FolderSnapshot.Name?

  private struct Room {
    var bytes = FolderError.bytesLimit
    var entries = FolderError.entriesLimit
    var newBytes = 0
  }

  /// Whether nothing stands there yet that is the lesson's.
  var isEmpty: Bool { folder.names.allSatisfy { $0 == excluded } }

  /// What stands in the folder.
  ///
  /// - Parameter earlier: what stood there before; the same bytes are held once.
  /// - Throws: ``FolderError`` if it is more than a lesson may leave.
  func snapshot(sharing earlier: FolderSnapshot) throws(FolderError) -> FolderSnapshot {
    var room = Room()
    folder.unlock()
    let entries = try read(folder, sharing: earlier.entries, depth: 0, room: &room)
    return FolderSnapshot(entries: entries, newBytes: room.newBytes)
  }

  private func read(
    _ folder: OpenFolder,
    sharing earlier: [FolderSnapshot.Name: FolderSnapshot.Entry],
    depth: Int,
    room: inout Room
  ) throws(FolderError) -> [FolderSnapshot.Name: FolderSnapshot.Entry] {
    guard depth <= FolderError.depthLimit else { throw .tooDeep }
    var found: [FolderSnapshot.Name: FolderSnapshot.Entry] = [:]
    for name in folder.names where depth > 0 || name != excluded {
      guard room.entries > 0 else { throw .tooMany }
      room.entries -= 1
      found[name] = try entry(name, in: folder, sharing: earlier[name], depth: depth, room: &room)
    }
    return found
  }

  private func entry(
    _ name: FolderSnapshot.Name,
    in folder: OpenFolder,
    sharing earlier: FolderSnapshot.Entry?,
    depth: Int,
    room: inout Room
  ) throws(FolderError) -> FolderSnapshot.Entry? {
    guard let status = folder.status(name) else { return nil }
    let mode = status.st_mode & 0o7777
    switch status.st_mode & S_IFMT {
    case S_IFLNK: return .link(target: folder.target(ofLink: name))
    case S_IFIFO: return .pipe(mode: mode)
    case S_IFDIR:
      guard let inner = folder.folder(name) else { return nil }
      defer { inner.close() }
      inner.unlock()
      defer { fchmod(inner.descriptor, mode) }
      var before: [FolderSnapshot.Name: FolderSnapshot.Entry] = [:]
      if case .folder(_, let entries)? = earlier { before = entries }
      let entries = try read(inner, sharing: before, depth: depth + 1, room: &room)
      return .folder(mode: mode, entries: entries)
    case S_IFREG:
      guard let file = folder.open(name, O_RDONLY | O_NONBLOCK) else { return nil }
      defer { close(file) }
      defer { fchmod(file, mode) }
      var before: FileContents?
      if case .file(_, let contents)? = earlier { before = contents }
      let contents = try FileContents(reading: file, sharing: before, room: room.bytes)
      room.bytes -= contents.storedBytes
      room.newBytes += contents.newBytes
      guard room.bytes >= 0 else { throw .tooLarge }
      return .file(mode: mode, contents: contents)
    default: return nil
    }
  }

  /// Puts back what stood in the folder.
  func restore(_ snapshot: FolderSnapshot) {
    folder.unlock()
    restore(snapshot.entries, in: folder, isTop: true)
  }

  private func restore(
    _ entries: [FolderSnapshot.Name: FolderSnapshot.Entry],
    in folder: OpenFolder,
    isTop: Bool
  ) {
    for name in folder.names where entries[name] == nil && !(isTop && name == excluded) {
      folder.remove(name)
    }
    for (name, entry) in entries { restore(entry, name, in: folder) }
  }

  private func restore(
    _ entry: FolderSnapshot.Entry,
    _ name: FolderSnapshot.Name,
    in folder: OpenFolder
  ) {
    let kind = folder.status(name).map { $0.st_mode & S_IFMT }
    switch entry {
    case .folder(let mode, let entries):
      if kind != S_IFDIR {
        folder.remove(name)
        folder.makeFolder(name)
      }
      guard let inner = folder.folder(name) else { return }
      defer { inner.close() }
      inner.unlock()
      restore(entries, in: inner, isTop: false)
      fchmod(inner.descriptor, mode)
    case .file(let mode, let contents):
      restore(contents, mode: mode, name, in: folder)
    case .link(let target):
      guard kind != S_IFLNK || folder.target(ofLink: name) != target else { return }
      folder.remove(name)
      folder.makeLink(name, to: target)
    case .pipe(let mode):
      guard kind != S_IFIFO else { return }
      folder.remove(name)
      folder.makePipe(name, mode: mode)
    }
  }

  /// The file that is there is written over, since the checkpoint may hold it open; unless it has
  /// another name, which may be another file's.
  private func restore(
    _ contents: FileContents,
    mode: mode_t,
    _ name: FolderSnapshot.Name,
    in folder: OpenFolder
  ) {
    let status = folder.status(name)
    if let status, status.st_mode & S_IFMT != S_IFREG { folder.remove(name) }
    if let file = folder.open(name, O_RDONLY | O_NONBLOCK) {
      defer { close(file) }
      fchmod(file, mode)
      if contents.isHeld(by: file) { return }
      if let status, status.st_nlink > 1 { folder.remove(name) }
    }
    guard let file = folder.open(name, O_WRONLY | O_CREAT | O_NONBLOCK, mode: 0o600) else { return }
    defer { close(file) }
    contents.write(to: file)
    fchmod(file, mode)
  }
}
