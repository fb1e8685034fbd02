import LessonDocument
import LessonRunner

/// A lesson whose named numbers are half or twice as much says what no longer holds, and does not crash.
struct ConstantCheck: LessonCheck {
  let name = "named numbers can be changed"

  func report(on checked: CheckedLesson) async throws -> CheckReport {
    let lesson = checked.lesson
    let reports = try await ConstantExamination(of: lesson, runner: checked.runner).reports()
    return CheckReport(
      findings: reports.flatMap { report in
        report.faults.map { fault in
          Finding(
            file: lesson.file,
            location: report.constant.location,
            message: "with \(Self.phrase(report)): \(fault); say what it may be, or stand it"
          )
        }
      },
      details: reports.map { report in
        let told = report.told.isEmpty ? "" : ": " + report.told.joined(separator: "; ")
        let count = report.faults.count + report.told.count
        let sum =
          count == 0 ? "all holds" : count == 1 ? "one thing says so" : "\(count) things say so"
        return report.faults.isEmpty ? "\(Self.phrase(report)): \(sum)\(told)" : ""
      }.filter { !$0.isEmpty }
    )
  }

  private static func phrase(_ report: ConstantReport) -> String {
    "\(report.setting.name) = \(report.setting.value) (in the lesson \(report.constant.value))"
  }
}
