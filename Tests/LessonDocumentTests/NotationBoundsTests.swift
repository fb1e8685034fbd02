import LessonDocument
import TestSupport
import Testing

@Suite("Reading what is no CommonMark")
struct NotationBoundsTests {
  /// Signs of which each might begin something, long and in vain.
  private static let hostile = [
    "{", "{{", "{{<", "[", "[[", "[@", "@", "@a", "a@", "~", "~a ", "~~a ", "~~ a", "~a~~", "\\~",
    "^", "x^", "^[", ":", ":a", "::: a\n",
    "=", "==", "==a ", "%", "%%a", "+", "---  ", "(", "https://", "https://a.b)", "https://a.b/(",
    "www.", "www.a.b;", "a@b.c)",
    "\\begin", "\\begin{", "`", "`{ref}", "a\n: b\n\n", ": b\n\n", "a\n: ", "- [ ] a\n", "<del>",
    "*~~",
  ]

  @Test("takes time that grows with the text alone", arguments: hostile)
  func linear(_ sign: String) {
    let text = "x " + String(repeating: sign, count: 300_000 / sign.utf8.count)
    let seconds = ProcessorTime.seconds {
      _ = try? LessonReader().lesson(source: text, file: "lesson.md")
    }
    #expect(seconds < 1000 * ProcessorTime.yardstick(), "\(sign): \(seconds) s")
  }

  @Test("nests what is struck through four deep, and leaves further tildes as they stand")
  func nesting() throws {
    let count = 5_000
    let text = String(repeating: "~~a ", count: count) + String(repeating: "b~~ ", count: count)
    let lesson = try LessonReader().lesson(source: text, file: "lesson.md")
    func depth(_ parts: [Inline]) -> Int {
      parts.map { if case .strikethrough(let content) = $0 { 1 + depth(content) } else { 0 } }.max()
        ?? 0
    }
    guard case .paragraph(let content)? = lesson.elements.first else { return }
    #expect(depth(content) == 4)
    let words = content.map { $0.plainText(in: []) }.joined()
    #expect(words.contains("~~a ~~a") && words.contains("b~~ b~~"))
  }
}
