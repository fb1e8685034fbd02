import Testing

@testable import Plots

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
      ("\u{1B}[?25lhidden\u{1B}[?25h", "hidden"),
      ("bell\u{07} and null\u{0}", "bell and null"),
      ("\u{202E}reversed\u{202C}", "reversed"),
      ("naïve 汉字 👩‍🔬", "naïve 汉字 👩‍🔬"),
      ("  kept  ", "  kept  "),
      ("é  ", "é  "),
    ]
  )
  func cleaning(text: String, expected: String) {
    #expect(BlockText.cleaned(text) == expected)
  }

  @Test(
    "stands as a terminal shows it where it goes back",
    arguments: [
      ("12 %\u{8}\u{8}\u{8}\u{8}99 %", "99 %"),
      ("10 %\r20 %\r30 %\ndone", "30 %\ndone"),
      ("line\r\nnext", "line\nnext"),
      ("abc\rX", "Xbc"),
      ("abc\u{8}", "abc"),
      ("\u{8}\u{8}a", "a"),
      ("a\tb", "a       b"),
      ("12345678\tb", "12345678        b"),
      ("abcdefghij\r\tX", "abcdefghXj"),
      ("loading…\r\u{1B}[Kdone", "done"),
      ("abcdef\r\u{1B}[3C\u{1B}[K", "abc"),
      ("abc\u{1B}[1Kd", "   d"),
      ("abc\r\u{1B}[2K", ""),
      ("abc\u{1B}[2Dx", "axc"),
      ("abc\u{1B}[2Gx", "axc"),
      ("abcdef\r\u{1B}[2Px", "xdef"),
      ("abcdef\r\u{1B}[2Xx", "x cdef"),
      ("one\ntwo\u{1B}[A\r\u{1B}[2KONE\u{1B}[Bx", "ONE\ntwox"),
      ("one\ntwo\nthree\u{1B}[2F\u{1B}[Jnew", "new"),
      ("汉字\u{8}x", "汉 x"),
      ("汉字\ra", "a 字"),
      ("e\u{301}\u{8}a", "a"),
      ("100%|████|\r  0%|    |", "  0%|    |"),
      ("working\r       \r", ""),
    ]
  )
  func writingOver(text: String, expected: String) {
    #expect(BlockText.cleaned(text) == expected)
  }

  @Test("asks for no memory by moving far away")
  func farAway() {
    let far = String(repeating: "\u{1B}[99999C\u{1B}[99999999999999999999C", count: 1000)
    #expect(BlockText.cleaned(far + "x").utf8.count < 3000)
    #expect(BlockText.cleaned(String(repeating: "a\u{1B}[99999B", count: 1000)).utf8.count < 2000)
  }

  @Test(
    "takes as many columns as a terminal gives it",
    arguments: [
      ("abc", 3), ("é", 1), ("e\u{301}", 1), ("汉字", 4), ("한", 2), ("👩‍🔬", 2), ("√", 1), ("ŷ", 1),
      ("h\u{302}", 1), ("❤️", 2), ("", 0), ("𝐖", 1), ("―", 1), ("🇨🇭", 2), ("a\u{200B}b", 2),
      ("│█", 2),
      ("1️⃣", 2), ("ｶﾅ", 2), ("ｶ", 1),
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

  @Test(
    "is read out of markup",
    arguments: [
      ("<p>a &amp;lt; b</p>", "a &lt; b"), ("x<!-- > y -->z", "xz"), ("a <b", "a"),
      ("&nbsp;&unknown; &lt;i&gt;", "&unknown; <i>"), ("<!-- open", ""),
    ]
  )
  func plain(html: String, expected: String) {
    #expect(HTMLText.plain(html) == expected)
  }
}
