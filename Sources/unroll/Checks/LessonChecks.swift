import LessonDocument
import LessonRunner

/// Everything that must hold of a lesson before it is published.
enum LessonChecks {
  /// The checks, in the order in which they are made and reported.
  ///
  /// - Parameters:
  ///   - depth: how thoroughly exercises are examined.
  ///   - showsAll: whether all of a difference is shown.
  ///   - constants: whether the numbers that lessons name are changed.
  static func all(
    _ depth: Soundness.Depth,
    showsAll: Bool,
    constants: Bool = false
  ) -> [any LessonCheck] {
    let always: [any LessonCheck] = [
      BlockCheck(), RecordCheck(showsAll: showsAll), SweepCheck(), PredictionCheck(),
      ExerciseCheck(depth: depth), PageCheck(),
    ]
    return always + (constants ? [ConstantCheck()] : [])
  }

  /// The report of each check, in order.
  static func reports(
    on checked: CheckedLesson,
    of checks: [any LessonCheck]
  ) async throws -> [CheckReport] {
    var reports: [CheckReport] = []
    for check in checks { reports.append(try await check.report(on: checked)) }
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
