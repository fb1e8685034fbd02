import Testing

@testable import LessonPages

@Suite("Text that is too long to be read")
struct ShownTextTests {
  private let words = InterfaceWords()

  @Test("is shown whole up to its bound, and beyond it says how much is left out")
  func shortened() {
    let short = String(repeating: "x", count: 56_000)
    #expect(ShownText.shortened(short, words) == short)
    let shown = ShownText.shortened(String(repeating: "y", count: 900_000))
    #expect(shown.utf8.count < 57_000)
    #expect(shown.contains("\n… 844000 characters are left out here …\n"))
  }

  @Test("is measured as it is shown, and by its characters")
  func measured() {
    let progress = (0..<100_000).map { "\r\($0) %" }.joined()
    #expect(ShownText.shortened(progress) == "99999 %")
    let marks = "x" + String(repeating: "\u{301}", count: 450_000)
    #expect(ShownText.shortened(marks).utf8.count < 120_000)
    let wide = String(repeating: "漢", count: 300_000)
    #expect(ShownText.shortened(wide).utf8.count < 170_000)
  }
}

@Suite("Lines")
struct LineWrapperTests {
  @Test("break at spaces and count wide characters as two columns")
  func wrapping() {
    let lines = LineWrapper(width: 10).wrapped([StyledText("one two 汉字 three fourteenletters x")])
    #expect(
      lines.map { $0.map(\.text).joined() } == [
        "one two", "汉字 three", "fourteenletters", "x",
      ]
    )
  }

  @Test("keep the style of every word")
  func styles() {
    let lines = LineWrapper(width: 5).wrapped([
      StyledText("ab cd", .bold), StyledText("e", .dim), StyledText(" f"),
    ])
    #expect(
      lines == [
        [StyledText("ab", .bold)],
        [StyledText("cd", .bold), StyledText("e", .dim), StyledText(" f")],
      ]
    )
  }

  @Test("of output are cut where a terminal would cut them")
  func cutting() {
    let lines = LineWrapper(width: 4).cut([StyledText("abcdef汉字")])
    #expect(lines.map { $0.map(\.text).joined() } == ["abcd", "ef汉", "字"])
  }
}
