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
    let lesson = try LessonChoice.lesson(lesson)
    let path = out ?? "\(lesson.slug).\(format.rawValue)"
    guard !Self.isSame(path, lesson.file) else { throw UseError.exportsOntoItself(lesson.file) }
    let environment = try await flags.environment()
    let results = try await results(of: lesson, environment)
    let text = try text(of: lesson, results, environment)
    if path == "-" {
      StandardOutput.write(text)
    } else {
      try write(text, to: path)
    }
    if let results, !results.isAsExpected { throw ExitStatus.lessons.error }
  }

  /// Whether two paths lead to one file, by whatever name.
  private static func isSame(_ path: String, _ other: String) -> Bool {
    func identity(_ path: String) -> [NSNumber?]? {
      let target = URL(fileURLWithPath: path).resolvingSymlinksInPath().path
      let attributes = try? FileManager.default.attributesOfItem(atPath: target)
      return attributes.map {
        [$0[.systemNumber] as? NSNumber, $0[.systemFileNumber] as? NSNumber]
      }
    }
    return identity(path).map { $0 == identity(other) } ?? false
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
    _ environment: RunnerEnvironment
  ) throws -> String {
    let choice = CourseChoice()
    let site = try site(of: lesson, results, choice)
    let export = LessonExport(
      lesson: lesson,
      results: results,
      course: site.documents.map(\.lesson),
      baseURL: site.baseURL
    )
    switch format {
    case .markdown: return try export.markdown()
    case .notebook: return try export.notebook()
    case .swift: return try export.swift()
    case .html:
      let writer = try SiteWriter(theme: SiteTheme(folder: choice.theme(environment)))
      let page = try writer.selfContainedPage(of: lesson.slug, in: site)
      for mistake in page?.mistakes ?? [] { Note.say(mistake.description) }
      return page?.html ?? ""
    }
  }

  /// What the lesson may link to: its course, if it is one of this course; any other stands alone.
  private func site(
    of lesson: Lesson,
    _ results: LessonResults?,
    _ choice: CourseChoice
  ) throws -> CourseSite {
    guard let course = try? LessonReader().course(in: choice.lessons()),
      course.documents.contains(where: { $0.slug == lesson.slug && $0.file == lesson.file })
    else { return CourseSite(title: lesson.title, description: "", lessons: [(lesson, results)]) }
    return try choice.site(course) { $0.slug == lesson.slug ? results : nil }
  }

  private func write(_ text: String, to path: String) throws {
    // A file is replaced whole; a device such as /dev/stdout is written to.
    let type = (try? FileManager.default.attributesOfItem(atPath: path))?[.type]
    let isFile = type.map { $0 as? FileAttributeType == .typeRegular } ?? true
    do {
      try Data(text.utf8).write(to: URL(fileURLWithPath: path), options: isFile ? .atomic : [])
    } catch {
      throw SiteError.unwritable(path: path, reason: error.localizedDescription)
    }
  }
}
