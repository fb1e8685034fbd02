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
/// out of the course, blocks see nothing that not everybody on the machine may read.
struct LinkedData {
  /// The path `…/Lessons/data`.
  let folder: String

  private var real: URL { URL(fileURLWithPath: folder).resolvingSymlinksInPath() }
  private var course: String {
    URL(fileURLWithPath: folder).deletingLastPathComponent().resolvingSymlinksInPath()
      .deletingLastPathComponent().path
  }

  /// - Throws: `RunnerError.files` that names the first file which only some may read.
  func verify() throws {
    guard !(real.path + "/").hasPrefix(course == "/" ? "/" : course + "/") else { return }
    for system in ["/proc", "/sys", "/dev"] where (real.path + "/").hasPrefix(system + "/") {
      throw refusal("holds no data")
    }
    var above = real
    while above.path != "/" {
      guard Self.isOpen(above.path, S_IXOTH) else { throw refusal(closed: above.path) }
      above.deleteLastPathComponent()
    }
    let names = FileManager.default.enumerator(atPath: real.path)
    var count = 0
    while let name = names?.nextObject() as? String, count <= FolderBounds.count {
      count += 1
      let path = "\(real.path)/\(name)"
      guard Self.isOpen(path, S_IROTH) else { throw refusal(closed: path) }
    }
  }

  /// Whether everybody has a right to what stands at a path; links inside lead nowhere.
  private static func isOpen(_ path: String, _ right: mode_t) -> Bool {
    var status = stat()
    guard lstat(path, &status) == 0 else { return true }
    return status.st_mode & S_IFMT == S_IFLNK || status.st_mode & right != 0
  }

  private func refusal(closed path: String) -> RunnerError {
    refusal("not everybody on this machine may read '\(path)', so blocks may not either")
  }

  private func refusal(_ reason: String) -> RunnerError {
    .files(
      reason: """
        '\(folder)' is a link that leads out of the course, to '\(real.path)': \(reason); copy into \
        \(folder) what the lessons read
        """
    )
  }
}
