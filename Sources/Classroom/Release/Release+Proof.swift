import Foundation
import LessonDocument

/// The proof that no secret is handed out.
extension Release {
  /// Reads every byte that is about to be handed out, and refuses to hand out a secret line.
  func proveNoLeak(in draft: String) throws(ReleaseError) {
    let secrets = LessonSecrets(of: documents)
    guard !secrets.lines.isEmpty else { return }
    var leaks: [LessonMistake] = []
    let paths = (try? FileManager.default.subpathsOfDirectory(atPath: draft)) ?? []
    for path in paths.sorted() {
      let file = "\(draft)/\(path)"
      var isFolder: ObjCBool = false
      guard FileManager.default.fileExists(atPath: file, isDirectory: &isFolder),
        !isFolder.boolValue
      else { continue }
      guard let data = try? Data(contentsOf: URL(fileURLWithPath: file), options: .mappedIfSafe)
      else { throw .failed(path: path, reason: "it cannot be read again") }
      // Unroll's own code is public, and says what the exercises of a course on its engine ask for.
      let isProgram = program != nil && path.hasPrefix("Sources/")
      leaks += data.withUnsafeBytes { bytes in
        isProgram
          ? secrets.answers(in: bytes, path: path) : secrets.mistakes(in: bytes, path: path)
      }
      leaks += secrets.mistakes(in: path, path: path)
    }
    guard leaks.isEmpty else { throw .leaks(leaks) }
  }

  /// Refuses an archive that holds anything but the files that were proved to hold no secret.
  func prove(
    _ packed: (path: String, content: Data),
    holds files: ReleaseFiles,
    _ stamp: ReleaseStamp
  ) throws(ReleaseError) {
    do throws(ArchiveError) {
      let archive = try ZipArchive(packed.content, limit: files.files.count)
      let paths = archive.entries.map { String($0.path.dropFirst(stamp.release.utf8.count + 1)) }
      guard paths.sorted() == files.files.keys.sorted() else {
        throw .damaged("it holds other files than the folder")
      }
      for (path, entry) in zip(paths, archive.entries) {
        let size = files.files[path]?.content.count ?? 0
        guard try archive.content(of: entry, limit: size) == files.files[path]?.content else {
          throw .damaged("\(path) is another than in the folder")
        }
      }
    } catch {
      throw .failed(path: packed.path, reason: error.description)
    }
  }
}
