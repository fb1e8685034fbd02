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
      Lessons/README.md, unless Lessons/course.yml says others; there base-url says where the site \
      will stand, and lang its language. Files such as Lessons/glossary.md become pages beside the \
      lessons. --edition keeps a lasting copy of a term, which later builds link to. A build that is stopped at any instant leaves the old site whole.
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

  @Option(
    help: ArgumentHelp(
      "Write a lasting copy of this term, such as 2026-spring (default place: Site/editions).",
      valueName: "term"
    )
  )
  var edition: String?

  @Flag(help: "Make a term anew that is kept already.")
  var replace = false

  @Flag(help: "Fail on warnings too: those of blocks, and what the machine lacks.")
  var strict = false

  @OptionGroup var flags: RunFlags

  func run() async throws {
    let choice = CourseChoice(lessons)
    let folder = try choice.lessons()
    let place = try place()
    let target = URL(fileURLWithPath: out ?? choice.path(place))
    if out != nil, let kept = choice.part(holding: target) {
      throw UseError.siteAmongSources(path: target.path, folder: kept)
    }
    // What is kept of earlier terms is not written to where a link leads.
    if out == nil, edition != nil, choice.leadsOut("Site/editions") {
      throw UseError.editionsLeadOut(choice.path("Site/editions"))
    }
    try SiteWriter.checkTarget(target)
    let environment = try await flags.environment()
    let stampFile = SiteStampFile(target: target)
    let times = SiteStampFile.times(choice, environment)
    let files = CourseFiles(of: folder)
    let inputs = SiteStampFile.inputs(
      choice,
      files: files,
      environment: environment,
      options: "\(edition ?? "") \(strict) \(flags.sandbox)"
    )
    if !flags.ignoresCache, let stamp = stampFile.stamp(for: inputs) {
      return await tell(stamp, in: target)
    }
    if let edition, !replace, SiteWriter.holdsSite(target) {
      throw UseError.editionKept(edition, path: target.path)
    }
    let (course, theme) = try choice.themed(environment) {
      try LessonReader().course(in: folder, files: files)
    }
    let writer = try SiteWriter(theme: theme)
    let screen = Screen(device: TerminalDevice())
    let results = try await LessonQueue(
      course.documents,
      runner: LessonRunner(
        environment: environment,
        options: flags.options(takesAnswers: false, explores: true)
      ),
      jobs: flags.jobs,
      screen: screen
    ).outcomes()
    let byFile = Dictionary(
      zip(course.documents.map(\.file), results),
      uniquingKeysWith: { first, _ in first }
    )
    var site = try choice.site(course, files: files) { byFile[$0.file] }
    site.edition = edition
    let report = try writer.write(site, to: target)
    report.notes.forEach(Note.warn)
    report.mistakes.forEach { Note.say($0.description) }
    let warnings = (course.documents + [site.introduction].compactMap(\.self)).flatMap(\.warnings)
      .map(\.description)
    warnings.forEach(Note.say)
    let faults = CourseFaults(course: course, results: results, includesWarnings: strict)
    faults.lines.forEach(Note.say)
    await screen.write(Self.line(report.pageCount, target))
    if !report.mistakes.isEmpty || !faults.lines.isEmpty { throw ExitStatus.lessons.error }
    if strict, !warnings.isEmpty { throw ExitStatus.lessons.error }
    if strict, !report.notes.isEmpty || flags.warning(environment) != nil {
      throw ExitStatus.machine.error
    }
    // What was edited meanwhile is not what was built: the next build finds out what has changed.
    guard SiteStampFile.times(choice, environment) == times else { return }
    stampFile.keep(
      inputs: inputs,
      lessons: course.documents.map(\.fullName),
      warnings: warnings,
      report: report
    )
  }

  /// Says of a site to which nothing has changed what its build would say.
  private func tell(_ stamp: SiteStamp, in target: URL) async {
    let screen = Screen(device: TerminalDevice())
    for lesson in stamp.lessons { await screen.write("ok    \(lesson)  unchanged\n") }
    stamp.notes.forEach(Note.warn)
    stamp.warnings.forEach(Note.say)
    await screen.write(Self.line(stamp.pageCount, target))
  }

  private static func line(_ pageCount: Int, _ target: URL) -> String {
    "\(pageCount == 1 ? "1 page" : "\(pageCount) pages") in \(target.path)\n"
  }

  /// Where the site goes in the course if nothing else is said.
  private func place() throws(UseError) -> String {
    guard let edition else { return "Site/public" }
    let isName = edition.wholeMatch(of: /[A-Za-z0-9][A-Za-z0-9._-]{0,63}/) != nil
    guard isName else { throw UseError.edition(edition) }
    return "Site/editions/\(edition)"
  }
}
