import LessonDocument
import LessonRunner

/// The results are those recorded, numbers within the blocks' tolerances.
struct RecordCheck: LessonCheck {
  let name = "results are those recorded"
  /// Whether all of a difference is shown, the numbers of charts too.
  var showsAll = false

  /// How much of a difference is shown.
  private static let longest = 200

  func report(on checked: CheckedLesson) throws -> CheckReport {
    let lesson = checked.lesson
    guard checked.results.isAsExpected else {
      return CheckReport(omission: "the lesson did not come out as expected")
    }
    let file = RecordFile(of: lesson)
    let recorded: LessonRecord?
    do throws(RecordError) {
      recorded = try file.record()
    } catch {
      return CheckReport(findings: [finding(lesson, error.description)])
    }
    let comparison = RecordComparison(of: lesson, results: checked.results, recorded: recorded)
    guard !comparison.drifts.isEmpty else { return CheckReport() }
    let command = "unroll accept \(lesson.nameForCommands)"
    guard let recorded else {
      return CheckReport(
        findings: [finding(lesson, "there is no record of the lesson: run `\(command)`")]
      )
    }
    return CheckReport(
      findings: comparison.drifts.map {
        Finding(file: lesson.file, location: $0.location, message: $0.message)
      },
      details: try difference(comparison, recorded, file)
        + ["If the new results are right, record them: \(command)"]
    )
  }

  /// The lines of the difference, shortened if nobody asked for all.
  private func difference(
    _ comparison: RecordComparison,
    _ recorded: LessonRecord,
    _ file: RecordFile
  ) throws -> [String] {
    func lines(_ record: LessonRecord) throws -> [String] {
      UnifiedDiff(
        from: try file.text(of: recorded),
        to: try file.text(of: record),
        names: (file.path, "\(file.path) as computed now")
      ).lines
    }
    let all = try lines(comparison.record)
    guard !showsAll else { return all }
    let shown = try lines(comparison.recordWithoutCharts).prefix(Self.longest)
    let left = all.count - shown.count
    return shown + (left > 0 ? ["… and \(left) more lines, which --full shows"] : [])
  }

  private func finding(_ lesson: Lesson, _ message: String) -> Finding {
    Finding(file: lesson.file, location: SourceLocation(line: 1, column: 1), message: message)
  }
}

/// Every sweep block is recorded as it is now.
struct SweepCheck: LessonCheck {
  let name = "sweeps are recorded"

  func report(on checked: CheckedLesson) throws -> CheckReport {
    CheckReport(findings: Self.findings(in: checked.lesson, checked.runner))
  }

  /// The sweeps of a lesson or page that readers would find without a result of today.
  static func findings(in lesson: Lesson, _ runner: LessonRunner) -> [Finding] {
    let command = "unroll sweep \(lesson.nameForCommands)"
    return runner.sweeps(of: lesson).compactMap { block, state in
      let message: String
      switch state {
      case .current: return nil
      case .missing: message = "sweep '\(block.label)' has no record yet: run `\(command)`"
      case .outdated:
        message =
          "sweep '\(block.label)', or something that it needs, has changed since it was recorded: "
          + "run `\(command)`"
      case .unreadable(let reason): message = reason
      }
      return Finding(file: lesson.file, location: block.fence, message: message)
    }
  }
}

extension Lesson {
  /// How a person names the lesson to a command.
  var nameForCommands: String {
    // A file that is no lesson of a course is named by its path.
    number == nil ? file : slug
  }
}
