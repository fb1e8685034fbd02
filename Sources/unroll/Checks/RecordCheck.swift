import LessonDocument
import LessonRunner

/// The results are those recorded, numbers within the blocks' tolerances.
struct RecordCheck: LessonCheck {
  let name = "results are those recorded"

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
    let difference = UnifiedDiff(
      from: recorded.text,
      to: comparison.record.text,
      names: (file.path, "\(file.path) as computed now")
    ).lines
    let left = difference.count - Self.longest
    return CheckReport(
      findings: comparison.drifts.map {
        Finding(file: lesson.file, location: $0.location, message: $0.message)
      },
      details: difference.prefix(Self.longest)
        + (left > 0 ? ["… and \(left) more lines"] : [])
        + ["If the new results are right, record them: \(command)"]
    )
  }

  private func finding(_ lesson: Lesson, _ message: String) -> Finding {
    Finding(file: lesson.file, location: SourceLocation(line: 1, column: 1), message: message)
  }
}

/// Every sweep block is recorded as it is now.
struct SweepCheck: LessonCheck {
  let name = "sweeps are recorded"

  func report(on checked: CheckedLesson) throws -> CheckReport {
    let lesson = checked.lesson
    let command = "unroll sweep \(lesson.nameForCommands)"
    return CheckReport(
      findings: checked.runner.sweeps(of: lesson).compactMap { block, state in
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
    )
  }
}

extension Lesson {
  /// How a person names the lesson to a command.
  var nameForCommands: String {
    // A file that is no lesson of a course is named by its path.
    number == nil ? file : slug
  }
}
