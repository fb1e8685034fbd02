import Testing

@testable import LessonPages

@Suite("Text that blocks print")
struct BlockTextTests {
  @Test(
    "loses what would steer a terminal",
    arguments: [
      ("plain", "plain"),
      ("\u{1B}[31mred\u{1B}[0m", "red"),
      ("\u{1B}[2J\u{1B}[Hgone", "gone"),
      ("\u{1B}]0;title\u{07}text", "text"),
      ("\u{1B}]8;;https://example.org\u{1B}\\link\u{1B}]8;;\u{1B}\\", "link"),
      ("\u{1B}Pquery\u{1B}\\after", "after"),
      ("\u{1B}]unfinished\nnext line", "\nnext line"),
      ("\u{9B}31mred", "red"),
      ("\u{9D}0;title\u{9C}text", "text"),
      ("\u{1B}(Bset", "set"),
      ("\u{1B}c", ""),
      ("\u{1B}", ""),
      ("bell\u{07} and null\u{0}", "bell and null"),
      ("a\tb", "a       b"),
      ("line\r\nnext", "line\nnext"),
      ("10 %\r20 %\r30 %\ndone", "30 %\ndone"),
      ("\u{202E}reversed\u{202C}", "reversed"),
      ("naïve 汉字 👩‍🔬", "naïve 汉字 👩‍🔬"),
    ]
  )
  func cleaning(text: String, expected: String) {
    #expect(BlockText.cleaned(text) == expected)
  }

  @Test(
    "takes as many columns as a terminal gives it",
    arguments: [
      ("abc", 3), ("é", 1), ("e\u{301}", 1), ("汉字", 4), ("한", 2), ("👩‍🔬", 2), ("√", 1), ("ŷ", 1),
      ("h\u{302}", 1), ("❤️", 2), ("", 0), ("𝐖", 1), ("―", 1),
    ]
  )
  func width(text: String, expected: Int) {
    #expect(text.displayWidth == expected)
  }

  @Test("cannot become markup")
  func escaping() {
    let text = "<script>\"&'\u{0}\u{1B}\u{FFFF}\n"
    #expect(HTMLText.escaped(text) == "&lt;script&gt;&quot;&amp;&#39;\n")
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
