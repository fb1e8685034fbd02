import Foundation
import Testing

@testable import unroll

/// Text that is made fit for a terminal.
struct TextTests {
  private func lines(_ count: Int) -> String {
    (1...count).map { "line \($0)\n" }.joined()
  }

  @Test("Fifty lines are shown whole", arguments: [1, 49, 50])
  func short(count: Int) {
    #expect(ShortenedText.text(lines(count), width: 80) == lines(count))
  }

  @Test("Of more lines the first forty and the last ten are shown")
  func long() {
    let shown = ShortenedText.text(lines(51), width: 80).split(separator: "\n")
    #expect(shown.count == 51)
    #expect(shown[39] == "line 40")
    #expect(shown[40] == "… 1 more line (`--json` has them all)")
    #expect(shown[41] == "line 42")
    #expect(ShortenedText.text(lines(2000), width: 80).contains("… 1950 more lines ("))
  }

  @Test("One line that fills many rows is shortened too")
  func wide() {
    let shown = ShortenedText.text(String(repeating: "x", count: 80 * 1000), width: 80)
    #expect(shown.utf8.count < 80 * 52)
    #expect(shown.contains("… 950 more lines ("))
  }

  @Test("A line that is written over counts once")
  func progressBar() {
    let text = (1...500).map { "\r\($0) %" }.joined() + "\n"
    #expect(ShortenedText.text(text, width: 80) == "500 %\n")
  }

  @Test(
    "Escape sequences and control characters are dropped",
    arguments: [
      ("plain", "plain"), ("\u{1B}[31mred\u{1B}[0m", "red"), ("a\u{7}b\rc", "cb"),
      ("two\nlines", "two\nlines"), ("\u{1B}[2J", ""), ("\u{202E}x", "x"),
    ]
  )
  func plain(text: String, expected: String) {
    #expect(PlainText.lines(text) == expected)
  }

  @Test("JSON spells what is not to be seen, and means the same")
  func json() throws {
    let text = "a\u{9B}31mb\u{7F}\u{202E}\u{2028}\u{E0041}é"
    let json = String(decoding: try JSONEncoder().encode([text]), as: UTF8.self)
    let spelled = JSONSpelling.spelled(json)
    #expect(spelled == "[\"a\\u009b31mb\\u007f\\u202e\\u2028\\udb40\\udc41é\"]")
    #expect(try JSONDecoder().decode([String].self, from: Data(spelled.utf8)) == [text])
  }

  @Test("A line is cut at the last column it may use")
  func cut() {
    #expect(PlainText.line("abcdef", width: 4) == "abcd")
    #expect(PlainText.line("日本語", width: 5) == "日本")
    #expect(PlainText.line("a\nb", width: 9) == "a b")
  }

  @Test("A paragraph is broken at spaces, inside its margin")
  func paragraph() {
    let text = PlainText.paragraph("one two three four", width: 11, margin: 2)
    #expect(text == "  one two\n  three\n  four")
    #expect(PlainText.paragraph("", width: 11, margin: 2) == "")
  }
}
