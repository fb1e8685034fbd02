import LessonDocument
import Testing

@testable import LessonRunner

/// A lesson that is run, and what comes of it as text.
struct RunCase: CustomTestStringConvertible, Sendable {
  let name: String
  let lesson: String
  let expected: String
  let place: Testing.SourceLocation

  var testDescription: String { name }

  /// Runs the lesson, and tells how what came differs from what is expected.
  func holds() async throws {
    let results = try await RunningLessons.results("# T\n\n\(lesson)\n")
    guard results.dump != expected else { return }
    let difference = UnifiedDiff(from: expected, to: results.dump, names: ("expected", "run"))
    Issue.record("\(name):\n\(difference.lines.joined(separator: "\n"))", sourceLocation: place)
  }
}

/// A case: its name, the lesson below its title, which begins on line 3, and its results as ``LessonResults/dump``
/// writes them.
func check(
  _ name: String,
  _ lesson: String,
  _ expected: String,
  place: Testing.SourceLocation = #_sourceLocation
) -> RunCase {
  RunCase(name: name, lesson: lesson, expected: expected, place: place)
}

extension LessonResults {
  /// Each block with its status, what it printed (`|`) and showed (`=`), and what is said of it; then the
  /// expressions; `fails` at the end if the lesson is not as it should be.
  var dump: String {
    var lines = blocks.flatMap { ["\($0.label): \($0.status.rawValue)"] + $0.dump }
    for expression in inline {
      let value = expression.value.map { "= \($0)" } ?? "! \(expression.error ?? "nothing")"
      lines.append("\(expression.line): \(expression.expression) \(value)")
    }
    if !isAsExpected { lines.append("fails") }
    return lines.joined(separator: "\n")
  }
}

extension BlockResult {
  fileprivate var dump: [String] {
    let shown = outputs.flatMap { output in
      output.text.withoutLastLineEnd.split(separator: "\n", omittingEmptySubsequences: false)
        .map { "  \(output.kind == .text ? "|" : "=") \($0)" }
    }
    let said = diagnostics.map {
      "  \($0.line):\($0.column): \($0.severity.rawValue): \($0.message)"
    }
    return shown + said
  }
}

extension String {
  fileprivate var withoutLastLineEnd: String { hasSuffix("\n") ? String(dropLast()) : self }
}
