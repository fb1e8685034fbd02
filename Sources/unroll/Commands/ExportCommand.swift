public import ArgumentParser
import Foundation
import LessonDocument
public import LessonPages
import LessonRunner

extension ExportFormat: ExpressibleByArgument {}

/// `unroll export`: one file of a lesson.
struct ExportCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Make one file of a lesson: a notebook, a Swift file, a page.",
    discussion: """
      The lesson runs first; results that have not changed come from the cache. Solutions, wrong \
      answers and hidden checks are left out. Formats:

        ipynb   a Jupyter notebook with the results
        swift   a Swift file that prints what the lesson shows; its head says how to compile it
        html    one page with style, fonts and figures in it, for reading without the site
        md      the lesson's Markdown as students get it

        unroll export 02 --format html --out vanilla-rnn.html
      """
  )

  @Argument(help: "The lesson: its number, its name, or the path of any Markdown file.")
  var lesson: String

  @Option(help: ArgumentHelp("ipynb, swift, html or md.", valueName: "format"))
  var format: ExportFormat

  @Option(
    help: ArgumentHelp(
      "The file to write (default: the lesson's name in this folder; - is standard output).",
      valueName: "file"
    )
  )
  var out: String?

  @OptionGroup var flags: RunFlags

  func run() async throws {
    let choice = CourseChoice()
    let path = try LessonChoice.path(lesson)
    let course = try? LessonReader().course(in: choice.lessons())
    let lesson = try course?.documents.first { $0.file == path } ?? LessonReader().lesson(at: path)
    let name = "\(lesson.slug).\(format.rawValue)"
    let target = out == "-" ? nil : try ExportTarget(out ?? name, of: lesson)
    let environment = try await flags.environment()
    let results = try await results(of: lesson, environment)
    let site = try site(of: lesson, in: course, results, choice)
    let text = try text(of: lesson, results, site, environment)
    let secrets = LessonSecrets(of: site.documents.map(\.lesson))
    let leaks = secrets.mistakes(in: text, path: target?.path ?? name)
    guard leaks.isEmpty else { throw LessonErrors(leaks) }
    if let target {
      try target.write(text)
    } else {
      StandardOutput.write(text)
    }
    if let results, !results.isAsExpected { throw ExitStatus.lessons.error }
  }

  /// What came of running it; the forms that hold no results need none.
  private func results(
    of lesson: Lesson,
    _ environment: RunnerEnvironment
  ) async throws -> LessonResults? {
    guard format == .notebook || format == .html else { return nil }
    let runner = LessonRunner(environment: environment, options: flags.options())
    let results = try await runner.run(lesson)
    try Task.checkCancellation()
    return results
  }

  private func text(
    of lesson: Lesson,
    _ results: LessonResults?,
    _ site: CourseSite,
    _ environment: RunnerEnvironment
  ) throws -> String {
    let export = LessonExport(
      lesson: lesson,
      results: results,
      course: site.documents.map(\.lesson),
      baseURL: site.baseURL
    )
    switch format {
    case .markdown: return export.markdown()
    case .notebook: return try export.notebook()
    case .swift: return export.swift()
    case .html:
      let writer = try SiteWriter(theme: SiteTheme(folder: CourseChoice().theme(environment)))
      let page = try writer.selfContainedPage(of: lesson.slug, in: site)
      for mistake in page?.mistakes ?? [] { Note.say(mistake.description) }
      return page?.html ?? ""
    }
  }

  /// What the lesson may link to: its course, if it is one of this course; any other stands alone.
  private func site(
    of lesson: Lesson,
    in course: Course?,
    _ results: LessonResults?,
    _ choice: CourseChoice
  ) throws -> CourseSite {
    guard let course, course.documents.contains(where: { $0.file == lesson.file }) else {
      return CourseSite(title: lesson.title, description: "", lessons: [(lesson, results)])
    }
    return try choice.site(course) { $0.slug == lesson.slug ? results : nil }
  }
}
