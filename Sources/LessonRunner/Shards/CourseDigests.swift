import ContentDigest
import Foundation
public import LessonDocument

/// The digests of a course's files, by the words in which each is named: what shards must have in common.
public enum CourseDigests {
  /// The lessons, each by its file, and the data beside them.
  ///
  /// - Parameter release: the release of which the lessons are, if they are not those of today.
  public static func digests(of lessons: [Lesson], release: String? = nil) -> [String: String] {
    let suffix = release.map { " of the release '\($0)'" } ?? ""
    var digests: [String: String] = [:]
    for lesson in lessons {
      let name = URL(fileURLWithPath: lesson.file).lastPathComponent
      let bytes = FileManager.default.contents(atPath: lesson.file) ?? Data()
      digests["lesson \(name)\(suffix)"] = ContentDigest.hexadecimal(of: bytes)
    }
    for folder in Set(lessons.map { LessonData.folder(besides: $0.file) }) {
      let files = FolderContents.digests(of: folder)
      guard !files.isEmpty else { continue }
      digests["folder \(URL(fileURLWithPath: folder).lastPathComponent)\(suffix)"] =
        ContentDigest.hexadecimal(of: files)
    }
    return digests
  }
}
