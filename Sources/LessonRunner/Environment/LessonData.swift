/// A course's data files, as blocks see them.
struct LessonData: Sendable {
  /// The folder, where the sandbox's user can read it.
  let folder: String
  /// The digest of all names and contents.
  let digest: String
  /// The digest of each file and folder, by its path in the folder.
  let files: [String: String]
}
