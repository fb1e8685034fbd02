import Foundation
import LessonDocument
import LessonPages
import LessonRunner
import PreviewServer

/// Builds the site once, and again at each change, and tells the preview what came of it.
///
/// An edited lesson goes on from the first block that has changed; a change during a build ends that
/// build.
struct PreviewBuild: Sendable {
  private let choice: CourseChoice
  private let environment: RunnerEnvironment
  private let target: URL
  private let preview: PreviewServer
  private let lessons: PreviewLessons
  private let pages: PreviewPages
  private let screen: Screen
  private let log: PreviewLog

  init(
    choice: CourseChoice,
    environment: RunnerEnvironment,
    flags: RunFlags,
    target: URL,
    preview: PreviewServer
  ) {
    self.choice = choice
    self.environment = environment
    self.target = target
    self.preview = preview
    let runner = LessonRunner(environment: environment, options: flags.options())
    lessons = PreviewLessons(runner: runner)
    let themes = choice.themes(environment)
    pages = PreviewPages(choice: choice, themes: themes, target: target, preview: preview)
    screen = Screen(device: TerminalDevice())
    log = PreviewLog(screen: screen)
  }

  /// Writes a line for the person at the terminal.
  func say(_ text: String) async { await screen.write(text) }

  /// Builds at every change until the task is cancelled; no lesson's host is left then.
  func run() async {
    let watched = [URL(fileURLWithPath: choice.path("Lessons"))] + choice.themes(environment)
    let ignored = [choice.path("Site/public"), choice.path("Site/editions"), target.path]
      .map { URL(fileURLWithPath: $0) }
    await FileChanges(in: watched, ignoring: ignored).update { change in
      // Any lesson may read any data; records stand in pages.
      if let change,
        change.paths.contains(where: { $0.contains("/data/") || $0.contains("/recorded/") })
      {
        await lessons.forgetResults()
      }
      await build(after: change)
    }
    await lessons.close()
  }

  private func build(after change: FileChanges.Change?) async {
    let began = ContinuousClock.now
    let isAwaited = change != nil
    do {
      let course = try LessonReader().course(in: choice.lessons())
      var results: [String: LessonResults] = [:]
      for lesson in course.documents {
        results[lesson.file] = await lessons.lastResults(of: lesson)
      }
      let changed = course.documents.filter { results[$0.file] == nil && $0.runsCode }
      // Readers need not wait for the first run to see the text.
      if !isAwaited { _ = try await pages.write(course, results) }
      for lesson in changed {
        results[lesson.file] = try await run(lesson, isAwaited, course, results)
        if lesson != changed.last { _ = try await pages.write(course, results) }
      }
      try Task.checkCancellation()
      let report = try await pages.write(course, results)
      let faults = CourseFaults(
        course: course,
        results: course.documents.map {
          results[$0.file] ?? LessonResults(lesson: $0.slug, blocks: [], inline: [])
        },
        includesWarnings: false
      )
      await tell(
        report.mistakes.map(\.description) + faults.lines,
        warnings: course.documents.flatMap(\.warnings).map(\.description),
        of: change,
        pageCount: report.pageCount,
        since: began
      )
      if let next = isAwaited ? changed.last : course.lessons.newest {
        try await lessons.prepare(next)
      }
      try await explore(course, results)
    } catch {
      guard !Task.isCancelled, !(error is CancellationError) else { return }
      let text = Failure(error).text ?? "\(error)"
      let lines = text.split(whereSeparator: \.isNewline).map(String.init)
      await tell(lines, of: change, pageCount: nil, since: began)
    }
  }

  /// Writes the pages with their sliders, which nobody who edits waits for.
  private func explore(_ course: Course, _ known: [String: LessonResults]) async throws {
    var results = known
    for lesson in course.lessons {
      guard let explored = try await lessons.explored(lesson) else { continue }
      results[lesson.file] = explored
      _ = try await pages.write(course, results)
      let faults = LessonFaults(lesson, explored, includesWarnings: false).lines
      if !faults.isEmpty { preview.publish(problem: faults.joined(separator: "\n")) }
    }
  }

  /// Runs a lesson; its blocks are counted as they finish, and for who waits their first results stand
  /// in the page before those that count.
  private func run(
    _ lesson: Lesson,
    _ isAwaited: Bool,
    _ course: Course,
    _ others: [String: LessonResults]
  ) async throws -> LessonResults {
    await screen.begin("running \(lesson.slug)")
    let hasDraft = Flag()
    return try await lessons.run(lesson, isAwaited: isAwaited) { event, draft in
      switch event {
      case .draft(.started(let index)):
        await hasDraft.set()
        publish(lesson, index, .running)
      case .started(let index):
        publish(lesson, index, await hasDraft.isSet ? .confirming : .running)
      case .draft(.finished):
        var results = others
        results[lesson.file] = await draft.results
        _ = try? await pages.write(course, results)
      default: break
      }
    }
  }

  private func publish(_ lesson: Lesson, _ index: Int, _ activity: PreviewProgress.Activity) {
    preview.publish(
      progress: PreviewProgress(
        lesson: lesson.title,
        block: lesson.blocks[index].label,
        done: index,
        total: lesson.blocks.count,
        activity: activity
      )
    )
  }

  private func tell(
    _ problems: [String],
    warnings: [String] = [],
    of change: FileChanges.Change?,
    pageCount: Int?,
    since began: ContinuousClock.Instant
  ) async {
    await screen.end()
    let subject = change.map(PreviewLog.subject) ?? pageCount.map { Count.text($0, "page") }
    await log.tell(
      problems,
      warnings: warnings,
      of: subject ?? "no page",
      after: ContinuousClock.now - began
    )
    guard !problems.isEmpty else { return preview.idle() }
    preview.publish(problem: problems.joined(separator: "\n"))
  }
}

private actor Flag {
  private(set) var isSet = false
  func set() { isSet = true }
}

extension [Lesson] {
  /// The lesson that was saved last, which is the likeliest to be edited next.
  fileprivate var newest: Lesson? {
    self.max { saved($0) < saved($1) }
  }

  private func saved(_ lesson: Lesson) -> Date {
    let attributes = try? FileManager.default.attributesOfItem(atPath: lesson.file)
    return attributes?[.modificationDate] as? Date ?? .distantPast
  }
}
