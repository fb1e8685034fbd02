import ArgumentParser
import Foundation
import LessonDocument
import LessonPages
import LessonRunner

/// `unroll check`: everything that must hold before a course is published.
struct CheckCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Check everything that must hold before publishing.",
    discussion: """
      Without a lesson, all of the course in this folder. Blocks must come out as expected, results be \
      those recorded by unroll accept and unroll sweep (numbers within the block's tolerance, else 1e-6 \
      relative), answers to predictions agree with what the blocks show, links lead somewhere, and \
      exercises be sound: the solution passes every check, the starter compiles and fails one, each wrong \
      answer fails with its message, there are hints, points add up. Examples:

        unroll check --full             every line that differs from the records
        unroll check --seeds 20         solutions and wrong answers under 20 seeds
        unroll check 02 --constants     each number that it names halved and doubled: what says so,
                                        and what crashes
        unroll check 02 --mutants 60    slips in the solutions that no check notices,
                                        60 s of CPU an exercise
      """
  )

  @Argument(help: "Lessons: number, name, or path.")
  var lessons: [String] = []

  @Option(
    help: ArgumentHelp("Write the outcome as JUnit XML too.", valueName: "file")
  )
  var junit: String?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Check exercises under so many seeds.", valueName: "number")
  )
  var seeds = 1

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Spend so many CPU seconds an exercise on mutants of its solution, and list those that pass.",
      valueName: "seconds"
    )
  )
  var mutants: Double?

  @Flag(help: "Halve and double each number that a lesson names, and list what no longer holds.")
  var constants = false

  @Flag(help: "Show all of a difference from the records, the numbers of charts too.")
  var full = false

  @OptionGroup var flags: RunFlags

  func validate() throws {
    if !(1...1000).contains(seeds) {
      throw ValidationError("'--seeds' needs a number from 1 to 1000, not \(seeds).")
    }
    if let mutants, !(mutants > 0 && mutants <= 86_400) {
      throw ValidationError(
        "'--mutants' needs a number of seconds from above 0 to 86400, not \(mutants)."
      )
    }
  }

  func run() async throws {
    try checkReportFile()
    let choice = CourseChoice()
    let environment: RunnerEnvironment
    let lessons: [Lesson]
    let theme: SiteTheme
    do {
      // What is wrong in the lessons is told also where the machine lacks something.
      let read = Result { try LessonChoice.lessons(self.lessons) }
      if case .failure(let error) = read, !(error is LessonErrors) { throw error }
      do {
        environment = try await flags.environment()
      } catch {
        _ = try read.get()
        throw error
      }
      (lessons, theme) = try choice.themed(environment) { try read.get() }
    } catch let errors as LessonErrors {
      try write(JUnitReport(mistakes: errors))
      throw errors
    }
    let runner = LessonRunner(
      environment: environment,
      options: flags.options(takesAnswers: false, explores: true)
    )
    let pages = CheckedPages(choice, theme: theme, lessons: lessons)
    let checks = LessonChecks.all(
      Soundness.Depth(seeds: seeds, mutantSeconds: mutants),
      showsAll: full,
      constants: constants
    )
    let reports = try await LessonQueue(
      lessons: lessons,
      width: LessonQueue<[CheckReport]>.width(jobs: flags.jobs),
      screen: Screen(device: TerminalDevice()),
      work: { lesson, onEvent in
        let results = try await runner.run(lesson, onEvent: onEvent)
        try Task.checkCancellation()
        return try await LessonChecks.reports(
          on: CheckedLesson(lesson: lesson, results: results, runner: runner, pages: pages),
          of: checks
        )
      },
      text: { lesson, reports, _ in Self.text(lesson, reports) }
    ).outcomes()
    var suites = zip(lessons, reports).map { lesson, reports in
      let tests = zip(checks, reports).map { ($0.name, $1) }
      return JUnitReport.Suite(name: lesson.fullName, tests: tests)
    }
    // Who checks the course checks what stands beside its lessons too.
    var beside = self.lessons.isEmpty ? CheckReport(try await pages.mistakesBesideLessons()) : nil
    if self.lessons.isEmpty {
      let pagesBeside = (try? choice.lessons()).map { LessonReader().readableCourse(in: $0).pages }
      beside?.findings += (pagesBeside ?? []).flatMap { SweepCheck.findings(in: $0, runner) }
    }
    if self.lessons.isEmpty {
      await pages.warningsBesideLessons().forEach { Note.say($0.description) }
    }
    if let beside, !beside.findings.isEmpty {
      beside.findings.forEach { Note.say($0.description) }
      suites.append(JUnitReport.Suite(name: "pages", tests: [(PageCheck().name, beside)]))
    }
    try write(JUnitReport(suites: suites))
    let isFine =
      reports.joined().allSatisfy(\.findings.isEmpty) && beside?.findings.isEmpty != false
    guard isFine else { throw ExitStatus.lessons.error }
  }

  private static func text(_ lesson: Lesson, _ reports: [CheckReport]) -> String {
    let lines =
      reports.flatMap { $0.findings.map(\.description) + $0.details }
      + lesson.warnings.map(\.description)
    let isFine = reports.allSatisfy(\.findings.isEmpty)
    let text = (["\(isFine ? "ok  " : "FAIL")  \(lesson.fullName)"] + lines).map { "\($0)\n" }
    return PlainText.lines(text.joined())
  }

  /// Refuses a report that could not be written, before anything runs.
  private func checkReportFile() throws {
    guard let junit else { return }
    _ = try ExportTarget(junit)
  }

  private func write(_ report: JUnitReport) throws {
    guard let junit else { return }
    try ExportTarget(junit).write(report.text)
  }
}

extension JUnitReport {
  /// The report on lessons that cannot be read: a suite a file.
  init(mistakes errors: LessonErrors) {
    var files: [String] = []
    for mistake in errors.mistakes where !files.contains(mistake.file) {
      files.append(mistake.file)
    }
    suites = files.map { file in
      let findings = errors.mistakes.filter { $0.file == file }.map {
        Finding(file: $0.file, location: $0.location, message: $0.message)
      }
      let report = CheckReport(findings: findings)
      return Suite(name: file, tests: [("the lesson can be read", report)])
    }
  }
}
