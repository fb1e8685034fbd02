import ArgumentParser
import Foundation
import LessonDocument
import LessonPages
import LessonRunner

/// `unroll build`: the whole course as a site.
struct BuildCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "build",
    abstract: "Run all lessons and write the site.",
    discussion: """
      The site's title and description are the first heading and the first paragraph of \
      Lessons/README.md. A build that is stopped at any instant leaves the old site whole.
      """
  )

  @Option(
    help: ArgumentHelp(
      "The folder that holds Lessons, or that Lessons folder.",
      valueName: "folder"
    )
  )
  var lessons = "."

  @Option(
    help: ArgumentHelp(
      "Where the site is written (default: Site/public in the course).",
      valueName: "folder"
    )
  )
  var out: String?

  @Flag(help: "Fail on warnings too: those of blocks, and what the machine lacks.")
  var strict = false

  @OptionGroup var flags: RunFlags

  func run() async throws {
    let choice = CourseChoice(lessons)
    let description = try choice.description()
    let course = try LessonReader().course(in: choice.lessons())
    let target = URL(fileURLWithPath: out ?? choice.path("Site/public"))
    try SiteWriter.checkTarget(target)
    let environment = try await flags.environment()
    let writer = try SiteWriter(theme: SiteTheme(folder: themeFolder(choice, environment)))
    let screen = Screen(device: TerminalDevice())
    let results = try await LessonQueue(
      course.lessons,
      runner: LessonRunner(environment: environment, options: flags.options()),
      jobs: flags.jobs,
      screen: screen
    ).outcomes()
    let report = try writer.write(
      title: description.title,
      description: description.summary,
      lessons: zip(course.lessons, results).map { ($0, $1) },
      to: target
    )
    report.notes.forEach(Note.warn)
    report.mistakes.forEach { Note.say($0.description) }
    let faults = CourseFaults(course: course, results: results, includesWarnings: strict)
    faults.lines.forEach(Note.say)
    let pages = report.pageCount == 1 ? "1 page" : "\(report.pageCount) pages"
    await screen.write("\(pages) in \(target.path)\n")
    if !report.mistakes.isEmpty || !faults.lines.isEmpty { throw ExitStatus.lessons.error }
    if strict, !report.notes.isEmpty || flags.warning(environment) != nil {
      throw ExitStatus.machine.error
    }
  }

  /// The course's own theme, else that of the installation.
  private func themeFolder(_ choice: CourseChoice, _ environment: RunnerEnvironment) -> URL {
    let own = choice.path("Site")
    let isThere = FileManager.default.fileExists(atPath: "\(own)/templates")
    return URL(fileURLWithPath: isThere ? own : environment.installation.theme)
  }
}
