import Foundation
public import LessonDocument
import LessonRunner
import SystemFiles

/// Makes the students' edition of a course: a folder, or an archive too, that holds all that a student needs to build and run it, and
/// nothing that only instructors may see.
///
/// Everything is taken from the lessons as students see them; then every byte that was written is searched for what is secret.
public struct Release {
  /// What came of it.
  public struct Report: Equatable, Sendable {
    /// The release's id.
    public var release: String
    /// How many files it holds.
    public var fileCount: Int
    /// The sizes of all files together, in bytes.
    public var size: Int
    /// The folder in which the instructor's own lessons are kept for grading.
    public var kept: String
  }

  /// The course as its instructors have it.
  public var course: Course
  /// What `Lessons/README.md` says, if it is there.
  public var introduction: Lesson?
  /// The folder that holds `Lessons`.
  public var folder: String
  /// The folder of Unroll's own sources; nil where only the program is installed.
  public var program: String?
  /// The files that lessons link to, by their paths in `Lessons`.
  public var linked: [String: String]
  /// What the instructor calls the release.
  public var name: String?

  /// A release of a course.
  public init(
    of course: Course,
    introduction: Lesson?,
    folder: String,
    program: String?,
    linked: [String: String] = [:],
    name: String? = nil
  ) {
    (self.course, self.introduction, self.folder) = (course, introduction, folder)
    (self.program, self.linked, self.name) = (program, linked, name)
  }

  /// Where the instructor's lessons of each release are kept.
  public static let keptFolder = "releases"

  /// Writes the release, in place of an earlier one.
  ///
  /// - Parameters:
  ///   - path: the folder.
  ///   - archive: the path of a ZIP archive that holds the same.
  /// - Throws: ``ReleaseError``, ``LessonErrors``, ``RecordError``; everything is then as it was.
  public func write(to path: String, archive: String? = nil) throws -> Report {
    let target = URL(fileURLWithPath: path).standardizedFileURL
    try check(target, archive: archive)
    var files = try files()
    let parent = target.deletingLastPathComponent().path
    let prefix = ".\(target.lastPathComponent).release-"
    let draft = try Self.trying(path) {
      try FileManager.default.createDirectory(atPath: parent, withIntermediateDirectories: true)
      LiveFolder.removeAbandoned(in: parent, prefix: prefix)
      return try LiveFolder(in: parent, prefix: prefix, mode: 0o777)
    }
    defer { draft.remove() }
    try Self.write(files, to: draft.path)
    // Read again as a student will read it.
    let edition = try editionLessons(in: draft.path)
    for (author, lesson) in edition {
      let file = RecordFile(of: author)
      guard let record = try file.record() else { continue }
      let text = try file.text(of: record.asStudentsSeeIt(author, edition: lesson))
      files.add(text, at: "Lessons/recorded/\(lesson.slug).json")
    }
    let stamp = ReleaseStamp(digest: files.digest, name: name)
    files.add(try ClassJSON.data(of: stamp), at: ReleaseStamp.fileName)
    try Self.write(files, to: draft.path)
    let packed = try archive.map { try (path: $0, content: pack(files, stamp)) }
    try proveNoLeak(in: draft.path)
    if let packed { try prove(packed, holds: files, stamp) }
    let kept = try keep(stamp)
    try publish(draft.path, as: target, packed)
    return Report(
      release: stamp.release,
      fileCount: files.files.count,
      size: files.files.values.reduce(0) { $0 + $1.content.count },
      kept: kept
    )
  }
}
