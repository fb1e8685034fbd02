import LessonDocument
import Testing

/// Messages that are said several times.
@Suite struct DiagnosticMergingTests {
  private static func error(_ line: Int, _ message: String) -> Diagnostic {
    Diagnostic(severity: .error, line: line, column: 1, cause: .compiler(message: message))
  }

  private static func note(_ line: Int, _ message: String) -> Diagnostic {
    Diagnostic(severity: .note, line: line, column: 1, cause: .compiler(message: message))
  }

  @Test("Each message is told once, where it is said first, with how often and where else")
  func merged() {
    let said = [
      Self.error(1, "a"), Self.error(2, "b"), Self.error(3, "a"), Self.error(2, "b"),
      Self.error(7, "a"),
    ]
    #expect(
      said.merged.map(\.description) == [
        "1:1: error: a (3 times, also on lines 3 and 7)", "2:1: error: b (2 times)",
      ]
    )
    let many = (1...9).map { Self.error($0, "a") }
    #expect(
      many.merged.map(\.message) == ["a (9 times, also on lines 2, 3, 4 and others)"]
    )
  }

  @Test("Notes belong to what they explain")
  func notes() {
    let same = [Self.error(1, "a"), Self.note(9, "n"), Self.error(2, "a"), Self.note(9, "n")]
    #expect(same.merged.map(\.message) == ["a (2 times, also on line 2)", "n"])
    let other = [Self.error(1, "a"), Self.note(9, "n"), Self.error(2, "a"), Self.note(9, "m")]
    #expect(other.merged == other)
    #expect([Diagnostic]().merged.isEmpty)
    #expect([Self.note(1, "alone")].merged.map(\.message) == ["alone"])
  }
}
