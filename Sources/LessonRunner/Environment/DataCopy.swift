import Foundation

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// Copies a course's data files to where the sandbox's user can read them.
///
/// Links stay links: where one inside leads is neither copied nor touched. Pipes and devices are left out,
/// since reading one would wait for its writer.
struct DataCopy {
  let work: WorkFolder

  /// Copies a folder, once; gives the copy's path.
  func copy(_ source: String, digest: String) throws -> String {
    let parent = try work.makeFolder("data")
    let target = "\(parent)/\(digest)"
    guard !FileManager.default.fileExists(atPath: target) else { return target }
    let part = "\(target).\(UUID().uuidString)"
    do {
      try copyFolder(URL(fileURLWithPath: source).resolvingSymlinksInPath().path, to: part)
    } catch {
      try? FileManager.default.removeItem(atPath: part)
      throw RunnerError.files(
        reason: "\(source) cannot be copied to \(work.path): \(error.localizedDescription)"
      )
    }
    // Another lesson may have been faster.
    if rename(part, target) != 0 { try? FileManager.default.removeItem(atPath: part) }
    return target
  }

  private func copyFolder(_ source: String, to target: String) throws {
    try FileManager.default.createDirectory(atPath: target, withIntermediateDirectories: false)
    chmod(target, 0o755)
    for name in try FileManager.default.contentsOfDirectory(atPath: source) {
      let (original, copy) = ("\(source)/\(name)", "\(target)/\(name)")
      var status = stat()
      guard lstat(original, &status) == 0 else { continue }
      switch status.st_mode & S_IFMT {
      case S_IFDIR: try copyFolder(original, to: copy)
      case S_IFLNK:
        let place = try FileManager.default.destinationOfSymbolicLink(atPath: original)
        try FileManager.default.createSymbolicLink(atPath: copy, withDestinationPath: place)
      case S_IFREG:
        try FileManager.default.copyItem(atPath: original, toPath: copy)
        chmod(copy, 0o644)
      default: break
      }
    }
  }
}
