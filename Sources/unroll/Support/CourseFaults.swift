import LessonDocument

/// What in the results of a course is not as expected, a line each, with its place.
struct CourseFaults {
  let lines: [String]

  /// - Parameter includesWarnings: whether the compiler's warnings count.
  init(course: Course, results: [LessonResults], includesWarnings: Bool) {
    self.init(lessons: course.documents, results: results, includesWarnings: includesWarnings)
  }

  init(lessons: [Lesson], results: [LessonResults], includesWarnings: Bool) {
    lines = zip(lessons, results).flatMap { lesson, results in
      LessonFaults(lesson, results, includesWarnings: includesWarnings).lines
    }
  }
}

/// What in the results of a lesson is not as expected.
struct LessonFaults {
  private struct Fault {
    var finding: Finding
    var severity: Diagnostic.Severity
  }

  private let faults: [Fault]

  init(_ lesson: Lesson, _ results: LessonResults, includesWarnings: Bool) {
    let blocks = results.blocks.flatMap { block in
      Self.faults(lesson, block)
        + (includesWarnings ? Self.warnings(lesson, block) : [])
    }
    let values = results.inline.compactMap { value in
      value.error.map {
        Self.fault(lesson, value.line, 1, "inline `\(value.expression)`: \($0)")
      }
    }
    faults = blocks + values + Self.explored(lesson, results)
  }

  /// `file:line:column: status: message`, a line each.
  var lines: [String] {
    faults.map { fault in
      let place = fault.finding.location
      return "\(fault.finding.file):\(place.line):\(place.column): \(fault.severity.rawValue): "
        + fault.finding.message
    }
  }

  /// The same for a report, in which all are errors.
  var findings: [Finding] { faults.map(\.finding) }

  private static func fault(
    _ lesson: Lesson,
    _ line: Int,
    _ column: Int,
    _ message: String,
    _ severity: Diagnostic.Severity = .error
  ) -> Fault {
    let location = SourceLocation(line: line, column: column)
    return Fault(
      finding: Finding(file: lesson.file, location: location, message: message),
      severity: severity
    )
  }

  private static func faults(_ lesson: Lesson, _ block: BlockResult) -> [Fault] {
    guard !block.isAsExpected else { return [] }
    let errors = block.diagnostics.filter { $0.severity == .error }
    // A block that did not run says so in a note.
    let said = errors.isEmpty ? Array(block.diagnostics.prefix(1)) : errors.merged
    guard !said.isEmpty else {
      return [fault(lesson, block.line, 1, "block '\(block.label)' did not come out as meant")]
    }
    return said.map { fault(lesson, $0.line, $0.column, $0.message) }
  }

  /// What did not come out as meant with other values of a block's numbers.
  private static func explored(_ lesson: Lesson, _ results: LessonResults) -> [Fault] {
    (results.explorations ?? []).flatMap { exploration -> [Fault] in
      let line = results.blocks.first { $0.label == exploration.label }?.line ?? 1
      return exploration.faults.map {
        fault(lesson, line, 1, "block '\(exploration.label)' \($0)")
      }
    }
  }

  private static func warnings(_ lesson: Lesson, _ block: BlockResult) -> [Fault] {
    guard block.status != .expectedFailure else { return [] }
    return block.diagnostics.filter { $0.severity == .warning }.map {
      fault(lesson, $0.line, $0.column, $0.message, .warning)
    }
  }
}
