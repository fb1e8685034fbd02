#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// What stood in a folder.
struct FolderSnapshot: Equatable {
  /// A file's name: any bytes.
  typealias Name = [UInt8]

  indirect enum Entry: Equatable {
    case folder(mode: mode_t, entries: [Name: Entry])
    case file(mode: mode_t, contents: FileContents)
    case link(target: [UInt8])
    case pipe(mode: mode_t)
  }

  var entries: [Name: Entry] = [:]
  /// Bytes that this snapshot holds and the one before does not.
  var newBytes = 0

  static func == (one: FolderSnapshot, other: FolderSnapshot) -> Bool {
    one.entries == other.entries
  }
}

/// Why a folder cannot be remembered.
enum FolderError: Error, Equatable, CustomStringConvertible {
  case tooLarge
  case tooMany
  case tooDeep

  /// Bytes that the files of a lesson may hold.
  static let bytesLimit = 64 << 20
  /// Files, folders and links of a lesson.
  static let entriesLimit = 16_384
  /// Folders within folders.
  static let depthLimit = 48

  var description: String {
    switch self {
    case .tooLarge:
      "file limit: the lesson's files hold more than 64 MiB; write less, or delete some"
    case .tooMany: "file limit: the lesson has more than 16,384 files; delete some"
    case .tooDeep: "file limit: the lesson's folders are nested more than 48 deep"
    }
  }
}
