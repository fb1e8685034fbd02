import ArgumentParser
import Foundation
import LessonDocument

/// `unroll new course`: a folder that builds as it stands.
struct NewCourseCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "course",
    abstract:
      "Begin a course: a lesson with an exercise and data, and files that check and publish it.",
    discussion: """
      The folder must be empty or not there yet; one that holds nothing but a repository (.git) is empty, too. For \
      example: unroll new course echoes --title 'Echoes of a network'

        Lessons/            a lesson with an exercise, its data, and what the course says of itself
        .github/workflows/  checks the course at every push, and publishes it on GitHub Pages
        .gitlab-ci.yml      the same on GitLab
        README.md           how the course is run, changed and published
      """
  )

  @Argument(help: ArgumentHelp("The folder of the course.", valueName: "folder"))
  var folder: String

  @Option(help: "The course's title (default: made of the folder's name).")
  var title: String?

  func run() async throws {
    let place = URL(fileURLWithPath: folder)
    try Self.requireEmpty(place, as: folder)
    let name = place.standardizedFileURL.lastPathComponent
    let spaced = String(name.map { $0 == "_" || $0 == "." ? "-" : $0 })
    let words = (title ?? NewName.title(of: spaced)).split(whereSeparator: \.isNewline)
      .joined(separator: " ")
    let files = CourseTemplate(title: words.allSatisfy(\.isWhitespace) ? "A course" : words).files
    for file in files {
      let path = place.appendingPathComponent(file.path)
      try NewName.makeFolder(path.deletingLastPathComponent().path)
      try NewName.write(file.text, at: path.path)
    }
    let into = folder == "." ? "" : "Go there: cd \(Self.quoted(folder))\n"
    StandardOutput.write(
      files.map { "Wrote \(CourseChoice(folder).path($0.path)).\n" }.joined()
        + """
        \(into)Record what the lesson computes: unroll accept
        Check all that must hold: unroll check
        See it in a browser, at every save: unroll serve
        What blocks, charts, checks and text can be: unroll help format

        """
    )
  }

  /// A path as a shell reads it.
  private static func quoted(_ path: String) -> String {
    let isPlain = path.utf8.allSatisfy { byte in
      "/._-".utf8.contains(byte) || (0x30...0x39).contains(byte)
        || (0x61...0x7A).contains(byte | 0x20)
    }
    return isPlain ? path : "'" + path.replacing("'", with: "'\\''") + "'"
  }

  /// Refuses a folder in which something stands.
  private static func requireEmpty(_ place: URL, as name: String) throws {
    guard FileManager.default.fileExists(atPath: place.path) else { return }
    guard let names = try? FileManager.default.contentsOfDirectory(atPath: place.path) else {
      throw UseError.notAFolder(name)
    }
    guard let first = names.filter({ $0 != ".git" }).sorted().first else { return }
    throw UseError.folderNotEmpty(name, holds: first)
  }
}
