import ArgumentParser
import Classroom
import Foundation
import LessonDocument
import LessonPages
import LessonRunner

/// `unroll release`: the students' edition of a course.
struct ReleaseCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "release",
    abstract: "Write the students' edition: all that students need, and no solution.",
    discussion: """
      The folder holds the lessons without solutions, hidden checks and wrong answers, their data and records, the \
      theme of the site, and the sources of Unroll without its tests; its README names the two commands that build and check it. \
      Every byte is searched for what only instructors may see before anything is written. The lessons as they \
      are now are kept in releases, for unroll grade. Run it again to replace an earlier release. Example:

        unroll release ../students --name 2026-autumn --zip students.zip
      """
  )

  @Argument(
    help: ArgumentHelp(
      "Where the edition is written: a new folder, or a release.",
      valueName: "dir"
    )
  )
  var folder: String

  @Option(help: ArgumentHelp("Write one archive of the same, too.", valueName: "file"))
  var zip: String?

  @Option(help: ArgumentHelp("What the release is called, such as 2026-autumn.", valueName: "name"))
  var name: String?

  @Option(
    help: ArgumentHelp(
      "The folder that holds Lessons, or that Lessons folder.",
      valueName: "folder"
    )
  )
  var lessons = "."

  func run() async throws {
    let choice = CourseChoice(lessons)
    let lessonFolder = try choice.lessons()
    let files = CourseFiles(of: lessonFolder)
    let course = try LessonReader().course(in: lessonFolder, files: files)
    let path = CourseFiles.introduction(of: lessonFolder)
    let introduction =
      FileManager.default.fileExists(atPath: path)
      ? try LessonReader().lesson(at: path, in: files) : nil
    let archive = try zip.map { try ExportTarget($0).path }
    let release = Release(
      of: course,
      introduction: introduction,
      folder: choice.folder,
      program: Self.program(choice),
      linked: try Self.linked(course, introduction, choice),
      name: name
    )
    let report = try release.write(to: folder, archive: archive)
    let exercises = course.lessons.flatMap(\.exerciseNames).count
    let lessonCount = course.lessons.count
    var lines = [
      "Wrote \(folder): release \(report.release), \(lessonCount == 1 ? "1 lesson" : "\(lessonCount) lessons"), "
        + "\(exercises == 1 ? "1 exercise" : "\(exercises) exercises"), \(report.fileCount) files, "
        + "\(ByteSize(bytes: report.size))."
    ]
    if let archive { lines.append("Wrote \(archive), which holds the same.") }
    lines.append(
      "Kept the lessons with their solutions in \(report.kept), by which unroll grade grades this release."
    )
    StandardOutput.write(PlainText.lines(lines.joined(separator: "\n")) + "\n")
  }

  /// The folder of Unroll's sources: the course's own, or that of the checkout in which the program was built.
  private static func program(_ choice: CourseChoice) -> String? {
    var folders = [choice.folder]
    if let theme = try? Installation.find(executable: Program.path).theme {
      folders.append(URL(fileURLWithPath: theme).deletingLastPathComponent().path)
    }
    return folders.first { folder in
      let manifest = try? String(contentsOfFile: "\(folder)/Package.swift", encoding: .utf8)
      return manifest?.contains("name: \"unroll\"") == true
        && FileManager.default.fileExists(atPath: "\(folder)/Sources/unroll")
    }
  }

  /// The files that the course's documents link to, by their paths in `Lessons`.
  private static func linked(
    _ course: Course,
    _ introduction: Lesson?,
    _ choice: CourseChoice
  ) throws -> [String: String] {
    let installation = try Installation.find(executable: Program.path)
    let theme = try SiteTheme(folders: choice.themes(of: installation))
    let writer = LessonPageWriter(
      theme: theme,
      outline: CourseOutline(
        title: "",
        description: "",
        lessons: course.lessons.map { ($0, nil) },
        pages: course.pages.map { ($0, nil) }
      ),
      typesetter: nil
    )
    let folder = URL(fileURLWithPath: course.folder.path)
    return (course.documents + [introduction].compactMap(\.self)).reduce(into: [:]) {
      files,
      lesson in
      let page = writer.page(for: lesson.asStudentsSeeIt(), results: nil, folder: folder)
      files.merge(page.files) { first, _ in first }
    }
  }
}
