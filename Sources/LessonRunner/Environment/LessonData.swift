import ContentDigest
import Foundation

/// A course's data files, as blocks see them.
struct LessonData: Sendable {
  /// The folder, where the sandbox's user can read it.
  let folder: String
  /// The digest of all names and contents.
  let digest: String
  /// The digest of each file and folder, by its path in the folder.
  let files: [String: String]

  /// The digests of a folder's files and folders, by their paths in it.
  static func files(in folder: String) -> [String: String] {
    let names = (FileManager.default.enumerator(atPath: folder)?.allObjects ?? [])
      .compactMap { $0 as? String }
    return names.reduce(into: [:]) { files, name in
      let contents = FileManager.default.contents(atPath: "\(folder)/\(name)")
      files[name] = contents.map { ContentDigest.hexadecimal(of: $0) } ?? "folder"
    }
  }
}
