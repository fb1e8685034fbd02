import ContentDigest
import Foundation

/// A course's data files, as blocks see them.
struct LessonData: Sendable {
  /// The folder, where the sandbox's user can read it.
  let folder: String
  /// The digest of all names and contents.
  let digest: String

  /// The digest of a folder's files.
  static func digest(of folder: String) -> String {
    let names = (FileManager.default.enumerator(atPath: folder)?.allObjects ?? [])
      .compactMap { $0 as? String }.sorted()
    var digest = ContentDigest()
    for name in names {
      digest.update(field: name)
      guard let contents = FileManager.default.contents(atPath: "\(folder)/\(name)") else {
        continue
      }
      digest.update(field: String(contents.count))
      digest.update(contents)
    }
    return digest.hexadecimal
  }
}
