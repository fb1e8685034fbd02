import Foundation
import LessonRunner

/// What the person at the terminal hears of the builds of a preview: a line each, and every problem once.
actor PreviewLog {
  private let screen: Screen
  private var known: [String] = []
  private var knownWarnings: [String] = []

  init(screen: Screen) { self.screen = screen }

  /// Tells of a build.
  ///
  /// - Parameters:
  ///   - problems: all that is wrong now, a line each.
  ///   - warnings: what may not be meant, a line each.
  ///   - subject: what was built or has changed.
  ///   - time: how long it took.
  func tell(
    _ problems: [String],
    warnings: [String] = [],
    of subject: String,
    after time: Duration
  ) async {
    let newWarnings = warnings.filter { !knownWarnings.contains($0) }
    knownWarnings = warnings
    let new = problems.filter { !known.contains($0) }
    let mended = known.count { !problems.contains($0) }
    known = problems
    var parts = [subject, time.inTenths]
    if !problems.isEmpty { parts.append(Count.text(problems.count, "problem")) }
    if mended > 0 { parts.append(problems.isEmpty ? "all mended" : "\(mended) mended") }
    await screen.write("\(ClockTime.now)  \(parts.joined(separator: ", "))\n")
    (new + newWarnings).forEach(Note.say)
  }

  /// The names of the files that have changed, or how many they are.
  static func subject(_ change: FileChanges.Change) -> String {
    let names = Set(change.paths.map { ($0 as NSString).lastPathComponent }).sorted()
    return names.count > 3 ? Count.text(names.count, "file") : names.joined(separator: ", ")
  }
}

/// Numbers of things.
enum Count {
  /// `1 page`, `2 pages`.
  static func text(_ number: Int, _ thing: String) -> String {
    "\(number) \(thing)\(number == 1 ? "" : "s")"
  }
}
