/// How much of a folder is looked at: a course from the net, or a link in it, may bring any number of folders in folders.
///
/// The paths of all of them are held in memory while the folder is looked at, and longer while it is watched.
struct FolderBounds {
  /// Files and folders.
  static let count = 50_000
  /// Names in the path of a file or folder, from the one that is looked at.
  static let depth = 48
  /// Bytes of all paths together.
  static let pathBytes = 16 << 20

  /// What a folder has too much of.
  enum Excess: Equatable, Sendable {
    case count
    /// The path of the first folder that is too deep, or whose path is too long for the system.
    case depth(String)
    case paths

    /// What is wrong with a folder, and what to do.
    func sentence(_ folder: String) -> String {
      switch self {
      case .count:
        """
        \(folder) holds more than 50,000 files and folders, those that links lead to counted: take out what no \
        lesson reads
        """
      case .depth(let path):
        """
        \(folder) has files or folders more than \(FolderBounds.depth) levels deep, or with too long a path, at \
        '\(path.count > 120 ? "\(path.prefix(120))…" : path)': take out what no lesson reads
        """
      case .paths:
        """
        the paths of the files and folders in \(folder) are longer than 16 MiB together: give shorter names, or take \
        out what no lesson reads
        """
      }
    }
  }

  private var count = 0
  private var bytes = 0
  /// What there was too much of first.
  private(set) var excess: Excess?

  /// Takes note of a path; whether it is within the bounds.
  ///
  /// - Parameter depth: how many names it takes from the folder that is looked at.
  mutating func admit(_ path: String, depth: Int) -> Bool {
    guard excess == nil else { return false }
    count += 1
    bytes += path.utf8.count
    if count > Self.count {
      excess = .count
    } else if bytes > Self.pathBytes {
      excess = .paths
    } else if depth > Self.depth {
      excess = .depth(path)
    }
    return excess == nil
  }

  /// Takes note of a path that is too long for the system.
  mutating func isTooLong(_ path: String) {
    if excess == nil { excess = .depth(path) }
  }
}
