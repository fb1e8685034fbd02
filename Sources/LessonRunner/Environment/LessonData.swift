import ContentDigest
import Foundation

/// A course's data files, as blocks see them.
struct LessonData: Sendable {
  /// The folder, where the sandbox's user can read it.
  let folder: String
  /// The files, each with the digest of what it holds.
  let files: [RunInputs.Input]

  /// The files of a folder and of the folders in it, by name.
  static func files(in folder: String) -> [RunInputs.Input] {
    let names = (FileManager.default.enumerator(atPath: folder)?.allObjects ?? [])
      .compactMap { $0 as? String }.sorted()
    return names.map { name in
      var digest = ContentDigest()
      if let contents = FileManager.default.contents(atPath: "\(folder)/\(name)") {
        digest.update(contents)
      }
      return RunInputs.Input(name: "data file '\(name)'", digest: digest.hexadecimal)
    }
  }
}
