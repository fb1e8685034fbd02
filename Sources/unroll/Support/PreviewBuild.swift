import Foundation
import LessonDocument
import LessonPages
import LessonRunner
import PreviewServer

/// Builds the site once, and again at each change, and tells the preview what came of it.
///
/// What has not changed comes from the cache. A change during a build ends that build.
struct PreviewBuild: Sendable {
  let choice: CourseChoice
  let environment: RunnerEnvironment
  let flags: RunFlags
  let target: URL
  let preview: PreviewServer
  private let screen = Screen(device: TerminalDevice())

  init(
    choice: CourseChoice,
    environment: RunnerEnvironment,
    flags: RunFlags,
    target: URL,
    preview: PreviewServer
  ) {
    self.choice = choice
    self.environment = environment
    self.flags = flags
    self.target = target
    self.preview = preview
  }

  /// Writes a line for the person at the terminal.
  func say(_ text: String) async { await screen.write(text) }

  /// Builds at every change until the task is cancelled.
  func run() async {
    let watched = [choice.path("Lessons"), themeFolder.path].map { URL(fileURLWithPath: $0) }
    let ignored = [choice.path("Site/public"), target.path].map { URL(fileURLWithPath: $0) }
    let changes = FileChanges(in: watched, ignoring: ignored).changes()
    var building = Task { await build() }
    for await _ in changes {
      // The newest save counts, and only one build writes at a time.
      building.cancel()
      await building.value
      building = Task { await build() }
    }
    building.cancel()
    await building.value
  }

  private func build() async {
    do {
      let description = try choice.description()
      let course = try LessonReader().course(in: choice.lessons())
      let results = try await results(of: course)
      try Task.checkCancellation()
      let writer = try SiteWriter(theme: SiteTheme(folder: themeFolder))
      let before = SiteContents(target)
      let report = try writer.write(
        title: description.title,
        description: description.summary,
        lessons: zip(course.lessons, results).map { ($0, $1) },
        to: target
      )
      SiteContents(target).changed(since: before).forEach(preview.publish(page:))
      let faults = CourseFaults(course: course, results: results, includesWarnings: false)
      await tell(report.mistakes.map(\.description) + faults.lines)
    } catch {
      guard !Task.isCancelled else { return }
      await tell([Failure(error).text ?? "\(error)"])
    }
  }

  private func tell(_ problems: [String]) async {
    await screen.end()
    problems.forEach(Note.say)
    guard !problems.isEmpty else { return preview.idle() }
    preview.publish(problem: problems.joined(separator: "\n"))
  }

  /// The results of all lessons, each lesson's blocks counted as they finish.
  private func results(of course: Course) async throws -> [LessonResults] {
    let runner = LessonRunner(environment: environment, options: flags.options())
    var all: [LessonResults] = []
    for lesson in course.lessons {
      await screen.begin("running \(lesson.slug)")
      all.append(
        try await runner.run(lesson) { event in
          guard case .started(let index) = event else { return }
          preview.publish(
            progress: PreviewProgress(
              lesson: lesson.title,
              block: lesson.blocks[index].label,
              done: index,
              total: lesson.blocks.count
            )
          )
        }
      )
      try Task.checkCancellation()
    }
    await screen.end()
    return all
  }

  private var themeFolder: URL {
    let own = choice.path("Site")
    let isThere = FileManager.default.fileExists(atPath: "\(own)/templates")
    return URL(fileURLWithPath: isThere ? own : environment.installation.theme)
  }
}

/// What the files of a site hold, to tell which a build has changed.
private struct SiteContents {
  private var files: [String: Data] = [:]

  init(_ site: URL) {
    let paths = (try? FileManager.default.subpathsOfDirectory(atPath: site.path)) ?? []
    for path in paths where !path.hasPrefix(".") {
      files[path] = try? Data(contentsOf: site.appendingPathComponent(path))
    }
  }

  /// The paths of files that are new or hold something else, and of those that are gone.
  func changed(since earlier: SiteContents) -> [String] {
    Set(files.keys).union(earlier.files.keys).filter { files[$0] != earlier.files[$0] }.sorted()
  }
}
