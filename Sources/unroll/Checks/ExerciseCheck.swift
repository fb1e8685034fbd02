import Foundation
import LessonDocument
import LessonRunner

/// Every exercise is sound: its solution passes, its starter and its wrong answers fail as they should.
struct ExerciseCheck: LessonCheck {
  let name = "exercises are sound"
  let depth: Soundness.Depth

  func report(on checked: CheckedLesson) async throws -> CheckReport {
    let lesson = checked.lesson
    let reports = try await Soundness(of: lesson, runner: checked.runner, depth: depth).reports()
    return CheckReport(
      findings: reports.flatMap(\.findings).map {
        Finding(file: $0.file, location: $0.location, message: $0.message)
      },
      details: lesson.silentChecks.map { Self.line($0, lesson.file) }
        + reports.flatMap { report in
          report.mutants.map { Self.lines($0, report.exercise, lesson.file) } ?? []
        }
    )
  }

  /// What a student would miss in a check that fails.
  static func line(_ check: Lesson.SilentCheck, _ file: String) -> String {
    let title = check.title.map { "the check '\($0)'" } ?? "a check"
    return "\(file):\(check.location.line):\(check.location.column): warning: \(title) of "
      + "'\(check.exercise)' tells no values where it fails: write check(\"…\", value, equals: "
      + "expected), another form that tells both, or a message with both in it"
  }

  /// What came of the mutants of a solution, and each that survives with its place.
  static func lines(_ tally: MutantTally, _ exercise: String, _ file: String) -> [String] {
    var parts = ["\(tally.made) made, \(tally.killed) killed, \(tally.survivors.count) surviving"]
    if tally.refused > 0 { parts.append("\(tally.refused) more did not compile") }
    if tally.left > 0 { parts.append("\(tally.left) left for lack of budget") }
    let seconds = String(format: "%.1f", tally.seconds)
    return ["mutants of \(exercise): \(parts.joined(separator: ", ")) (\(seconds) s of CPU)"]
      + tally.survivors.map { survivor in
        "\(file):\(survivor.location.line):\(survivor.location.column): note: "
          + "no check notices that \(survivor.change)"
      }
  }
}
