import Foundation
import LessonDocument

/// What students get.
extension Release {
  func files() throws(ReleaseError) -> ReleaseFiles {
    var files = ReleaseFiles()
    if let program { try addProgram(program, to: &files) }
    try files.add(
      folder: "\(folder)/Site",
      at: "Site",
      root: folder,
      leavingOut: ["public", "editions"]
    )
    try files.add(file: "\(folder)/LICENSE", at: "LICENSE", root: folder)
    try addLessons(to: &files) { $0.asStudentsSeeIt().text.joined }
    files.add(
      EditionReadme(
        title: course.settings.title ?? introduction?.title ?? "Lessons",
        builds: program != nil
      ).text,
      at: "README.md"
    )
    return files
  }

  /// What builds Unroll; its tests stay behind, for they hold for the lessons with their solutions.
  func addProgram(_ program: String, to files: inout ReleaseFiles) throws(ReleaseError) {
    let names = [
      "Package.swift", "Package.resolved", "Makefile", "LICENSE", ".gitignore", ".ci/setup",
      ".ci/install",
    ]
    for name in names { try files.add(file: "\(program)/\(name)", at: name, root: program) }
    try files.add(folder: "\(program)/Sources", at: "Sources", root: program)
    try files.add(
      folder: "\(program)/Site",
      at: "Site",
      root: program,
      leavingOut: ["public", "editions"]
    )
  }

  /// Each of the author's lessons and pages with the one that students get.
  func editionLessons(in draft: String) throws(LessonErrors) -> [(Lesson, Lesson)] {
    let folder: LessonFolder
    do throws(CourseError) {
      folder = try LessonFolder(course: draft)
    } catch {
      throw LessonErrors([])
    }
    let edition = try LessonReader().course(in: folder)
    let byName = Dictionary(
      edition.documents.map { (Self.fileName(of: $0), $0) },
      uniquingKeysWith: { first, _ in first }
    )
    return course.documents.compactMap { author in
      byName[Self.fileName(of: author)].map { (author, $0) }
    }
  }
}
