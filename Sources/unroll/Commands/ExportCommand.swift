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
    abstract: "Make a file of a lesson, or one of each: a notebook, a Swift file, a page.",
    discussion: """
      The lesson runs first; results that have not changed come from the cache. Solutions, wrong \
      answers and hidden checks are left out. Formats:

        ipynb   a Jupyter notebook with the results
        swift   a Swift file that prints what the lesson shows; its head says how to compile it
        html    one page with style, fonts and figures in it, for reading without the site
        md      the lesson's Markdown as students get it

        unroll export 02 --format html --out vanilla-rnn.html
        unroll export --all --format ipynb --out notebooks
      """
  )

  @Argument(help: "The lesson: its number, its name, or the path of any Markdown file.")
  var lesson: String?

  @Flag(help: "A file of each lesson of the course.")
  var all = false

  @Option(help: ArgumentHelp("ipynb, swift, html or md.", valueName: "format"))
  var format: ExportFormat

  @Option(
    help: ArgumentHelp(
      "The file to write (default: the lesson's name in this folder; - is standard output); with --all, the folder.",
      valueName: "file"
    )
  )
  var out: String?

  @OptionGroup var flags: RunFlags

  func validate() throws {
    if all, lesson != nil {
      throw ValidationError("'--all' exports every lesson: leave it out, or the lesson.")
    }
  }

  func run() async throws {
    guard all else {
      let path = try LessonChoice.path(try named())
      let isFine = try await export(path, to: out, try await flags.environment())
      guard isFine else { throw ExitStatus.lessons.error }
      return
    }
    let folder = out ?? "."
    let course = try LessonReader().course(in: CourseChoice().lessons())
    var isFolder: ObjCBool = false
    let isThere = FileManager.default.fileExists(atPath: folder, isDirectory: &isFolder)
    guard folder != "-", !isThere || isFolder.boolValue else {
      throw UseError.allIntoOneFile(folder)
    }
    // What may not be written is told before anything runs.
    for lesson in course.lessons where isThere {
      _ = try ExportTarget(target(of: lesson, in: folder), of: lesson)
    }
    let environment = try await flags.environment()
    if !isThere { try NewName.makeFolder(folder) }
    var isFine = true
    for lesson in course.lessons {
      isFine =
        try await export(lesson.file, to: target(of: lesson, in: folder), environment) && isFine
    }
    guard isFine else { throw ExitStatus.lessons.error }
  }

  private func target(of lesson: Lesson, in folder: String) -> String {
    CourseChoice(folder).path(format.fileName(of: lesson))
  }

  /// The lesson that is named; without one, the sentence that names those that there are.
  private func named() throws -> String {
    if let lesson { return lesson }
    let known = try CourseChoice().lessons().entries.map { "\($0.number)-\($0.slug)" }
    throw UseError.lessonMissing(command: "unroll export", known: known)
  }

  /// Exports a lesson; false if something in it is not as expected.
  private func export(
    _ path: String,
    to out: String?,
    _ environment: RunnerEnvironment
  ) async throws -> Bool {
    let choice = CourseChoice()
    let course = Self.course(around: path)
    let lesson = try course?.documents.first { $0.file == path } ?? LessonReader().lesson(at: path)
    let name = format.fileName(of: lesson)
    let target = out == "-" ? nil : try ExportTarget(out ?? name, of: lesson)
    let results = try await results(of: lesson, environment)
    let site = site(of: lesson, in: course, results, choice)
    let (text, mistakes) = try text(of: lesson, results, site, environment)
    let secrets = LessonSecrets(of: site.documents.map(\.lesson))
    let leaks = secrets.mistakes(in: text, path: target?.path ?? name)
    guard leaks.isEmpty else { throw LessonErrors(leaks) }
    if let target {
      let isFile = target.isFile
      try target.write(text)
      let size = ByteSize(bytes: text.utf8.count)
      if isFile { StandardOutput.write("Wrote \(target.path) (\(size)).\n") }
    } else {
      StandardOutput.write(text)
    }
    mistakes.forEach { Note.say($0.description) }
    let faults = results.map { LessonFaults(lesson, $0, includesWarnings: false).lines } ?? []
    faults.forEach(Note.say)
    return mistakes.isEmpty && results?.isAsExpected != false
  }

  /// The lessons that lie beside one and can be read: its links may lead to them, wherever its file lies.
  ///
  /// What is wrong in them is no mistake of what is exported.
  private static func course(around path: String) -> Course? {
    let folder = (path as NSString).deletingLastPathComponent
    guard let lessons = try? LessonFolder(lessons: folder.isEmpty ? "." : folder) else {
      return nil
    }
    return LessonReader().readableCourse(in: lessons)
  }

  /// What came of running it; the forms that hold no results need none.
  private func results(
    of lesson: Lesson,
    _ environment: RunnerEnvironment
  ) async throws -> LessonResults? {
    guard format == .notebook || format == .html else { return nil }
    let runner = LessonRunner(environment: environment, options: flags.options(takesAnswers: false))
    let results = try await runner.run(lesson)
    try Task.checkCancellation()
    return results
  }

  private func text(
    of lesson: Lesson,
    _ results: LessonResults?,
    _ site: CourseSite,
    _ environment: RunnerEnvironment
  ) throws -> (text: String, mistakes: [LessonMistake]) {
    let export = LessonExport(
      lesson: lesson,
      results: results,
      course: site.documents.map(\.lesson),
      baseURL: site.baseURL
    )
    switch format {
    case .markdown: return (export.markdown(), [])
    case .notebook: return (try export.notebook(), [])
    case .swift: return (export.swift(), [])
    case .html:
      let writer = try SiteWriter(theme: SiteTheme(folders: CourseChoice().themes(environment)))
      let page = try writer.selfContainedPage(of: lesson.slug, in: site)
      return (page?.html ?? "", page?.mistakes ?? [])
    }
  }

  /// The lesson among those that it may link to: its course, if it is one of this course, else what lies beside it.
  private func site(
    of lesson: Lesson,
    in course: Course?,
    _ results: LessonResults?,
    _ choice: CourseChoice
  ) -> CourseSite {
    let alone = CourseSite(title: lesson.title, description: "", lessons: [(lesson, results)])
    guard var course, course.documents.contains(where: { $0.file == lesson.file }) else {
      return alone
    }
    let unread = course.unread
    // A copy beside it may bear its name: a page is known by that.
    let isKept = { (other: Lesson) in other.file == lesson.file || other.slug != lesson.slug }
    course.lessons = course.lessons.filter(isKept)
    course.pages = course.pages.filter(isKept)
    let known = { (other: Lesson) in other.file == lesson.file ? results : nil }
    let isOfCourse = course.folder.path == choice.path("Lessons")
    var site = isOfCourse ? (try? choice.site(course, results: known)) ?? alone : alone
    site.lessons = course.lessons.map { ($0, known($0)) }
    site.pages = course.pages.map { ($0, known($0)) }
    site.unread = unread
    return site
  }
}
