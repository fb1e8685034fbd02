import LessonDocument
import LessonRunner

/// Everything that must hold of a lesson before it is published.
enum LessonChecks {
  /// The checks, in the order in which they are made and reported.
  ///
  /// - Parameter depth: how thoroughly exercises are examined.
  static func all(_ depth: Soundness.Depth) -> [any LessonCheck] {
    [BlockCheck(), RecordCheck(), SweepCheck(), ExerciseCheck(depth: depth), PageCheck()]
  }

  /// The report of each check, in order.
  static func reports(
    on checked: CheckedLesson,
    depth: Soundness.Depth
  ) async throws -> [CheckReport] {
    var reports: [CheckReport] = []
    for check in all(depth) { reports.append(try await check.report(on: checked)) }
    return reports
  }
}

/// Every block and every inline expression comes out as its author meant.
struct BlockCheck: LessonCheck {
  let name = "blocks come out as expected"

  func report(on checked: CheckedLesson) -> CheckReport {
    let faults = LessonFaults(checked.lesson, checked.results, includesWarnings: false)
    return CheckReport(findings: faults.findings)
  }
}
