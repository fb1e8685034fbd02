import ArgumentParser
import Foundation
import LessonDocument
import LessonPages
import LessonRunner

/// `unroll build`: the whole course as a site.
struct BuildCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "build",
    abstract: "Run all lessons and write the site."
  )

  @Option(help: "The folder that holds Lessons.")
  var lessons = "."

  @Option(help: "Where the site is written.")
  var out: String?

  @Flag(help: "Fail if anything in the lessons is not as expected.")
  var strict = false

  @OptionGroup var flags: RunFlags

  func run() async throws {
    let course = try LessonReader().course(in: LessonFolder(course: lessons))
    let environment = try await flags.environment()
    let theme = try SiteTheme(folder: themeFolder(environment))
    let writer = try SiteWriter(theme: theme)
    let results = try await CourseRun(
      course: course,
      runner: LessonRunner(environment: environment, options: flags.options())
    ).results()
    let target = URL(fileURLWithPath: out ?? "\(lessons)/Site/public")
    let report = try writer.write(
      title: "Unroll",
      description: "Recurrent networks, from one step to attention.",
      lessons: zip(course.lessons, results).map { ($0, $1) },
      to: target
    )
    report.notes.forEach(Note.warn)
    report.mistakes.forEach { Note.say($0.description) }
    let faults = describe(zip(course.lessons, results).map { ($0, $1) })
    print("\(report.pageCount) pages in \(target.path)")
    if !report.mistakes.isEmpty || faults { throw ExitStatus.lessons.error }
  }

  /// The course's own theme, else that of the installation.
  private func themeFolder(_ environment: RunnerEnvironment) -> URL {
    let own = "\(lessons)/Site"
    let isThere = FileManager.default.fileExists(atPath: "\(own)/templates")
    return URL(fileURLWithPath: isThere ? own : environment.installation.theme)
  }

  /// Says which blocks are not as expected.
  ///
  /// Returns whether there are any.
  private func describe(_ lessons: [(Lesson, LessonResults)]) -> Bool {
    var hasFaults = false
    for (lesson, results) in lessons {
      for block in results.blocks where !block.isAsExpected {
        hasFaults = true
        let said = block.diagnostics.first { $0.severity == .error } ?? block.diagnostics.first
        Note.say(
          """
          \(lesson.file):\(said?.line ?? block.line):\(said?.column ?? 1): \(block.status.rawValue): \
          \(said?.message ?? "block '\(block.label)'")
          """
        )
      }
      for value in results.inline {
        guard let error = value.error else { continue }
        hasFaults = true
        Note.say("\(lesson.file):\(value.line):1: inline `\(value.expression)`: \(error)")
      }
    }
    return hasFaults
  }
}
