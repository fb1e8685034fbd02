/// Why nobody knows when an answer came, so that the time of its file on the disk counts.
struct MissingNote: Equatable, Sendable {
  /// The note that should say it.
  var path: String
  var cause: UnnotedTime.Cause
  /// How a damaged note is described: `is damaged`, `is a link`.
  var damage = ""
}

/// An answer of which the time of its file on the disk counts, since nobody has noted when it came.
public struct UnnotedTime: Codable, Equatable, Sendable {
  /// Why nobody knows.
  public enum Cause: String, Codable, Sendable {
    /// There is no `submission.json`.
    case absent
    /// It cannot be read.
    case damaged
    /// The answer is no longer what was collected, or was put there by hand.
    case changed
    /// It says no time.
    case untold
  }

  /// The answer's path.
  public var file: String
  /// The time that is taken.
  public var time: String
  /// The path of the note that should say it.
  public var note: String
  /// Why it does not.
  public var cause: Cause
  /// How a damaged note is described.
  public var damage: String?

  /// Why nobody knows, for whoever grades.
  var reason: String {
    switch cause {
    case .absent: "there is no \(note)"
    case .damaged: "\(note) \(damage ?? "is damaged")"
    case .changed: "\(note) is of another text"
    case .untold: "\(note) says no time"
    }
  }

  /// Why nobody knows, for the student, who knows no paths.
  var plainReason: String {
    switch cause {
    case .absent, .untold, .changed: "nobody has noted when it came"
    case .damaged: "the note of when it came is damaged"
    }
  }
}

extension AssignmentGrade {
  /// What is to be known of the time, in a cell of a table.
  var remark: String {
    let times = (unnotedTimes ?? []).map { unnoted in
      "\(unnoted.file): the time of the file counts, for \(unnoted.reason)"
    }
    return (times + [isLateUnknown == true ? Self.unknownMark : nil].compactMap(\.self))
      .joined(separator: "; ")
  }

  /// What is said where the system's mark decides and none has come.
  static let unknownMark =
    "whether it is late is not known, for no mark of the university's system has come with it"
}

extension AnswerSheet {
  /// How many answers are named of which the time is that of a file.
  private static let limit = 20

  /// The answers of which nobody knows when they came, or whether they are late.
  func timeRemarks(_ students: [StudentGrades]) -> [String] {
    let times = students.flatMap { student in
      student.assignments.flatMap { sum in
        let byNote = Dictionary(grouping: sum.unnotedTimes ?? []) { "\($0.note) \($0.cause)" }
        return byNote.sorted { $0.key < $1.key }.map {
          sentence($0.value, sum, of: student.student)
        }
      }
    }
    let rest = times.count - Self.limit
    return Array(times.prefix(Self.limit))
      + (rest > 0
        ? [
          "as many as \(rest) more go by the time of a file: each stands in the column 'remark' of \(grading.grades.table)"
        ] : []) + markRemarks(students)
  }

  /// - Parameter answers: those of which one note says nothing, at least one.
  private func sentence(
    _ answers: [UnnotedTime],
    _ sum: AssignmentGrade,
    of student: String
  ) -> String {
    guard let first = answers.first else { return "" }
    let files = answers.map(\.file).joined(separator: ", ")
    let isOne = answers.count == 1
    let latest = answers.map(\.time).max() ?? first.time
    let times =
      isOne
      ? "the time of the file counts, \(latest)"
      : "the times of the files count, the latest \(latest)"
    let late =
      sum.due == nil || sum.isLateUnknown == true
      ? ""
      : sum.lateDays > 0
        ? ", and '\(sum.assignment)' is late" : ", and '\(sum.assignment)' is in time"
    let fix =
      first.cause == .damaged
      ? "take \(first.note) away and run `unroll collect` with the archives again, which tell time, release and marks"
      : "run `unroll collect` with the archive, or set the right time with `touch -d '2026-11-06 19:00' \(first.file)`"
    return
      "nobody knows when '\(student)' handed in \(files), for \(first.reason): \(times)\(late); \(fix)"
  }

  /// The assignments of which a mark decides that has not come.
  private func markRemarks(_ students: [StudentGrades]) -> [String] {
    plan.assignments.compactMap { assignment in
      let unknown = students.filter { student in
        student.assignments.contains {
          $0.assignment == assignment.name && $0.isLateUnknown == true
        }
      }.map(\.student)
      guard !unknown.isEmpty else { return nil }
      let names = unknown.prefix(5).map { "'\($0)'" }.joined(separator: ", ")
      let more = unknown.count > 5 ? " and \(unknown.count - 5) more" : ""
      return
        "'\(assignment.name)': whether \(names)\(more) handed in late is not known, for class.yml goes by the mark of the system ('by: lms') and "
        + "none has come: run `unroll collect` with the download of Canvas and '--assignment \(assignment.name)', write \"late\": true or false into "
        + "the answer's submission.json, or 'by: time' into class.yml; until then nothing is taken"
    }
  }
}
