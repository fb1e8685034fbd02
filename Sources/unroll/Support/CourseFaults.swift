import LessonDocument

/// What in the results of a course is not as expected, a line each, with its place.
struct CourseFaults {
  let lines: [String]

  /// - Parameter includesWarnings: whether the compiler's warnings count.
  init(course: Course, results: [LessonResults], includesWarnings: Bool) {
    lines = zip(course.documents, results).flatMap { lesson, results in
      let blocks = results.blocks.flatMap {
        Self.lines(lesson, $0, includesWarnings: includesWarnings)
      }
      let values = results.inline.compactMap { value in
        value.error.map {
          "\(lesson.file):\(value.line):1: error: inline `\(value.expression)`: \($0)"
        }
      }
      return blocks + values
    }
  }

  private static func lines(
    _ lesson: Lesson,
    _ block: BlockResult,
    includesWarnings: Bool
  ) -> [String] {
    func line(_ diagnostic: Diagnostic, _ word: String) -> String {
      "\(lesson.file):\(diagnostic.line):\(diagnostic.column): \(word): \(diagnostic.message)"
    }
    var lines: [String] = []
    if !block.isAsExpected {
      let errors = block.diagnostics.filter { $0.severity == .error }
      let said = errors.isEmpty ? Array(block.diagnostics.prefix(1)) : errors
      lines = said.map { line($0, block.status == .ok ? "error" : block.status.rawValue) }
      if said.isEmpty {
        lines = ["\(lesson.file):\(block.line):1: \(block.status.rawValue): block '\(block.label)'"]
      }
    }
    guard includesWarnings, block.status != .expectedFailure else { return lines }
    return lines + block.diagnostics.filter { $0.severity == .warning }.map { line($0, "warning") }
  }
}
