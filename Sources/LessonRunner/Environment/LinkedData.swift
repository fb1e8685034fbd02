import Foundation

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// A folder of data that is a link.
///
/// A course from the net may bring a link to anywhere, and a block reads what stands in `data`. So where the link leads
/// out of the lessons' folder, blocks see nothing that not everybody on the machine may read. What stands beside or above
/// that folder may be anything: who keeps a course there need not own it.
struct LinkedData {
  /// The path `…/Lessons/data`.
  let folder: String

  private var real: URL { URL(fileURLWithPath: folder).resolvingSymlinksInPath() }
  private var lessons: String {
    URL(fileURLWithPath: folder).deletingLastPathComponent().resolvingSymlinksInPath().path
  }

  /// - Throws: `RunnerError.files` that names the first file which only some may read.
  func verify() throws {
    var status = stat()
    // Whoever put a folder of data there put the lessons there, too.
    guard lstat(folder, &status) == 0, status.st_mode & S_IFMT == S_IFLNK,
      !(real.path + "/").hasPrefix(lessons + "/") || real.path == lessons
    else { return }
    for system in ["/proc", "/sys", "/dev"] where (real.path + "/").hasPrefix(system + "/") {
      throw refusal("holds no data")
    }
    var above = real
    while above.path != "/" {
      guard Self.isOpen(above.path, to: S_IXOTH) else { throw refusal(closed: above.path) }
      above.deleteLastPathComponent()
    }
    guard Self.isOpen(real.path, to: S_IROTH) else { throw refusal(closed: real.path) }
    let names = FileManager.default.enumerator(atPath: real.path)
    var count = 0
    while let name = names?.nextObject() as? String, count <= FolderBounds.count {
      count += 1
      let path = "\(real.path)/\(name)"
      guard Self.isOpen(path, to: S_IROTH) else { throw refusal(closed: path) }
    }
  }

  /// Whether everybody has a right to what stands at a path; links inside lead nowhere.
  private static func isOpen(_ path: String, to right: mode_t) -> Bool {
    var status = stat()
    guard lstat(path, &status) == 0 else { return true }
    switch status.st_mode & S_IFMT {
    case S_IFLNK: return true
    // Nobody reads what lies in a folder that he may only list.
    case S_IFDIR: return status.st_mode & S_IXOTH != 0 && status.st_mode & right != 0
    default: return right == S_IXOTH || status.st_mode & right != 0
    }
  }

  private func refusal(closed path: String) -> RunnerError {
    refusal("not everybody on this machine may read '\(path)', so blocks may not either")
  }

  private func refusal(_ reason: String) -> RunnerError {
    .files(
      reason: """
        '\(folder)' is a link that leads out of the lessons' folder, to '\(real.path)': \(reason); copy into \
        \(folder) what the lessons read
        """
    )
  }
}
