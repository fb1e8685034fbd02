import CHostSupport

/// All the places in which blocks write: the working folder and, where the lesson has a file system of
/// its own, the folders for temporary files.
struct LessonFiles {
  /// What stood in the places, in their order.
  struct Snapshot: Equatable {
    fileprivate(set) var folders: [FolderSnapshot]
    /// Bytes that this snapshot holds and the one before does not.
    var newBytes: Int { folders.reduce(0) { $0 + $1.newBytes } }
  }

  private let places: [WorkingFolder]
  /// Whether what lies in the places lies in memory, and nobody else's does.
  private let isOwnMemory: Bool

  /// The places of the program that calls, before a block has run.
  init() {
    // A user of its own is not enough: a container may be one, with folders that are others' as well.
    isOwnMemory = host_is_first_process() && host_is_alone()
    let working = OpenFolder(path: ".").map {
      WorkingFolder(folder: $0, excluded: Array("data".utf8))
    }
    let temporary = isOwnMemory ? ["/tmp", "/dev/shm"].compactMap(Self.newFolder) : []
    places =
      [working].compactMap { $0 } + temporary.map { WorkingFolder(folder: $0, excluded: nil) }
  }

  /// A folder for temporary files, if it was made for this lesson.
  ///
  /// It lies in memory then, and nothing is in it yet. What is not remembered from any block is removed from it later.
  private static func newFolder(_ path: String) -> OpenFolder? {
    guard let folder = OpenFolder(path: path) else { return nil }
    var bytes: UInt64 = 0
    var files: UInt64 = 0
    if host_memory_files(folder.descriptor, &bytes, &files), folder.names.isEmpty { return folder }
    folder.close()
    return nil
  }

  /// Nothing in any place.
  var nothing: Snapshot { Snapshot(folders: places.map { _ in FolderSnapshot() }) }

  /// Whether nothing stands in any place yet: what is not remembered from any block is removed later.
  var areEmpty: Bool { places.allSatisfy(\.isEmpty) }

  /// What stands in the places.
  ///
  /// - Throws: ``FolderError``.
  func snapshot(sharing earlier: Snapshot) throws(FolderError) -> Snapshot {
    var snapshot = nothing
    for (index, place) in places.enumerated() {
      snapshot.folders[index] = try place.snapshot(sharing: earlier.folders[index])
    }
    return snapshot
  }

  /// Puts back what stood in the places.
  func restore(_ snapshot: Snapshot) {
    for (place, folder) in zip(places, snapshot.folders) { place.restore(folder) }
  }

  /// Bytes of memory that the files take, and how many there are; zero if they lie on a disk.
  var use: (bytes: UInt64, files: UInt64) {
    guard isOwnMemory else { return (0, 0) }
    return places.reduce(into: (0, 0)) { use, place in
      var bytes: UInt64 = 0
      var files: UInt64 = 0
      guard host_memory_files(place.folder.descriptor, &bytes, &files) else { return }
      use.0 += bytes
      use.1 += files
    }
  }
}
