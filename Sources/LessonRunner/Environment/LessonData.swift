import Foundation

/// A course's data files, as blocks see them.
public struct LessonData: Sendable {
  /// The folder, where the sandbox's user can read it.
  let folder: String
  /// The digest of all names and contents.
  let digest: String
  /// The digest of each file and folder, by its path in the folder.
  let files: [String: String]

  /// The folder of data that a lesson reads: `data` beside it.
  ///
  /// A student's copy of a lesson in `Work` reads that of the course, unless it has its own.
  public static func folder(besides lesson: String) -> String {
    let folder = URL(fileURLWithPath: lesson).deletingLastPathComponent()
    let own = folder.appendingPathComponent("data").path
    guard folder.lastPathComponent == StudentWork.folderName,
      !FileManager.default.fileExists(atPath: own)
    else { return own }
    return folder.deletingLastPathComponent().appendingPathComponent("Lessons/data").path
  }
}
